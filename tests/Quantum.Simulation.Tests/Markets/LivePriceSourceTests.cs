using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>The simulated venue over a market that it cannot look ahead in.</summary>
public sealed class LivePriceSourceTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private static readonly Minute Start = Minute.OfKey("20250602T1800");

    private readonly VirtualTime _time = new(Start.Start.AddSeconds(2));
    private readonly LiveMarket _market;
    private readonly LivePriceSource _prices;
    private readonly PaperVenue _venue;

    public LivePriceSourceTests()
    {
        _market = new LiveMarket(_time);
        _prices = new LivePriceSource(_market, _market.ReadBarsAsync, _time);
        _venue = new PaperVenue(
            new MemoryEntityStore(), _prices, new PaperVenueOptions { LeverageDefault = 5 }, _time);
    }

    [Fact]
    public async Task An_order_fills_at_the_live_quote()
    {
        var filled = Assert.IsType<SubmitOutcome.Accepted>(await EnterAsync());
        Assert.Equal(100.04m, filled.Order.AveragePrice!.Value.QuotePerBase); // ask 100.01 and 2 bps, to the next tick
    }

    [Fact]
    public async Task A_mark_that_a_reading_sees_through_the_stop_fires_it()
    {
        await EnterAsync();
        await StopAsync(95);
        Assert.NotNull(await PositionAfterAsync(seconds: 10, mark: 96));
        Assert.Null(await PositionAfterAsync(seconds: 10, mark: 94));
    }

    [Fact]
    public async Task A_spike_between_two_readings_fires_the_stop_when_the_minute_is_closed()
    {
        await EnterAsync();
        await StopAsync(95);
        Assert.NotNull(await PositionAfterAsync(seconds: 60, mark: 100)); // the minute of the entry is over
        _market.Spike(Start + 1, low: 94, high: 101);
        Assert.NotNull(await PositionAfterAsync(seconds: 50, mark: 100)); // no reading has seen it
        Assert.Null(await PositionAfterAsync(seconds: 10, mark: 100));
    }

    [Fact]
    public async Task What_happened_in_the_minute_before_the_entry_fires_nothing()
    {
        _market.Spike(Start, low: 90, high: 110); // the extremes of the entry's own minute may lie before it
        await EnterAsync();
        await StopAsync(95);
        Assert.NotNull(await PositionAfterAsync(seconds: 65, mark: 100));
    }

    [Fact]
    public async Task A_minute_that_is_not_told_yet_is_waited_for_and_then_said()
    {
        await EnterAsync();
        _market.IsMute = true;
        _time.AdvanceTo(_time.GetUtcNow().AddSeconds(60));
        var reading = _venue.ReadAccountAsync(None);
        for (var second = 0; second < 10 && !reading.IsCompleted; second++)
        {
            _time.AdvanceTo(_time.GetUtcNow().AddSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<VenueUnavailableException>(() => reading);
    }

    [Fact]
    public async Task A_payment_that_is_told_late_is_paid_once()
    {
        _time.AdvanceTo((Start + 59).Start.AddSeconds(30));
        await EnterAsync();
        await PositionAfterAsync(seconds: 40, mark: 100); // 19:00:10, and nobody has told of the payment
        _market.Payments.Add(new SettledFunding(Near, (Start + 60).Start.AddMilliseconds(3), 0.001));
        await PositionAfterAsync(seconds: 10, mark: 100);
        await PositionAfterAsync(seconds: 10, mark: 100);
        var paid = (await _venue.ReadIncomeAsync(Start.Start, null, None))
            .Single(income => income.Kind == IncomeKind.Funding);
        Assert.Equal(-0.2m, paid.Amount);
    }

    [Fact]
    public async Task A_payment_before_the_entry_is_not_ours()
    {
        _time.AdvanceTo((Start + 60).Start.AddSeconds(30));
        _market.Payments.Add(new SettledFunding(Near, (Start + 60).Start.AddMilliseconds(3), 0.001));
        await EnterAsync();
        await PositionAfterAsync(seconds: 10, mark: 100);
        await PositionAfterAsync(seconds: 10, mark: 100);
        Assert.DoesNotContain(await _venue.ReadIncomeAsync(Start.Start, null, None),
            income => income.Kind == IncomeKind.Funding);
    }

    private Task<SubmitOutcome> EnterAsync() => _venue.SubmitAsync(
        OrderRequest.Entry(ClientOrderId.Of("e0"), Near, Side.Buy, Quantity.Of(2)), None);

    private Task StopAsync(decimal trigger) => _venue.SubmitAsync(
        OrderRequest.Stop(ClientOrderId.Of("s0"), Near, Side.Buy, Price.Of(trigger)), None);

    private async Task<VenuePosition?> PositionAfterAsync(int seconds, decimal mark)
    {
        _market.Mark = mark;
        _time.AdvanceTo(_time.GetUtcNow().AddSeconds(seconds));
        return (await _venue.ReadAccountAsync(None)).PositionIn(Near);
    }

    private sealed class LiveMarket(TimeProvider time) : IMarketData
    {
        private readonly Dictionary<Minute, PriceBar> _spikes = [];

        public decimal Mark { get; set; } = 100;

        public bool IsMute { get; set; }

        public List<SettledFunding> Payments { get; } = [];

        public void Spike(Minute minute, decimal low, decimal high) => _spikes[minute] = new(100, high, low, 100);

        public Task<IReadOnlyList<MarkBar>> ReadBarsAsync(
            Symbol symbol, Minute first, Minute last, CancellationToken ct) => Task.FromResult<IReadOnlyList<MarkBar>>(
            IsMute ? [] : [.. Enumerable.Range(0, last - first + 1).Select(offset => new MarkBar(first + offset,
                _spikes.TryGetValue(first + offset, out var bar) ? bar : new PriceBar(100, 100, 100, 100)))]);

        public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<SymbolRules>>([new SymbolRules(Near, ContractStatus.Trading, "USDT", true,
                Start.Start.AddDays(-50), 0.01m, 0.1m, 0.1m, 10_000m, 5m, 8, MaintenanceTiers.Ordinary)]);

        public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<MarkPrice>>([new MarkPrice(
                Near, Price.Of(Mark), 0.0001, time.GetUtcNow().AddHours(1), time.GetUtcNow())]);

        public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<SettledFunding>>([.. Payments.Where(payment => payment.At >= from)]);

        public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Quote>>(
                [new Quote(Near, Price.Of(Mark - 0.01m), Price.Of(Mark + 0.01m), time.GetUtcNow())]);

        public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => Task.FromResult(time.GetUtcNow());

        public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
            IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
            throw new NotSupportedException("The venue reads marks only.");

        public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
            throw new NotSupportedException("The venue reads marks only.");
    }
}
