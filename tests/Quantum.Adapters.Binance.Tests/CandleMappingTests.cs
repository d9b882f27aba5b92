using Binance.Net.Objects.Models.Futures;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance.Tests;

public sealed class CandleMappingTests
{
    private static readonly Minute First = Minute.OfKey("20250602T1800");

    [Fact]
    public void Candles_within_what_was_asked_are_taken_as_they_are()
    {
        var candles = new List<Candle>();
        Assert.Null(CandleMapping.Add([Kline(0, 2.5m), Kline(2, 2.6m)], First, First + 2, candles));
        Assert.Equal([First, First + 2], candles.Select(candle => candle.Minute)); // a hole stays a hole
        Assert.Equal((2.5m, 3m, 2m, 2.5m), (candles[0].Open, candles[0].High, candles[0].Low, candles[0].Close));
        Assert.Equal((10m, 26m), (candles[0].Volume, candles[0].QuoteVolume));
    }

    [Fact]
    public void The_candle_under_way_is_passed_over()
    {
        var candles = new List<Candle>();
        Assert.Null(CandleMapping.Add([Kline(0, 2.5m), Kline(1, 2.6m)], First, First, candles));
        Assert.Single(candles);
    }

    [Fact]
    public void Nonsense_is_named_and_what_came_before_it_is_kept()
    {
        Assert.Equal("2025-06-02T18:01Z: high 3 is below max(open, close) 4", FaultOf(Kline(0, 2.5m), Kline(1, 4m)));
        Assert.Equal("2025-06-02T18:00Z came after 2025-06-02T18:01Z", FaultOf(Kline(1, 2.5m), Kline(0, 2.5m)));
        Assert.Equal("2025-06-02T18:00Z came after 2025-06-02T18:00Z", FaultOf(Kline(0, 2.5m), Kline(0, 2.5m)));
        Assert.StartsWith("2025-06-02T17:59Z came, though candles from", FaultOf(Kline(-1, 2.5m)));
        var crooked = Kline(0, 2.5m);
        crooked.OpenTime = crooked.OpenTime.AddSeconds(1);
        Assert.EndsWith("which is no whole minute", FaultOf(crooked));
    }

    private static string? FaultOf(params BinanceFuturesUsdtKline[] klines) =>
        CandleMapping.Add(klines, First, First + 10, []);

    private static BinanceFuturesUsdtKline Kline(int minute, decimal price) => new()
    {
        OpenTime = (First + minute).Start.UtcDateTime,
        OpenPrice = price,
        HighPrice = 3,
        LowPrice = 2,
        ClosePrice = price,
        Volume = 10,
        QuoteVolume = 26,
    };
}
