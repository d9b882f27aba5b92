using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Execution;

/// <summary>Each stage's refusal arrives as the signal's outcome, whoever made the signal.</summary>
public sealed class EntryDeskTests
{
    public static TheoryData<SignalSource> Sources => [SignalSource.RuleRsi, SignalSource.Model];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_signal_that_nothing_stands_against_becomes_a_position(SignalSource source)
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync(world.Make(source: source));
        var slot = Assert.Single((await world.BookAsync()).RiskOrEmpty.Slots);
        var held = Assert.Single((await world.VenueAsync()).Positions);
        Assert.Equal(held.Quantity * 100.01m, slot.Notional); // Judged at the ask; the fill adds the slippage.
        Assert.Single((await world.BookAsync()).RiskOrEmpty.Entries);
    }

    [Theory]
    [InlineData(SignalSource.Model, 33.3)] // 10,000 × 0.5 % ÷ 1.5 % ÷ 100.01, down to the step of 0.1
    [InlineData(SignalSource.RuleRsi, 16.6)] // half of that
    public async Task A_rule_enters_with_its_own_size_factor(SignalSource source, decimal quantity)
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync(world.Make(source: source));
        Assert.Equal(quantity, Assert.Single((await world.VenueAsync()).Positions).Quantity);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task An_account_that_was_not_reconciled_lately_enters_nothing(SignalSource source)
    {
        var (world, _) = await World.FlatAsync(settings: new() { Signal = new() { TimeToLiveSeconds = 300 } });
        var signal = world.Make(source: source);
        world.Time.AdvanceTo(world.Now.AddSeconds(61));
        await RefusedAsync(world, signal, ReasonCode.NotReconciled);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_symbol_that_has_a_position_is_refused(SignalSource source)
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync(world.Make(0, Side.Buy));
        var other = world.Make(0, Side.Sell, source);
        await world.Store.TryInsertAsync(StoreLayout.Signals(other.Minute), other.Id.Text,
            new SignalRow(other, null, null), DocumentJson.Default.SignalRow, default);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(other.Minute, other), default);
        Assert.Equal(ReasonCode.SymbolHasPosition, await world.OutcomeAsync(other));
        Assert.Single(await world.EntriesAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_stop_that_is_too_near_to_pay_for_the_trip_is_refused(SignalSource source)
    {
        var (world, _) = await World.FlatAsync(settings: new() { Market = new() { CostMultipleMin = 50 } });
        await RefusedAsync(world, world.Make(source: source), ReasonCode.CostTooHigh);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_size_below_the_least_value_is_refused(SignalSource source)
    {
        var (world, _) = await World.FlatAsync(settings: new() { Risk = new() { NotionalMin = 5_000 } });
        await RefusedAsync(world, world.Make(source: source), ReasonCode.SizeBelowMinNotional);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task An_order_too_large_beside_the_traded_value_is_refused(SignalSource source)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make(source: source) with { CandleQuoteVolume = 100_000 };
        await RefusedAsync(world, signal, ReasonCode.LiquidityThin);
    }

    [Fact]
    public async Task A_mode_whose_preflight_failed_enters_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var ports = world.Ports() with { ModeGate = new ClosedGate() };
        await RefusedAsync(world, world.Make(), ReasonCode.ModeNotReady, ports);
    }

    [Fact]
    public async Task A_contract_without_a_book_or_without_a_listing_is_refused()
    {
        var (world, _) = await World.FlatAsync(1);
        await RefusedAsync(world, world.Make(7), ReasonCode.UniverseNotTrading);
        var bookless = world.Ports() with { MarketData = new BooklessMarket(world.Market) };
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        await world.Open().Monitor.RunAsync(default);
        await RefusedAsync(world, world.Make(), ReasonCode.QuoteMissing, bookless);
    }

    [Theory]
    [InlineData(VenueRefusal.InsufficientMargin)]
    [InlineData(VenueRefusal.RuleBroken)]
    public async Task The_venues_refusal_ends_the_signal_frees_the_slot_and_counts_as_an_error(VenueRefusal refusal)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var ports = world.Ports() with
        {
            Venue = new GatedVenue(world.Venue, new FaultSwitch(_ => false)) { Refuses = _ => refusal },
        };
        await RefusedAsync(world, signal, ReasonCode.VenueRefused, ports);
        var row = Assert.Single(await world.SignalsAsync(signal.Minute));
        Assert.Equal((new Reason(ReasonCode.VenueRefused), $"planned: {refusal}"), (row.Outcome, row.Detail));
        var why = await world.Open().Explain.HandleAsync(signal.Symbol, signal.Minute, default);
        Assert.Equal($"The executor REFUSED it (VENUE_REFUSED): The venue refused the order. The venue's words: "
            + $"planned: {refusal}", why.Sentences[^1]);
        var book = await world.BookAsync();
        Assert.Empty(book.Positions);
        Assert.Empty(book.RiskOrEmpty.Slots);
        Assert.Single(book.RiskOrEmpty.VenueErrors);
    }

    [Fact]
    public async Task A_refusal_for_too_many_requests_pauses_entries_at_once_and_is_no_error_of_the_order()
    {
        var (world, _) = await World.FlatAsync();
        var ports = world.Ports() with { Venue = new BanningVenue(world.Venue, TimeSpan.FromSeconds(5)) };
        await RefusedAsync(world, world.Make(), ReasonCode.VenueRefused, ports);
        var book = await world.BookAsync();
        Assert.Empty(book.RiskOrEmpty.VenueErrors);
        Assert.Equal(ReasonCode.BreakerRateLimit, Assert.Single(book.RiskOrEmpty.Trips).Reason.Code);
        await RefusedAsync(world, world.Make(1), ReasonCode.BreakerRateLimit);
    }

    [Fact]
    public async Task A_leverage_that_the_venue_refuses_ends_the_signal_in_words()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var refusing = new GatedVenue(world.Venue, new FaultSwitch(_ => false)) { RefusesLeverage = true };
        await RefusedAsync(world, signal, ReasonCode.VenueRefused, world.Ports() with { Venue = refusing });
        Assert.Equal("a leverage of 1 was refused as Other",
            Assert.Single(await world.SignalsAsync(signal.Minute)).Detail);
    }

    [Fact]
    public async Task A_venue_that_cannot_be_asked_for_leverage_ends_the_signal_without_an_order()
    {
        var (world, _) = await World.FlatAsync();
        var ports = world.Ports(new FaultSwitch(call => call.StartsWith("venue.Leverage", StringComparison.Ordinal)));
        await RefusedAsync(world, world.Make(), ReasonCode.VenueUnavailable, ports);
    }

    [Fact]
    public async Task The_intent_is_on_record_before_the_order_is_sent()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var seen = new List<string>();
        var process = world.Open(new CallHook(async call =>
        {
            if (!call.StartsWith("venue.Submit", StringComparison.Ordinal)) return;
            var position = Assert.Single((await world.BookAsync()).Positions).Value;
            Assert.Contains(position.Orders, order => call.EndsWith(order.Id.Text, StringComparison.Ordinal)
                && order.State == OrderState.Prepared);
            Assert.Single((await world.BookAsync()).RiskOrEmpty.Slots);
            seen.Add(call[^2..]);
        }));
        await process.Execute.HandleAsync(await world.WriteAsync(signal), default);
        Assert.Equal(["e0", "s0", "t0"], seen);
    }

    private static async Task RefusedAsync(World world, Signal signal, ReasonCode expected, TradingPorts? ports = null)
    {
        var entries = (await world.EntriesAsync()).Count;
        var message = await world.WriteAsync(signal);
        await new TradingUseCases(ports ?? world.Ports()).Execute.HandleAsync(message, default);
        Assert.Equal(expected, await world.OutcomeAsync(signal));
        Assert.Equal(entries, (await world.EntriesAsync()).Count);
    }

    private sealed class ClosedGate : IModeGate
    {
        public Reason? Problem => new Reason(ReasonCode.ModeNotReady);
    }

    private sealed class BooklessMarket(SimulatedMarket inner) : IMarketData
    {
        public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) => inner.ReadSymbolsAsync(ct);

        public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
            IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
            inner.ReadCandlesAsync(requests, last, ct);

        public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
            inner.ReadDayStatisticsAsync(ct);

        public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
            inner.ReadMarkPricesAsync(ct);

        public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
            inner.ReadFundingAsync(from, ct);

        public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Quote>>([]);

        public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => inner.ReadVenueTimeAsync(ct);
    }
}
