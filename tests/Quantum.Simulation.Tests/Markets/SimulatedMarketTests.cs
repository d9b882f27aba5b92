using FsCheck;
using FsCheck.Fluent;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;

namespace Quantum.Simulation.Tests.Markets;

public sealed class SimulatedMarketTests
{
    private static readonly CancellationToken NoCancellation = CancellationToken.None;
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private static readonly Minute Origin = TapeSource.Origin;
    private static readonly TickBar Rising = new(Open: 10_000, High: 14_000, Low: 8_000, Close: 12_000);
    private static readonly TickBar Falling = new(Open: 12_000, High: 14_000, Low: 8_000, Close: 10_000);

    [Theory]
    //          second, candles
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(119, 1)]
    [InlineData(120, 2)]
    public async Task A_candle_appears_when_its_minute_is_over(int second, int candles)
    {
        var market = MarketAt(second, Rising, Falling, Rising);
        var answer = Assert.Single(await market.ReadCandlesAsync([new(Near, Origin - 9)], Origin + 99, NoCancellation));
        Assert.Null(answer.Fault);
        Assert.Equal(Enumerable.Range(0, candles).Select(offset => Origin + offset),
            answer.Candles.Select(candle => candle.Minute));
    }

    [Fact]
    public async Task Holes_stay_holes()
    {
        var market = MarketAt(240, Rising, null, Falling);
        var answer = Assert.Single(await market.ReadCandlesAsync([new(Near, Origin)], Origin + 3, NoCancellation));
        Assert.Equal([Origin, Origin + 2], answer.Candles.Select(candle => candle.Minute));
        Assert.Equal(Candle.Of(Origin, 100, 140, 80, 120, 10), answer.Candles[0]);
    }

    [Fact]
    public async Task Minutes_that_are_no_longer_kept_are_a_fault_and_not_a_gap()
    {
        var source = new TapeSource().With("NEARUSDT", 2, capacity: 2, Rising, Falling, Rising, Falling);
        var market = new SimulatedMarket(source, new VirtualTime((Origin + 4).Start));
        CandleRequest[] requests = [new(Near, Origin), new(Near, Origin + 2)];
        var answers = await market.ReadCandlesAsync(requests, Origin + 3, NoCancellation);
        Assert.Equal(["candles before 2025-06-02T18:02Z are no longer kept", null], answers.Select(a => a.Fault));
        Assert.All(answers, answer => Assert.Equal(2, answer.Candles.Count));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await market.ReadWindowsAsync(Near, Origin.Start, (Origin + 4).Start, NoCancellation));
    }

    [Fact]
    public async Task Windows_are_cut_at_minutes_and_at_now()
    {
        var market = MarketAt(150, Rising, Falling, Rising);
        var windows = await market.ReadWindowsAsync(Near, At(30), At(900), NoCancellation);
        PriceWindow[] expected =
        [
            new(At(30), At(60), new(110, 140, 110, 120), new(55, 70, 55, 60), new(50, 70, 40, 60)),
            new(At(60), At(120), new(120, 140, 80, 100), new(60, 70, 40, 50), new(60, 70, 40, 50)),
            new(At(120), At(150), new(100, 110, 80, 110), new(50, 55, 40, 55), new(50, 70, 40, 60)),
        ];
        Assert.Equal(expected, windows);
    }

    [Fact]
    public async Task A_minute_without_a_candle_gives_no_window_and_its_quote_stands_still()
    {
        var market = MarketAt(90, Rising, null, Falling);
        Assert.Empty(await market.ReadWindowsAsync(Near, At(60), At(120), NoCancellation));
        var prices = await market.ReadPricesAsync(Near, NoCancellation);
        Assert.Equal(Price.Of(60), prices?.Mark);
        Assert.InRange(prices!.Value.Quote.Mid, 119.99m, 120.01m);
    }

    [Theory]
    //          from, to
    [InlineData(30, 30)]
    [InlineData(40, 30)]
    [InlineData(-120, 0)] // nothing is known before the origin, and at its first instant nothing has passed
    [InlineData(200, 300)] // after now
    public async Task An_empty_span_gives_no_window(int from, int to) => Assert.Empty(
        await MarketAt(150, Rising, Falling, Rising).ReadWindowsAsync(Near, At(from), At(to), NoCancellation));

    [Theory]
    //          spread bps, bid, ask
    [InlineData(0, 100, 100.01)] // never less than a tick
    [InlineData(2, 99.99, 100.01)]
    [InlineData(8, 99.96, 100.04)]
    public async Task A_quote_lies_around_the_path(double spreadBps, decimal bid, decimal ask)
    {
        var source = new TapeSource().With("NEARUSDT", spreadBps, Rising);
        var market = new SimulatedMarket(source, new VirtualTime(Origin.Start));
        var quote = Assert.Single(await market.ReadQuotesAsync([Near], NoCancellation));
        Assert.Equal(new Quote(Near, Price.Of(bid), Price.Of(ask), Origin.Start), quote);
    }

    [Fact]
    public async Task A_contract_that_never_traded_has_no_price()
    {
        var market = MarketAt(30, null, Rising);
        Assert.Null(await market.ReadPricesAsync(Near, NoCancellation));
        Assert.Empty(await market.ReadQuotesAsync([Near], NoCancellation));
        Assert.Empty(await market.ReadMarkPricesAsync(NoCancellation));
        Assert.Null(await market.ReadPricesAsync(Symbol.Of("ABSENTUSDT"), NoCancellation));
        Assert.Null(await market.ReadRulesAsync(Symbol.Of("ABSENTUSDT"), NoCancellation));
        Assert.NotNull(await market.ReadRulesAsync(Near, NoCancellation));
    }

    [Fact]
    public async Task Funding_is_known_when_it_is_paid()
    {
        var source = new TapeSource().With("NEARUSDT", 2, Rising, Rising);
        source.Contracts[0].Funding.Add(new FundingPayment(At(60), 0.0001, 6_000));
        var time = new VirtualTime(At(59));
        var market = new SimulatedMarket(source, time);
        Assert.Empty(await market.ReadFundingAsync(Near, At(0), At(600), NoCancellation));
        Assert.Equal(0, Assert.Single(await market.ReadMarkPricesAsync(NoCancellation)).FundingRate);
        time.AdvanceTo(At(60));
        Assert.Equal([new FundingEvent(At(60), 0.0001, Price.Of(60))],
            await market.ReadFundingAsync(Near, At(0), At(600), NoCancellation));
        Assert.Empty(await market.ReadFundingAsync(Near, At(60), At(600), NoCancellation));
        Assert.Equal(0.0001, Assert.Single(await market.ReadMarkPricesAsync(NoCancellation)).FundingRate);
    }

    [Fact]
    public void Answers_do_not_depend_on_whether_the_source_holds_later_minutes() =>
        Prop.ForAll(Gen.Choose(0, 7_199).ToArbitrary(), second =>
        {
            GeneratedMarketOptions options = new() { Origin = Origin, SymbolCount = 4, Seed = 3, GapChance = 0.05 };
            var ahead = new GeneratedMarket(options);
            ahead.AdvanceTo(Origin + 500);
            var now = At(second);
            Assert.Equal(Describe(new GeneratedMarket(options), now), Describe(ahead, now));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static string Describe(GeneratedMarket source, DateTimeOffset now)
    {
        var market = new SimulatedMarket(source, new VirtualTime(now));
        var symbols = source.Contracts.Select(contract => contract.Symbol).ToList();
        CandleRequest[] requests = [.. symbols.Select(symbol => new CandleRequest(symbol, Origin))];
        var far = Origin + 10_000;
        var lines = new List<string>();
        foreach (var answer in market.ReadCandlesAsync(requests, far, NoCancellation).Result)
        {
            lines.Add($"{answer.Symbol} {answer.Fault} {string.Join(';', answer.Candles)}");
        }

        lines.AddRange(market.ReadQuotesAsync(symbols, NoCancellation).Result.Select(quote => quote.ToString()));
        lines.AddRange(market.ReadMarkPricesAsync(NoCancellation).Result.Select(mark => mark.ToString()));
        lines.AddRange(market.ReadDayStatisticsAsync(NoCancellation).Result.Select(figures => figures.ToString()));
        foreach (var symbol in symbols)
        {
            // The whole minute's mark is for the venue alone, and may reach past now by its contract.
            lines.AddRange(market.ReadWindowsAsync(symbol, Origin.Start, far.Start, NoCancellation).AsTask().Result
                .Select(window => window.ToString()));
            lines.AddRange(market.ReadFundingAsync(symbol, Origin.Start, far.Start, NoCancellation).AsTask().Result
                .Select(payment => payment.ToString()));
        }

        return string.Join('\n', lines);
    }

    private static SimulatedMarket MarketAt(int second, params TickBar?[] bars) =>
        new(new TapeSource().With("NEARUSDT", 2, bars), new VirtualTime(At(second)));

    private static DateTimeOffset At(int second) => Origin.Start.AddSeconds(second);
}
