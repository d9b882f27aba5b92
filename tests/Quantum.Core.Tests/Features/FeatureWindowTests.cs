using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Tests.Features;

public sealed class FeatureWindowTests
{
    private const int Warm = FeatureSchema.CandlesMin;
    private static readonly Symbol[] Universe = [Symbol.Of("AAAUSDT"), Symbol.Of("BTCUSDT"), Symbol.Of("CCCUSDT")];

    [Fact]
    public void An_empty_window_refuses_every_row_and_has_no_minute()
    {
        var window = new FeatureWindow(Universe);
        Assert.True(window.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => window.Newest);
        Assert.Equal(ReasonCode.DataMissing, window.VerdictOf(0).Refusal.Code);
        Assert.Equal(FeatureWindow.Steps * Universe.Length * FeatureSchema.Count, window.Slabs.Length);
    }

    [Fact]
    public void The_slabs_are_the_rows_of_the_last_minutes_oldest_first_however_long_it_runs()
    {
        var world = new Folded(Universe);
        var slabs = new List<float[]>();
        for (var step = 0; step < 3 * FeatureWindow.Steps; step++) // past two moves to the front
        {
            world.Step();
            slabs.Add(world.Window.Rows.ToArray());
            var expected = slabs.TakeLast(FeatureWindow.Steps).ToList();
            var zeros = new float[(FeatureWindow.Steps - expected.Count) * slabs[0].Length];
            Assert.Equal([.. zeros, .. expected.SelectMany(slab => slab)], world.Window.Slabs.ToArray());
        }

        Assert.Contains(slabs[^1], figure => figure != 0);
    }

    [Fact]
    public void The_rows_are_those_of_the_cross_section()
    {
        var world = new Folded(Universe);
        world.Step();
        var (rows, verdicts) = (new float[world.Window.Rows.Length], new Verdict[Universe.Length]);
        double[] rates = [0.0002, FundingMemory.NoneKnown, FundingMemory.NoneKnown];
        new CrossSection(Universe).Write(world.Window.Newest, world.States, rates, rows, verdicts);
        Assert.Equal(rows, world.Window.Rows.ToArray());
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
        Assert.Equal(0.0002f, rows[FeatureSchema.Count - 1]);
    }

    [Fact]
    public void A_refused_row_is_zero_and_begins_the_symbols_steps_anew()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 5; step++) world.Step();
        Assert.Equal(5, world.Window.UnbrokenSteps(2));
        world.Step(without: 2);
        Assert.Equal((6, 0), (world.Window.UnbrokenSteps(0), world.Window.UnbrokenSteps(2)));
        Assert.Equal(ReasonCode.DataMissing, world.Window.VerdictOf(2).Refusal.Code);
        Assert.All(world.Window.Rows.ToArray()[(2 * FeatureSchema.Count)..], figure => Assert.Equal(0, figure));
        Assert.Contains(world.Window.Rows.ToArray()[..FeatureSchema.Count], figure => figure != 0);
    }

    [Fact]
    public void Steps_are_counted_up_to_a_whole_window()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < FeatureWindow.Steps + 3; step++) world.Step();
        Assert.Equal(FeatureWindow.Steps, world.Window.UnbrokenSteps(1));
    }

    [Fact]
    public void A_minute_that_was_left_out_breaks_every_window()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 3; step++) world.Step();
        var row = world.Window.Rows.Length;
        world.Skip();
        world.Step();
        Assert.Equal(1, world.Window.UnbrokenSteps(0));
        Assert.All(world.Window.Slabs.ToArray()[..^row], figure => Assert.Equal(0, figure));
    }

    [Fact]
    public void A_minute_that_is_not_newer_is_a_bug()
    {
        var world = new Folded(Universe);
        world.Step();
        Assert.Throws<ArgumentException>(
            () => world.Window.Add(world.Window.Newest, world.States, new FundingMemory()));
    }

    [Fact]
    public void Over_another_universe_a_symbol_keeps_its_rows_and_a_new_one_begins()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 70; step++) world.Step();
        Symbol[] next = [Universe[2], Symbol.Of("NEWUSDT"), Universe[0]];
        var window = world.Window.Over(next);
        Assert.Equal(world.Window.Newest, window.Newest);
        Assert.Equal([64, 0, 64], Enumerable.Range(0, 3).Select(window.UnbrokenSteps));
        Assert.Equal("pass refuse: DATA_MISSING pass",
            string.Join(' ', Enumerable.Range(0, 3).Select(window.VerdictOf)));
        Assert.Equal(ColumnsOf(world.Window, 2), ColumnsOf(window, 0));
        Assert.Equal(ColumnsOf(world.Window, 0), ColumnsOf(window, 2));
        Assert.All(ColumnsOf(window, 1), figure => Assert.Equal(0, figure));
    }

    [Fact]
    public void A_minute_does_not_allocate()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 2 * FeatureWindow.Steps; step++) world.Step();
        world.Fold();
        var before = GC.GetAllocatedBytesForCurrentThread();
        world.Window.Add(world.Minute, world.States, world.Funding);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] ColumnsOf(FeatureWindow window, int index) =>
    [
        .. window.Slabs.ToArray().Chunk(window.Universe.Count * FeatureSchema.Count)
            .SelectMany(slab => slab.Skip(index * FeatureSchema.Count).Take(FeatureSchema.Count)),
    ];

    /// <summary>Random walks that are one candle short of a first row, and go on step by step.</summary>
    private sealed class Folded
    {
        private readonly IReadOnlyList<Candle>[] _candles;
        private int _next = Warm - 1;

        public Folded(Symbol[] universe)
        {
            _candles = [.. universe.Select((_, index) => FeatureSeries.Walk(index + 1, 500))];
            States = [.. universe.Select(_ => new SymbolFeatures())];
            for (var index = 0; index < States.Length; index++)
                foreach (var candle in _candles[index].Take(_next)) States[index].Add(candle);
            Window = new FeatureWindow(universe);
            Funding.Note([new SettledFunding(universe[0], FeatureSeries.Start.Start, 0.0002)]);
        }

        public SymbolFeatures[] States { get; }

        public FeatureWindow Window { get; }

        public FundingMemory Funding { get; } = new();

        public Minute Minute => FeatureSeries.Start + (_next - 1);

        public void Step(int without = -1)
        {
            Fold(without);
            Window.Add(Minute, States, Funding);
        }

        public void Skip() => Fold();

        public void Fold(int without = -1)
        {
            for (var index = 0; index < States.Length; index++)
                if (index != without) States[index].Add(_candles[index][_next]);
            _next++;
        }
    }
}
