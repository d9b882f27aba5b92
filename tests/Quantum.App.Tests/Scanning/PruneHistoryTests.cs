using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

/// <summary>A world of 70 scanned minutes from noon on, looked at two days later.</summary>
public sealed class PruneHistoryTests
{
    private const int HistoryDays = 2;
    private static readonly Minute Noon = Minute.Of(World.Start);

    [Theory]
    [InlineData(59, 0)] // not an hour's worth yet
    [InlineData(60, 60)]
    [InlineData(119, 60)] // one hour a run, however much is too old
    public async Task An_hour_is_removed_when_all_of_it_is_older_than_what_is_kept(int minutesTooOld, int removed)
    {
        var world = await ScannedAsync();
        var kept = await Prune(world).RunAsync(Noon + Days(HistoryDays) + minutesTooOld, default);
        Assert.Equal(Noon + removed, kept);
        var pages = await world.Blobs.ListAsync("ledger/", default);
        Assert.Equal(removed == 0 ? Noon : Noon + 60, Minute.OfKey(pages[0].Split('/')[^1]));
        var rows = await new ReadFunnel(world.Store).ReadRowsAsync(Noon, Noon + 70, default);
        Assert.Equal(70 - removed, rows.Count);
        var signals = await world.Store.QueryAsync(StoreLayout.Signals(Noon + 1), null, null, default);
        Assert.Equal(removed == 0 ? 1 : 0, signals.Count);
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_explained_as_such()
    {
        var world = await ScannedAsync();
        await Prune(world).RunAsync(Noon + Days(HistoryDays) + 60, default);
        var explain = new ExplainDecision(world.Store, world.Blobs);
        var symbol = FlatMarket.SymbolOf(0);
        Assert.Contains("Data:HistoryDays", Assert.Single((await explain.HandleAsync(symbol, Noon + 5, default))
            .Sentences), StringComparison.Ordinal);
        Assert.Contains("before the first scan", Assert.Single((await explain.HandleAsync(symbol, Noon - 5, default))
            .Sentences), StringComparison.Ordinal);
        Assert.NotNull((await explain.HandleAsync(symbol, Noon + 65, default)).Record);
    }

    [Fact]
    public async Task A_crash_in_between_is_finished_by_the_next_run()
    {
        var world = await ScannedAsync();
        var calls = 0;
        var dying = new GatedBlobStore(world.Blobs, new FaultSwitch(_ => ++calls > 20));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            new PruneHistory(world.Store, dying, HistoryDays).RunAsync(Noon + Days(HistoryDays) + 60, default));
        Assert.Equal(70, (await new ReadFunnel(world.Store).ReadRowsAsync(Noon, Noon + 70, default)).Count);
        Assert.Equal(Noon + 60, await Prune(world).RunAsync(Noon + Days(HistoryDays) + 60, default));
        Assert.Equal(10, (await world.Blobs.ListAsync("ledger/", default)).Count);
    }

    [Fact]
    public async Task Before_the_first_scan_there_is_nothing()
    {
        var (world, _) = await World.FlatAsync(1);
        Assert.Null(await Prune(world).RunAsync(Noon, default));
    }

    private static PruneHistory Prune(World world) => new(world.Store, world.Blobs, HistoryDays);

    private static int Days(int days) => days * 24 * 60;

    private static async Task<World> ScannedAsync()
    {
        var (world, _) = await World.FlatAsync(2);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(70));
        await world.Store.TryWriteAsync(
            StoreLayout.Signals(Noon + 1), [new EntityWrite.Insert("row", "{}"u8.ToArray())], default);
        return world;
    }
}
