using Binance.Net.Interfaces;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>Klines as closed candles, or the first thing that is wrong with them.</summary>
internal static class CandleMapping
{
    /// <summary>Adds the candles of an answer.</summary>
    /// <param name="klines">As sent; the one under way may be among them and is passed over.</param>
    /// <param name="first">First minute that was asked for.</param>
    /// <param name="last">Last minute that was asked for; over by now.</param>
    /// <param name="candles">Where to; candles before a fault are added all the same.</param>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    public static string? Add(IReadOnlyList<IBinanceKline> klines, Minute first, Minute last, List<Candle> candles)
    {
        foreach (var kline in klines)
        {
            var opened = SymbolMapping.Utc(kline.OpenTime);
            var minute = Minute.Of(opened);
            if (minute.Start != opened) return $"a candle opens at {opened:O}, which is no whole minute";
            if (minute > last) continue;
            if (minute < first) return $"{minute} came, though candles from {first} on were asked for";
            if (candles.Count > 0 && minute <= candles[^1].Minute)
                return $"{minute} came after {candles[^1].Minute}";
            if (!Candle.TryCreate(minute, kline.OpenPrice, kline.HighPrice, kline.LowPrice, kline.ClosePrice,
                kline.Volume, kline.QuoteVolume, out var candle, out var problem))
                return $"{minute}: {problem}";
            candles.Add(candle);
        }

        return null;
    }
}
