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

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)] // the contract that the others are compared with
    [InlineData(2, 5)]
    public void A_late_candle_gives_the_row_that_a_timely_one_would_have_had(int symbol, int minutes)
    {
        var (late, timely) = (new Folded(Universe), new Folded(Universe));
        for (var step = 0; step < 70; step++)
        {
            if (step == 30 + minutes) late.CatchUp(symbol, minutes);
            late.Step(without: step >= 30 && step < 30 + minutes ? symbol : -1);
            timely.Step();
        }

        Assert.Equal(FeatureWindow.Steps, late.Window.UnbrokenSteps(symbol));
        Assert.Equal(ColumnsOf(timely.Window, symbol), ColumnsOf(late.Window, symbol));
    }

    [Fact]
    public void A_late_candle_changes_no_row_of_the_others()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 10; step++) world.Step(without: step == 9 ? 2 : -1);
        float[] before = [.. ColumnsOf(world.Window, 0), .. ColumnsOf(world.Window, 1)];
        Assert.Equal(ReasonCode.DataMissing, world.Window.VerdictOf(2).Refusal.Code);
        world.CatchUp(2, minutes: 1);
        float[] after = [.. ColumnsOf(world.Window, 0), .. ColumnsOf(world.Window, 1)];
        Assert.Equal(before, after);
        Assert.Equal((true, 10), (world.Window.VerdictOf(2).Passed, world.Window.UnbrokenSteps(2)));
    }

    [Fact]
    public void A_candle_behind_one_that_never_came_closes_no_break()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 10; step++) world.Step(without: step > 7 ? 2 : -1);
        world.CatchUp(2, minutes: 1);
        Assert.Equal(ReasonCode.DataGap, world.Window.VerdictOf(2).Refusal.Code);
        Assert.Equal(0, world.Window.UnbrokenSteps(2));
        Assert.All(world.Window.Rows.ToArray()[(2 * FeatureSchema.Count)..], figure => Assert.Equal(0, figure));
    }

    [Fact]
    public void A_candle_that_is_later_than_a_whole_window_changes_nothing()
    {
        var world = new Folded(Universe);
        world.Step();
        for (var step = 0; step <= FeatureWindow.Steps; step++) world.Step(without: 2);
        var before = world.Window.Slabs.ToArray();
        world.CatchUp(2, minutes: FeatureWindow.Steps + 1, upTo: 1);
        Assert.Equal(before, world.Window.Slabs.ToArray());
        Assert.Equal(0, world.Window.UnbrokenSteps(2));
    }

    [Fact]
    public void Over_another_universe_a_candle_from_before_comes_too_late()
    {
        var world = new Folded(Universe);
        for (var step = 0; step < 10; step++) world.Step(without: step == 9 ? 2 : -1);
        var next = world.Window.Over([Universe[2]]);
        world.CatchUp(2, minutes: 1, upTo: 1, next, place: 0);
        Assert.Equal(0, next.UnbrokenSteps(0));
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

        /// <summary>Folds in what a symbol missed of the newest minutes, each with its late row.</summary>
        public void CatchUp(int index, int minutes, int upTo = int.MaxValue) =>
            CatchUp(index, minutes, upTo, Window, index);

        public void CatchUp(int index, int minutes, int upTo, FeatureWindow window, int place)
        {
            foreach (var candle in _candles[index].Skip(_next - minutes).Take(Math.Min(minutes, upTo)))
            {
                States[index].Add(candle);
                window.AddLate(candle.Minute, place, States[index], Funding);
            }
        }

        public void Fold(int without = -1)
        {
            for (var index = 0; index < States.Length; index++)
                if (index != without) States[index].Add(_candles[index][_next]);
            _next++;
        }
    }
}
