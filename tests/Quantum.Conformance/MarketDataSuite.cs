using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Conformance;

/// <summary>A venue's public facts as a suite finds them.</summary>
/// <param name="Market">The adapter under test.</param>
/// <param name="Traded">At least two contracts that are listed and had candles in the last hour.</param>
/// <param name="Absent">A well-formed name that the venue does not list.</param>
public sealed record MarketDataWorld(IMarketData Market, IReadOnlyList<Symbol> Traded, Symbol Absent);

/// <summary>What every adapter of <see cref="IMarketData"/> must do; derive once per adapter.</summary>
public abstract class MarketDataSuite
{
    private static readonly CancellationToken NoCancellation = CancellationToken.None;

    /// <summary>Opens a fresh world whose clock stands still, or moves slowly against the length of a test.</summary>
    protected abstract Task<MarketDataWorld> OpenAsync();

    [Fact]
    public async Task Symbols_are_ordered_distinct_and_include_the_traded_ones()
    {
        var world = await OpenAsync();
        var symbols = (await world.Market.ReadSymbolsAsync(NoCancellation)).Select(rules => rules.Symbol).ToList();
        Assert.Equal(symbols.Distinct().Order(), symbols);
        Assert.Superset(world.Traded.ToHashSet(), symbols.ToHashSet());
        Assert.DoesNotContain(world.Absent, symbols);
    }

    [Fact]
    public async Task Rules_are_positive_and_their_tiers_have_no_hole()
    {
        var world = await OpenAsync();
        Assert.All(await world.Market.ReadSymbolsAsync(NoCancellation), rules =>
        {
            Assert.True(rules.TickSize > 0 && rules.StepSize > 0 && rules.NotionalMin >= 0, rules.ToString());
            Assert.True(rules.QuantityMin > 0 && rules.QuantityMin <= rules.QuantityMax, rules.ToString());
            Assert.Contains(rules.FundingIntervalHours, new[] { 1, 2, 4, 8 });
            Assert.NotEmpty(rules.Tiers);
            Assert.Equal(0, rules.Tiers[0].NotionalFloor);
            Assert.All(rules.Tiers, tier => Assert.True(
                tier.NotionalFloor < tier.NotionalCap && tier.MaintenanceRate > 0 && tier.LeverageMax >= 1));
            Assert.All(rules.Tiers.Zip(rules.Tiers.Skip(1)),
                pair => Assert.Equal(pair.First.NotionalCap, pair.Second.NotionalFloor));
        });
    }

    [Fact]
    public async Task Candles_are_closed_ascending_and_within_what_was_asked()
    {
        var world = await OpenAsync();
        var now = await world.Market.ReadVenueTimeAsync(NoCancellation);
        var first = Minute.Of(now) - 30;
        var last = Minute.Of(now) - 5;
        var answers = await world.Market.ReadCandlesAsync(RequestsOf(world, first), last, NoCancellation);
        Assert.All(answers, answer =>
        {
            Assert.Null(answer.Fault);
            Assert.NotEmpty(answer.Candles);
            Assert.All(answer.Candles, candle => Assert.True(candle.Minute >= first && candle.Minute <= last));
            Assert.All(answer.Candles.Zip(answer.Candles.Skip(1)),
                pair => Assert.True(pair.First.Minute < pair.Second.Minute));
        });
    }

    [Fact]
    public async Task An_open_candle_is_never_shown()
    {
        var world = await OpenAsync();
        var now = Minute.Of(await world.Market.ReadVenueTimeAsync(NoCancellation));
        var answers = await world.Market.ReadCandlesAsync(RequestsOf(world, now - 3), now + 60, NoCancellation);
        var after = await world.Market.ReadVenueTimeAsync(NoCancellation);
        Assert.All(answers.SelectMany(answer => answer.Candles), candle => Assert.True(candle.Minute.End <= after));
    }

    [Fact]
    public async Task One_answer_comes_per_request_in_the_same_order_and_an_absent_symbol_is_a_fault()
    {
        var world = await OpenAsync();
        var last = Minute.Of(await world.Market.ReadVenueTimeAsync(NoCancellation)) - 1;
        Symbol[] asked = [world.Traded[1], world.Absent, world.Traded[0], world.Traded[1]];
        var answers = await world.Market.ReadCandlesAsync(
            [.. asked.Select(symbol => new CandleRequest(symbol, last - 9))], last, NoCancellation);
        Assert.Equal(asked, answers.Select(answer => answer.Symbol));
        Assert.NotNull(answers[1].Fault);
        Assert.Empty(answers[1].Candles);
        Assert.Equal(answers[0].Candles, answers[3].Candles);
    }

