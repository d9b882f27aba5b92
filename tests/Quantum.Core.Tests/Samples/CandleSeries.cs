using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Samples;

/// <summary>Candles that follow from a start and a seed alone.</summary>
public static class CandleSeries
{
    /// <summary>So many unbroken candles from a minute on; closes walk about 100 in steps of at most 0.5.</summary>
    public static IReadOnlyList<Candle> Walk(Minute first, int count, int seed = 1)
    {
        var random = new Random(seed);
        var candles = new List<Candle>(count);
        var open = 100m;
        for (var index = 0; index < count; index++)
        {
            var close = Math.Clamp(open + (random.Next(1001) - 500) / 1000m, 50m, 200m);
            var (high, low) = (Math.Max(open, close) + random.Next(300) / 1000m,
                Math.Min(open, close) - random.Next(300) / 1000m);
            candles.Add(Candle.Of(first + index, open, high, low, close, volume: 10 + random.Next(100)));
            open = close;
        }

        return candles;
    }

    /// <summary>Features with every candle folded in.</summary>
    public static SymbolFeatures Fold(IEnumerable<Candle> candles)
    {
        var features = new SymbolFeatures();
        foreach (var candle in candles) features.Add(candle);
        return features;
    }

    /// <summary>
    /// Warm features whose newest candle closes at the scan minute and whose RSI is exactly 0, 50 or 100: closes that
    /// only fall, alternate or only rise.
    /// </summary>
    public static SymbolFeatures WithRsi(int rsi, Minute scan, int count = 300)
    {
        var candles = Enumerable.Range(0, count).Select(index =>
        {
            var close = rsi switch { 0 => 100m - index * 0.01m, 100 => 100m + index * 0.01m, _ => 100m + index % 2 };
            return Candle.Of(scan - count + index, close, close + 0.5m, close - 0.5m, close, 1000);
        });
        return Fold(candles);
    }
}
