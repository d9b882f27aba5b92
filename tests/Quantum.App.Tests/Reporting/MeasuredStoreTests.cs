using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Reporting;

public sealed class MeasuredStoreTests
{
    private readonly Notes _notes = new();

    [Fact]
    public async Task Every_minute_is_measured_once_and_agrees_with_the_funnel()
    {
        var world = World.Generate(seed: 7, symbols: 30);
        var useCases = Open(world);
        await world.RunAsync(world.OpenLoop(useCases), world.Now + TimeSpan.FromMinutes(40));

        var (from, to) = (Minute.Of(World.Start), world.Minute + 1);
        var funnel = await useCases.Funnel.HandleAsync(from, to, default);
        Assert.Equal(funnel.Minutes, _notes.Of(MetricNames.ScanLag).Count);
        Assert.All(_notes.Of(MetricNames.ScanLag), note => Assert.InRange(note.Value, 1, 60));
        Assert.All(_notes.Of(MetricNames.SymbolsDecided), note => Assert.Equal(30, note.Value));
        Assert.Equal(funnel.Decisions.Total, _notes.SumOf(MetricNames.Decisions));
        Assert.Equal(funnel.Decisions.Total, _notes.SumOf(MetricNames.ServedBy));
        var queued = funnel.Decisions.CountOf(ReasonCode.SignalQueued);
        Assert.True(queued > 0, "without signals the test proves nothing");
        Assert.Equal(queued, _notes.SumOf(MetricNames.SignalsQueued));
        Assert.Equal(queued, _notes.SumOf(MetricNames.Decisions, "SIGNAL_QUEUED"));
        Assert.Equal(funnel.Outcomes.Total, _notes.SumOf(MetricNames.SignalOutcomes));
        Assert.Equal(funnel.Outcomes.CountOf(ReasonCode.OrderFilled),
            _notes.SumOf(MetricNames.SignalOutcomes, "ORDER_FILLED"));
        Assert.Empty(_notes.Of(MetricNames.ModelAge)); // There is no model.
    }

    [Fact]
    public async Task A_tick_tells_equity_balance_and_clock_and_an_unreachable_venue_tells_nothing_new()
    {
        var (world, _) = await World.FlatAsync();
        await Open(world).Monitor.RunAsync(default);
        Assert.Equal((double)(await world.BookAsync()).Monitor!.Value.Books.Equity,
            Assert.Single(_notes.Of(MetricNames.Equity)).Value);
        Assert.Equal(0, Assert.Single(_notes.Of(MetricNames.ReconcileMismatch)).Value);
        Assert.Single(_notes.Of(MetricNames.ClockOffset));

        await Open(world, new FaultSwitch(call => call == "venue.Account")).Monitor.RunAsync(default);
        Assert.Single(_notes.Of(MetricNames.Equity));
    }

    [Fact]
    public async Task An_order_of_unknown_outcome_grows_old_until_evidence_settles_it()
    {
        var (world, _) = await World.FlatAsync();
        var useCases = Open(world, new FaultSwitch(call => call.StartsWith("venue.", StringComparison.Ordinal)
            && call != "venue.Account" && !call.StartsWith("venue.Leverage", StringComparison.Ordinal)));
        await useCases.Execute.HandleAsync(await world.WriteAsync(world.Make()), default);
        Assert.Contains((await world.BookAsync()).Positions, position => position.Value.Entry.NeedsEvidence);

        await world.TickAsync(useCases, seconds: 45);
        Assert.Equal(45, _notes.Of(MetricNames.UnknownOrderSeconds).Max(note => note.Value), 1.0);
        Assert.Equal(0, _notes.Of(MetricNames.PositionsOpen)[^1].Value); // Nobody knows that it holds anything.

        _notes.Clear();
        await world.TickAsync(Open(world), seconds: 10, times: 12);
        await TradingBook.ReadAsync(new MeasuredStore(world.Store, _notes, world.Time), default);
        Assert.Equal(0, _notes.Of(MetricNames.UnknownOrderSeconds)[^1].Value);
    }

    [Fact]
    public async Task A_position_without_a_stop_is_measured_while_it_is_so()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        var held = Assert.Single((await world.BookAsync()).Positions);
        var naked = held.Value with { UnprotectedSince = world.Now.AddSeconds(-12) };
        Assert.True(await world.Store.TryWriteAsync(StoreLayout.Book,
            [DocumentStore.Put(held.Row, naked, held.Etag, DocumentJson.Default.Position)], default));