    [Fact]
    public async Task A_closed_candle_never_changes()
    {
        var world = await OpenAsync();
        var last = Minute.Of(await world.Market.ReadVenueTimeAsync(NoCancellation)) - 1;
        var once = await world.Market.ReadCandlesAsync(RequestsOf(world, last - 20), last, NoCancellation);
        var again = await world.Market.ReadCandlesAsync(RequestsOf(world, last - 20), last, NoCancellation);
        Assert.Equal(once.SelectMany(answer => answer.Candles), again.SelectMany(answer => answer.Candles));
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered()
    {
        var world = await OpenAsync();
        var last = Minute.Of(await world.Market.ReadVenueTimeAsync(NoCancellation)) - 1;
        Assert.Empty(await world.Market.ReadCandlesAsync([], last, NoCancellation));
        Assert.Empty(await world.Market.ReadQuotesAsync([], NoCancellation));
        var late = await world.Market.ReadCandlesAsync(RequestsOf(world, last + 1), last, NoCancellation);
        Assert.All(late, answer => Assert.True(answer.Candles.Count == 0 && answer.Fault is null));
    }

    [Fact]
    public async Task Day_statistics_are_ordered_and_in_their_ranges()
    {
        var world = await OpenAsync();
        var statistics = await world.Market.ReadDayStatisticsAsync(NoCancellation);
        var symbols = statistics.Select(entry => entry.Symbol).ToList();
        Assert.Equal(symbols.Distinct().Order(), symbols);
        Assert.Superset(world.Traded.ToHashSet(), symbols.ToHashSet());
        Assert.All(statistics, entry => Assert.True(
            entry.Days is >= 0 and <= 10 && entry.QuoteVolume24h >= 0 && double.IsFinite(entry.RangeShare)
            && entry.RangeShare >= 0 && double.IsFinite(entry.Volatility) && entry.Volatility >= 0, entry.ToString()));
    }

    [Fact]
    public async Task Mark_prices_are_ordered_and_their_next_funding_lies_ahead()
    {
        var world = await OpenAsync();
        var marks = await world.Market.ReadMarkPricesAsync(NoCancellation);
        var symbols = marks.Select(mark => mark.Symbol).ToList();
        Assert.Equal(symbols.Distinct().Order(), symbols);
        Assert.Superset(world.Traded.ToHashSet(), symbols.ToHashSet());
        Assert.All(marks, mark => Assert.True(
            mark.Mark.QuotePerBase > 0 && mark.NextFundingAt > mark.At
            && mark.NextFundingAt - mark.At <= TimeSpan.FromHours(8) && Math.Abs(mark.FundingRate) < 1,
            mark.ToString()));
    }

    [Fact]
    public async Task Settled_funding_is_ordered_past_and_not_older_than_asked()
    {
        var world = await OpenAsync();
        var now = await world.Market.ReadVenueTimeAsync(NoCancellation);
        var from = now.AddHours(-12);
        var settled = await world.Market.ReadFundingAsync(from, NoCancellation);
        Assert.Equal(settled.OrderBy(payment => payment.At).ThenBy(payment => payment.Symbol), settled);
        Assert.All(settled, payment => Assert.True(
            payment.At >= from && payment.At <= now && Math.Abs(payment.Rate) < 1, payment.ToString()));
        var last = Assert.Single(settled.TakeLast(1));
        Assert.Contains(last, await world.Market.ReadFundingAsync(last.At, NoCancellation)); // inclusive
        Assert.DoesNotContain(last, await world.Market.ReadFundingAsync(last.At.AddTicks(1), NoCancellation));
    }

    [Fact]
    public async Task Quotes_come_in_the_order_asked_without_absent_symbols_and_never_crossed()
    {
        var world = await OpenAsync();
        Symbol[] asked = [world.Traded[1], world.Absent, world.Traded[0]];
        var quotes = await world.Market.ReadQuotesAsync(asked, NoCancellation);
        Assert.Equal([world.Traded[1], world.Traded[0]], quotes.Select(quote => quote.Symbol));
        Assert.All(quotes, quote => Assert.True(quote.Bid < quote.Ask, quote.ToString()));
    }

    [Fact]
    public async Task Quotes_lie_on_ticks()
    {
        var world = await OpenAsync();
        var ticks = (await world.Market.ReadSymbolsAsync(NoCancellation)).ToDictionary(r => r.Symbol, r => r.TickSize);
        Assert.All(await world.Market.ReadQuotesAsync(world.Traded, NoCancellation), quote =>
        {
            Assert.Equal(0, quote.Bid.QuotePerBase % ticks[quote.Symbol]);
            Assert.Equal(0, quote.Ask.QuotePerBase % ticks[quote.Symbol]);
        });
    }

    [Fact]
    public async Task The_venue_time_is_utc()
    {
        var world = await OpenAsync();
        Assert.Equal(TimeSpan.Zero, (await world.Market.ReadVenueTimeAsync(NoCancellation)).Offset);
    }

    [Fact]
    public async Task A_cancelled_call_throws()
    {
        var world = await OpenAsync();
        var cancelled = new CancellationToken(canceled: true);
        var market = world.Market;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadSymbolsAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => market.ReadCandlesAsync([new(world.Traded[0], new Minute(0))], new Minute(0), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadDayStatisticsAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadMarkPricesAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadFundingAsync(default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadQuotesAsync(world.Traded, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.ReadVenueTimeAsync(cancelled));
    }

    private static CandleRequest[] RequestsOf(MarketDataWorld world, Minute first) =>
        [.. world.Traded.Select(symbol => new CandleRequest(symbol, first))];
}
