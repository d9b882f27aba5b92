using Quantum.Adapters.Sqlite;
using Quantum.App.Storage;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Cli.Tests.Running;

public sealed class RunStartTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly RunOptions Replay = new()
    {
        Market = "replay", Data = "data", From = Start, To = Start.AddHours(2), Speed = RunOptions.Max,
        Settings = new TradingSettings(),
    };

    private static readonly RunOptions Sim = new()
    {
        Market = "sim", Seed = 1, SymbolCount = 5, Speed = 1, Settings = new TradingSettings(),
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly StateDirectory _state;

    public RunStartTests()
    {
        using var empty = SqliteDatabase.Open(_directory.Of("quantum.db"));
        _state = StateDirectory.OpenBeside(_directory.Path, isReadOnly: false);
    }

    [Fact]
    public async Task A_new_state_begins_where_it_is_told()
    {
        var (manifest, start) = await RunStart.FindAsync(Replay, _state, CancellationToken.None);

        Assert.Equal(Start, start);
        Assert.Equal((Start, "all", Path.GetFullPath("data")), (manifest.Start, manifest.Symbols, manifest.Data));
        Assert.False(manifest.IsRealTime);
    }

    [Fact]
    public async Task A_known_state_goes_on_where_it_stopped()
    {
        await HoldAsync(Replay, reached: Start.AddMinutes(30));
        var (manifest, start) = await RunStart.FindAsync(Replay, _state, CancellationToken.None);

        Assert.Equal((Start, Start.AddMinutes(30)), (manifest.Start, start));
    }

    [Fact]
    public async Task The_book_of_another_account_is_refused()
    {
        var first = Sim with { Market = "binance" };
        await HoldAsync(first, reached: Start);
        var other = first with { Settings = new() { Execution = new() { Account = "p02" } } };
        var error = await Assert.ThrowsAsync<StateException>(
            () => RunStart.FindAsync(other, _state, CancellationToken.None));
        Assert.Contains("holds the book of account p01, and Execution:Account is p02", error.Message);
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(1, 6)]
    public async Task Another_market_in_the_state_is_refused(int seed, int symbolCount)
    {
        await HoldAsync(Sim, reached: Start);
        var other = Sim with { Seed = (ulong)seed, SymbolCount = symbolCount };

        var error = await Assert.ThrowsAsync<StateException>(
            () => RunStart.FindAsync(other, _state, CancellationToken.None));

        Assert.Contains("holds the run of another market (generated market, seed 1, 5 symbols)", error.Message);
        Assert.Contains("another --state", error.Message);
    }

    [Fact]
    public async Task A_replay_with_another_beginning_is_refused()
    {
        await HoldAsync(Replay, reached: Start.AddMinutes(30));
        var error = await Assert.ThrowsAsync<StateException>(() => RunStart.FindAsync(
            Replay with { From = Start.AddMinutes(1) }, _state, CancellationToken.None));

        Assert.Contains("holds a replay from 2025-06-02T00:00Z", error.Message);
    }

    [Fact]
    public async Task A_replay_that_has_ended_is_refused()
    {
        await HoldAsync(Replay, reached: Start.AddHours(2));
        var error = await Assert.ThrowsAsync<StateException>(
            () => RunStart.FindAsync(Replay, _state, CancellationToken.None));

        Assert.Contains("has reached 2025-06-02T02:00:00Z, and --to is not later", error.Message);
    }

    [Fact]
    public async Task A_run_in_real_time_goes_on_now()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await HoldAsync(Sim, reached: Start);
        var (manifest, start) = await RunStart.FindAsync(Sim, _state, CancellationToken.None);

        Assert.InRange(start, before, TimeProvider.System.GetUtcNow());
        Assert.True(manifest.IsRealTime);
    }

    [Fact]
    public async Task A_state_that_ran_ahead_of_the_clock_goes_on_from_there_and_is_not_in_real_time()
    {
        var ahead = TimeProvider.System.GetUtcNow().AddDays(1);
        await HoldAsync(Sim, reached: ahead);
        var (manifest, start) = await RunStart.FindAsync(Sim, _state, CancellationToken.None);

        Assert.Equal(ahead, start);
        Assert.False(manifest.IsRealTime);
    }

    public void Dispose()
    {
        _state.Dispose();
        _directory.Dispose();
    }

    /// <summary>Leaves what a run of these options leaves when it stops at an instant.</summary>
    private async Task HoldAsync(RunOptions options, DateTimeOffset reached)
    {
        var (manifest, _) = await RunStart.FindAsync(options, _state, CancellationToken.None);
        await _state.WriteManifestAsync(manifest, CancellationToken.None);
        var snapshot = new Core.Orders.AccountSnapshot(reached, 10_000, [], [], []);
        var monitor = new MonitorRow { Books = Core.Accounting.AccountBooks.Open(snapshot, 0), TickAt = reached };
        await _state.Store.TryInsertAsync(StoreLayout.Book, StoreLayout.MonitorRow, monitor,
            DocumentJson.Default.MonitorRow, CancellationToken.None);
        var minute = Minute.Of(reached);
        await _state.Store.TryInsertAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, new ScanHead(minute, minute - 1),
            DocumentJson.Default.ScanHead, CancellationToken.None);
    }
}
