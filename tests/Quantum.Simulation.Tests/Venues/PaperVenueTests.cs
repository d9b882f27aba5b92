using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>The port's suite, and what only a venue with a store can get wrong.</summary>
public sealed class PaperVenueTests : VenueSuite
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ListEntityStore _store = new();
    private readonly ScriptedPrices _prices = Prices();

    protected override Task<IVenueWorld> StartAsync() => Task.FromResult<IVenueWorld>(new World(Prices()));

    [Fact]
    public async Task Reading_an_account_without_positions_writes_nothing()
    {
        var venue = Venue();
        Assert.Equal(10_000m, (await venue.ReadAccountAsync(None)).WalletBalance);
        await EnterAsync(venue);
        await ExitAsync(venue);
        var written = _store.WriteCount;
        _prices.Now = _prices.Now.AddDays(1);
        await venue.ReadAccountAsync(None);
        Assert.Equal(written, _store.WriteCount);
        Assert.Equal(0, _prices.WindowCount);
    }

    [Fact]
    public async Task Reading_an_open_account_writes_only_changes_and_at_the_latest_after_five_minutes()
    {
        var venue = Venue();
        await EnterAsync(venue);
        for (var minute = 1; minute <= 4; minute++)
        {
            _prices.PassMinute(Near, 100 + minute);
            var account = await venue.ReadAccountAsync(None);
            Assert.Equal(10 * (100 + minute - 100.12m), account.Positions[0].UnrealisedPnl); // entered at 100.12
        }

        Assert.Equal(1, _store.WriteCount);
        _prices.PassMinute(Near, 105);
        await venue.ReadAccountAsync(None);
        Assert.Equal(2, _store.WriteCount);
        var before = _prices.WindowCount;
        _prices.PassMinute(Near, 105);
        await venue.ReadAccountAsync(None);
        Assert.Equal(1, _prices.WindowCount - before); // not the whole life again
    }

    [Fact]
    public async Task A_process_that_dies_after_a_write_has_done_it_and_another_goes_on()
    {
        var venue = Venue();
        _store.AfterWrite = static () => throw new PlannedCrashException();
        await Assert.ThrowsAsync<PlannedCrashException>(() => EnterAsync(venue));
        _store.AfterWrite = null;
        var heir = Venue();
        Assert.IsType<FindOutcome.Found>(await heir.FindAsync(Near, Id("e0"), isConditional: false, None));
        Assert.Equal(10m, (await heir.ReadAccountAsync(None)).Positions[0].Quantity.Base);
        Assert.Single(await heir.ReadIncomeAsync(Start, null, None));
    }

    [Fact]
    public async Task A_process_that_dies_before_a_write_has_done_nothing()
    {
        _store.BeforeWrite = static () => throw new PlannedCrashException();
        await Assert.ThrowsAsync<PlannedCrashException>(() => EnterAsync(Venue()));
        _store.BeforeWrite = null;
        Assert.IsType<FindOutcome.Absent>(await Venue().FindAsync(Near, Id("e0"), isConditional: false, None));
        Assert.Equal(10_000m, (await Venue().ReadAccountAsync(None)).WalletBalance);
    }

    [Fact]
    public async Task A_store_that_fails_makes_a_submit_unknown_and_a_read_unavailable()
    {
        _store.BeforeWrite = static () => throw new IOException("disk full");
        var outcome = await Venue().SubmitAsync(Entry("e0"), None);
        Assert.Equal("disk full", Assert.IsType<SubmitOutcome.Unknown>(outcome).Detail);
        _store.BeforeWrite = null;
        await EnterAsync(Venue());
        _prices.PassMinute(Near, 50); // liquidates, which must be written
        _store.BeforeWrite = static () => throw new IOException("disk full");
        await Assert.ThrowsAsync<VenueUnavailableException>(() => Venue().ReadAccountAsync(None));
        Assert.IsType<CancelOutcome.Unknown>(await Venue().CancelAsync(Near, Id("s0"), isConditional: true, None));
        Assert.IsType<FindOutcome.Unknown>(await Venue().FindAsync(Near, Id("s0"), isConditional: true, None));
    }

    [Fact]
    public async Task A_lost_race_is_decided_again_on_what_the_winner_left()
    {
        var rival = Venue();
        _store.BeforeWrite = () =>
        {
            _store.BeforeWrite = null;
            Assert.True(EnterAsync(rival, "e1").IsCompletedSuccessfully);
        };
        await EnterAsync(Venue());
        Assert.Equal(20m, (await rival.ReadAccountAsync(None)).Positions[0].Quantity.Base);
        Assert.Equal(2, (await rival.ReadIncomeAsync(Start, null, None)).Count);
    }

    [Fact]
    public async Task Of_two_reduce_only_orders_racing_for_one_position_one_finds_nothing()
    {
        var (venue, rival) = (Venue(), Venue());
        await EnterAsync(venue);
        _store.BeforeWrite = () =>
        {
            _store.BeforeWrite = null;
            Assert.True(ExitAsync(rival, "x1").IsCompletedSuccessfully);
        };
        var late = await venue.SubmitAsync(
            OrderRequest.Exit(Id("x0"), Near, Side.Buy, Quantity.Of(10)), None);
        Assert.Equal(VenueRefusal.NothingToReduce, Assert.IsType<SubmitOutcome.Refused>(late).Refusal);
    }

    [Fact]
    public async Task Who_loses_every_race_has_done_nothing_and_says_so()
    {
        var number = 0;
        var rival = Venue();
        _store.BeforeWrite = Overtake;
        var outcome = await Venue().SubmitAsync(Entry("mine"), None);
        Assert.Equal(VenueRefusal.RateLimited, Assert.IsType<SubmitOutcome.Refused>(outcome).Refusal);
        _store.BeforeWrite = null;
        Assert.IsType<FindOutcome.Absent>(await rival.FindAsync(Near, Id("mine"), isConditional: false, None));

        void Overtake()
        {
            _store.BeforeWrite = null;
            Assert.True(rival.SetLeverageAsync(Near, 1 + (number++ % 2), None).IsCompletedSuccessfully);
            _store.BeforeWrite = Overtake;
        }
    }

    [Fact]
    public async Task Ended_orders_of_one_id_are_told_apart_and_the_newest_is_found()
    {
        var venue = Venue();
        await EnterAsync(venue, "a/b:c");
        await ExitAsync(venue, "a/b:c");
        await EnterAsync(venue, "a/b:c-1");
        var found = await venue.FindAsync(Near, Id("a/b:c"), isConditional: false, None);
        Assert.True(Assert.IsType<FindOutcome.Found>(found).Order.ReduceOnly);
        Assert.IsType<FindOutcome.Absent>(await venue.FindAsync(Near, Id("a/b:c"), isConditional: true, None));
        Assert.IsType<FindOutcome.Absent>(await venue.FindAsync(Pepe, Id("a/b:c"), isConditional: false, None));
        Assert.IsType<FindOutcome.Absent>(await venue.FindAsync(Near, Id("a/b"), isConditional: false, None));
    }

    [Fact]
    public async Task Incomes_are_read_from_an_instant_on_and_a_thousand_at_most()
    {
        var venue = Venue();
        for (var trade = 0; trade < 600; trade++)
        {
            _prices.Now = _prices.Now.AddSeconds(1);
            await EnterAsync(venue);
            await ExitAsync(venue);
        }

        Assert.Equal(1000, (await venue.ReadIncomeAsync(Start, null, None)).Count);
        Assert.Empty(await venue.ReadIncomeAsync(Start, Pepe, None));
        var from = Start.AddSeconds(500);
        var late = await venue.ReadIncomeAsync(from, Near, None);
        Assert.Equal((from, Start.AddSeconds(600)), (late[0].At, late[^1].At)); // the instant itself is included
        Assert.Equal(101 * 3, late.Count); // two commissions and a loss each
    }

    [Fact]
    public async Task A_clock_that_lags_behind_another_process_does_not_turn_time_back()
    {
        var venue = Venue();
        _prices.PassMinute(Near, 101);
        await EnterAsync(venue);
        var written = _prices.Now;
        _prices.Now = written.AddSeconds(-5);
        Assert.Equal(written, (await venue.ReadAccountAsync(None)).At);
    }

    [Fact]
    public void Wrong_options_are_listed_all_at_once()
    {
        var wrong = Options with { Deposit = 0, SlippageBps = -1, WriteAfter = TimeSpan.Zero };
        var thrown = Assert.Throws<ArgumentException>(() => new PaperVenue(_store, _prices, wrong, _prices));
        Assert.Contains("Deposit 0", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("SlippageBps -1", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("WriteAfter 00:00:00", thrown.Message, StringComparison.Ordinal);
    }

    private static ScriptedPrices Prices()
    {
        var prices = new ScriptedPrices(Start);
        prices.List(NearRules, 100);
        prices.List(Rules(Pepe), 100);
        return prices;
    }

    private static OrderRequest Entry(string id) => OrderRequest.Entry(Id(id), Near, Side.Buy, Quantity.Of(10));

    private static async Task EnterAsync(PaperVenue venue, string id = "e0") =>
        Assert.IsType<SubmitOutcome.Accepted>(await venue.SubmitAsync(Entry(id), None));

    private static async Task ExitAsync(PaperVenue venue, string id = "x0") =>
        Assert.IsType<SubmitOutcome.Accepted>(await venue.SubmitAsync(
            OrderRequest.Exit(Id(id), Near, Side.Buy, Quantity.Of(10)), None));

    private PaperVenue Venue() => new(_store, _prices, Options, _prices);

    private sealed class PlannedCrashException : Exception;

    private sealed class World(ScriptedPrices prices) : IVenueWorld
    {
        public IVenue Venue { get; } = new PaperVenue(new ListEntityStore(), prices, Options, prices);

        public SymbolRules Rules => NearRules;

        public DateTimeOffset Now => prices.Now;

        public Task MoveToAsync(decimal price)
        {
            prices.PassMinute(Near, price);
            return Task.CompletedTask;
        }

        public Task PayFundingAsync(double rate)
        {
            prices.AppendFunding(Near, new(prices.Now.AddMinutes(1), rate, Price.Of(prices.Close(Near))));
            return MoveToAsync(prices.Close(Near));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
