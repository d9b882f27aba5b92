using Quantum.Core.Features;
using Quantum.Core.Indicators;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.Core.Tests.Features;

/// <summary>Candles of a random walk at any price, and the feature rows that follow from them.</summary>
internal static class FeatureSeries
{
    /// <summary>2025-06-02T00:00Z, a Monday.</summary>
    public static readonly Minute Start = Minute.OfKey("20250602T0000");

    /// <summary>A walk with calm and wild stretches, flat minutes and minutes without a trade.</summary>
    /// <param name="seed">The same seed gives the same candles.</param>
    /// <param name="count">Candles from <see cref="Start"/> on.</param>
    /// <param name="tick">The price step; the walk begins at 10,000 of them.</param>
    public static IReadOnlyList<Candle> Walk(int seed, int count, decimal tick = 0.01m) =>
        [.. Walk(seed, tick).Take(count)];

    /// <summary>The same walk without an end.</summary>
    public static IEnumerable<Candle> Walk(int seed, decimal tick)
    {
        var random = new Random(seed);
        var (ticks, flat) = (10_000, 0);
        for (var index = 0;; index++)
        {
            if (flat == 0 && random.Next(60) == 0) flat = random.Next(1, 8);
            var open = ticks;
            if (flat > 0)
            {
                flat--;
                yield return Candle.Of(Start + index, open * tick, open * tick, open * tick, open * tick, 0);
                continue;
            }

            var step = random.Next(300) == 0 ? 200 : 12;
            ticks = Math.Max(ticks + random.Next(-step, step + 1) + ((10_000 - ticks) / 500), 2_000);
            var (high, low) = (Math.Max(open, ticks) + random.Next(10), Math.Min(open, ticks) - random.Next(10));
            yield return Candle.Of(Start + index, open * tick, high * tick, low * tick, ticks * tick,
                random.Next(1, 100_000) / 1_000m);
        }
    }

    /// <summary>A candle whose prices are multiplied; its volume in base units stays.</summary>
    public static Candle Scale(Candle candle, decimal factor) => Candle.Of(candle.Minute, candle.Open * factor,
        candle.High * factor, candle.Low * factor, candle.Close * factor, candle.Volume, candle.QuoteVolume * factor);

    /// <summary>The own features after every candle; empty where they were refused.</summary>
    public static List<float[]> Rows(IEnumerable<Candle> candles, SymbolFeatures? features = null)
    {
        features ??= new SymbolFeatures();
        var rows = new List<float[]>();
        foreach (var candle in candles)
        {
            features.Add(candle);
            var row = new float[FeatureSchema.OwnCount];
            rows.Add(features.Write(row).Passed ? row : []);
        }

        return rows;
    }

    /// <summary>The reason why there is no row, e.g. <c>DATA_WARM_UP 238 / 239</c>.</summary>
    public static Verdict Verdict(SymbolFeatures features) => features.Write(new float[FeatureSchema.OwnCount]);

    /// <summary>A state's bytes.</summary>
    public static byte[] Save(SymbolFeatures features)
    {
        var bytes = new byte[features.StateBytes];
        var writer = new StateWriter(bytes);
        features.Save(ref writer);
        Assert.Equal(bytes.Length, writer.Position);
        return bytes;
    }

    /// <summary>A state from its bytes.</summary>
    public static SymbolFeatures Load(byte[] bytes)
    {
        var features = new SymbolFeatures();
        var reader = new StateReader(bytes);
        features.Load(ref reader);
        Assert.Equal(bytes.Length, reader.Position);
        return features;
    }
}
