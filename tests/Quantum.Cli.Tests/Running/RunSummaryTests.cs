using Quantum.Adapters.Sqlite;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Tests.Running;

/// <summary>A run over midnight in this process, summed up from its store.</summary>
public sealed class RunSummaryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddHours(2);
    private readonly TemporaryDirectory _directory = new();
    private readonly RunProgress _progress = new();

    public async ValueTask InitializeAsync()
    {
        using var database = SqliteDatabase.Open(_directory.Of("quantum.db"));
        using var state = StateDirectory.OpenBeside(_directory.Path, isReadOnly: false);
        await TradingRun.RunAsync(System(state), End, _progress, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_is_read_from_the_store_by_a_system_that_did_not_run()
    {
        var summary = await ReadAsync(Minute.Of(Start), Minute.Of(End));

        Assert.Equal((12, 120), (summary.Symbols, summary.Minutes));
        Assert.Equal((_progress.Minutes, _progress.Decisions), (summary.Minutes, summary.Decisions));
        Assert.Equal(summary.Decisions, summary.DecisionsByReason.Values.Sum());
        Assert.Equal(summary.Signals.Total, summary.Outcomes.Values.Sum() + summary.SignalsOpen);
        Assert.Equal(summary.Signals.Total, summary.Signals.Buy + summary.Signals.Sell);
        Assert.Equal(summary.Signals.Total, summary.Signals.BySource.Values.Sum());
        Assert.True(summary.Trades > 0, "a run without trades proves nothing");
        Assert.True(summary.Fills >= 2 * summary.Trades);
        Assert.True(summary.Orders > summary.Fills); // Stops and take-profits that never fired.
        Assert.Equal(summary.EquityEnd - summary.EquityStart,
            summary.RealisedPnl + summary.Fees + summary.Funding + summary.UnrealisedPnl);
        Assert.True(summary.Fees < 0);
    }

    [Fact]
    public async Task The_hashes_are_of_what_is_in_the_span_and_nothing_else()
    {
        var whole = await ReadAsync(Minute.Of(Start), Minute.Of(End));
        var longer = await ReadAsync(Minute.Of(Start) - 60, Minute.Of(End) + 60);
        var shorter = await ReadAsync(Minute.Of(Start), Minute.Of(End) - 1);
        var nothing = await ReadAsync(Minute.Of(Start) - 60, Minute.Of(Start));

        Assert.Equal((whole.DecisionsHash, whole.TradesHash), (longer.DecisionsHash, longer.TradesHash));
        Assert.NotEqual(whole.DecisionsHash, shorter.DecisionsHash);
        Assert.Equal(whole.Decisions - 12, shorter.Decisions);
        Assert.NotEqual(whole.TradesHash, nothing.TradesHash);
        Assert.Equal(0, nothing.Decisions + nothing.Trades + nothing.Minutes);
    }

    [Fact]
    public async Task An_account_that_was_never_read_has_no_equity()
    {
        using var empty = new TemporaryDirectory();
        using var database = SqliteDatabase.Open(empty.Of("quantum.db"));
        using var state = StateDirectory.OpenBeside(empty.Path, isReadOnly: true);
        var summary = await RunSummary.ReadAsync(System(state).UseCases, state.Store, state.Blobs,
            (Minute.Of(Start), Minute.Of(End)), TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Equal((null, null), (summary.EquityStart, summary.EquityEnd));
    }

    private async Task<RunSummary> ReadAsync(Minute from, Minute to)
    {
        using var state = StateDirectory.OpenBeside(_directory.Path, isReadOnly: true);
        return await RunSummary.ReadAsync(System(state).UseCases, state.Store, state.Blobs, (from, to),
            TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    private static LocalSystem System(StateDirectory state) => LocalSystem.Simulated(
        state, LocalMarket.Generate(seed: 3, symbolCount: 12, Start), new VirtualTime(Start), new TradingSettings());
}