        await TradingBook.ReadAsync(new MeasuredStore(world.Store, _notes, world.Time), default);
        Assert.Equal(12, Assert.Single(_notes.Of(MetricNames.UnprotectedSeconds)).Value, 1.0);
        Assert.Equal(1, Assert.Single(_notes.Of(MetricNames.PositionsOpen)).Value);
    }

    [Fact]
    public async Task A_message_that_is_given_up_counts_once()
    {
        var (world, _) = await World.FlatAsync();
        var useCases = Open(world);
        await useCases.DeadLetter.HandleAsync("message-1", "x{"u8.ToArray(), "not JSON", default);
        await useCases.DeadLetter.HandleAsync("message-1", "x{"u8.ToArray(), "not JSON", default);
        Assert.Equal(1, Assert.Single(_notes.Of(MetricNames.DeadLetters)).Value);
    }

    [Fact]
    public async Task A_model_has_an_age_in_hours_and_an_expectation_only_while_it_speaks()
    {
        var (world, _) = await World.FlatAsync();
        var store = new MeasuredStore(world.Store, _notes, world.Time);
        var model = new BundleSummary("v1", world.Now, world.Now.AddDays(-30), world.Now.AddHours(-6), 1, 1, 1,
            IsSigned: true, ApprovedForLive: true, "", ExpectedSignalsPerDay: 1_440, null);
        await store.TryInsertAsync(ModelRegister.Partition, ModelRegister.PointerRow,
            new ModelPointer(model, world.Now, []), DocumentJson.Default.ModelPointer, default);
        await new ModelRegister(store).ReadPointerAsync(default);

        await WriteAsync(store, world.Make(source: Core.Signals.SignalSource.Model));
        Assert.Equal(6, Assert.Single(_notes.Of(MetricNames.ModelAge)).Value, 0.05);
        Assert.Equal(1 / 222.0, Assert.Single(_notes.Of(MetricNames.SignalsExpected)).Value, 12);

        await WriteAsync(store, world.Make() with { Minute = world.Minute + 1 });
        Assert.Equal(2, _notes.Of(MetricNames.ModelAge).Count);
        Assert.Single(_notes.Of(MetricNames.SignalsExpected));
    }

    [Fact]
    public async Task A_lost_race_measures_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var store = new MeasuredStore(world.Store, _notes, world.Time);
        var minute = world.Minute + 5;
        var row = new ScanRow
        {
            Minute = minute, Owner = "one", ClaimedAt = world.Now, Attempt = 1, CompletedAt = world.Now,
        };
        await store.TryInsertAsync(StoreLayout.Scans(minute), minute.Key, row, DocumentJson.Default.ScanRow, default);
        _notes.Clear();
        Assert.False(await store.TryInsertAsync(
            StoreLayout.Scans(minute), minute.Key, row, DocumentJson.Default.ScanRow, default));
        Assert.Empty(_notes.All);
    }

    private static async Task WriteAsync(IEntityStore store, Core.Signals.Signal signal)
    {
        var row = new ScanRow
        {
            Minute = signal.Minute, Owner = "one", ClaimedAt = signal.Minute.Start, Attempt = 1,
            CompletedAt = signal.Minute.Start.AddSeconds(2), Symbols = 1,
            Decisions = [new(ReasonCode.SignalQueued, signal.Source, Side.Buy, 1)],
        };
        await store.TryInsertAsync(
            StoreLayout.Scans(row.Minute), row.Minute.Key, row, DocumentJson.Default.ScanRow, default);
    }

    private TradingUseCases Open(World world, IPortGate? gate = null)
    {
        var ports = world.Ports(gate);
        return new TradingUseCases(ports with { Store = new MeasuredStore(ports.Store, _notes, world.Time) });
    }

    private sealed class Notes : IMeasurements
    {
        private readonly List<(string Metric, double Value, string? Label)> _all = [];

        public IReadOnlyList<(string Metric, double Value, string? Label)> All => _all;

        public void Note(string metric, double value, string? dimension = null, string? label = null) =>
            _all.Add((metric, value, label));

        public IReadOnlyList<(string Metric, double Value, string? Label)> Of(string metric) =>
            [.. _all.Where(note => note.Metric == metric)];

        public long SumOf(string metric, string? label = null) => (long)Of(metric)
            .Where(note => label is null || note.Label == label).Sum(note => note.Value);

        public void Clear() => _all.Clear();
    }
}
