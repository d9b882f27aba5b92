using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

public sealed class ScanJournalTests
{
    private static readonly Minute Noon = Minute.Of(World.Start);

    [Theory]
    [InlineData("two", 0, false)]
    [InlineData("two", 44, false)]
    [InlineData("two", 45, true)] // The lease is over.
    [InlineData("one", 0, true)] // Its own claim: it died and came back.
    public async Task A_claim_is_taken_over_by_its_owner_at_once_and_by_others_after_the_lease(
        string owner, int seconds, bool isTaken)
    {
        var (world, _) = await World.FlatAsync();
        Assert.Equal(1, (await Journal(world, "one").TryClaimAsync(Noon, default))!.Row.Attempt);
        world.Time.AdvanceTo(world.Now.AddSeconds(seconds));
        var claim = await Journal(world, owner).TryClaimAsync(Noon, default);
        Assert.Equal(isTaken, claim is not null);
        if (claim is not null) Assert.Equal((2, owner), (claim.Row.Attempt, claim.Row.Owner));
    }

    [Fact]
    public async Task Who_was_taken_over_completes_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var (one, two) = (Journal(world, "one"), Journal(world, "two"));
        await one.FirstOpenAsync(Noon, 60, default);
        var old = await one.TryClaimAsync(Noon, default);
        world.Time.AdvanceTo(world.Now.AddSeconds(45));
        await two.TryClaimAsync(Noon, default);
        await one.CompleteAsync(old!, new ScanPage([], []), 0, default);
        var row = await world.Store.ReadAsync(StoreLayout.Scans(Noon), Noon.Key, DocumentJson.Default.ScanRow, default);
        Assert.Null(row!.Value.CompletedAt);
        Assert.Equal(Noon, await one.FirstOpenAsync(Noon, 60, default));
    }

    [Fact]
    public async Task Two_pages_of_one_minute_cannot_be_written()
    {
        var (world, _) = await World.FlatAsync();
        var claim = await Journal(world, "one").TryClaimAsync(Noon, default);
        await Journal(world, "one").WritePageAsync(claim!, new ScanPage([], []), default);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Journal(world, "two").WritePageAsync(claim!, new ScanPage([], []), default));
    }

    [Fact]
    public async Task Signals_of_an_attempt_that_died_before_its_page_are_thrown_away()
    {
        var (world, _) = await World.FlatAsync();
        var journal = Journal(world, "one");
        var claim = await journal.TryClaimAsync(Noon, default);
        var dying = new ScanJournal(world.Store, new GatedBlobStore(world.Blobs, new FaultSwitch(_ => true)),
            world.Queue, world.Time, "one", TimeSpan.FromSeconds(45));
        await Assert.ThrowsAsync<TimeoutException>(() =>
            dying.WritePageAsync(claim!, new ScanPage([], [world.Make(0), world.Make(1)]), default));
        Assert.Equal(2, (await world.SignalsAsync(Noon)).Count);

        var second = await journal.TryClaimAsync(Noon, default);
        Assert.Null(await journal.ReadPageAsync(second!, default));
        await journal.WritePageAsync(second!, new ScanPage([], [world.Make(1)]), default);
        Assert.Equal(FlatMarket.SymbolOf(1), Assert.Single(await world.SignalsAsync(Noon)).Signal.Symbol);
    }

    [Theory]
    [InlineData(5, 6, 0)] // The next minute: nothing was missed.
    [InlineData(5, 10, 0)] // Four were missed, all within the catch-up.
    [InlineData(5, 16, 0)] // Ten were missed: exactly the catch-up.
    [InlineData(5, 17, 1)] // One more is an outage of one minute.
    public async Task More_missed_minutes_than_allowed_become_one_outage(int last, int now, int outage)
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.TryInsertAsync(StoreLayout.ScanHead, StoreLayout.HeadRow,
            new ScanHead(Noon, Noon + last), DocumentJson.Default.ScanHead, default);
        var first = await Journal(world, "one").FirstOpenAsync(Noon + now, 10, default);
        Assert.Equal(Noon + last + 1 + outage, first);
        Assert.Equal(outage, (await world.Store.QueryAsync(StoreLayout.Outages, null, null, default)).Count);
    }

    private static ScanJournal Journal(World world, string owner) => new(
        world.Store, world.Blobs, world.Queue, world.Time, owner, TimeSpan.FromSeconds(45));
}
