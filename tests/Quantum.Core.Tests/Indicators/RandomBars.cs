using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

/// <summary>
/// Endless candles of a random walk on a tick grid, with flat stretches, jumps and minutes without a trade.
/// </summary>
internal static class RandomBars
{
    /// <param name="seed">The same seed gives the same candles.</param>
    /// <param name="price">
    /// Where the walk starts and what it is drawn back to; ticks are a ten-thousandth of it.
    /// </param>
    public static IEnumerable<Bar> Of(int seed, double price = 1)
    {
        var random = new Random(seed);
        var tick = price / 10_000;
        var ticks = 10_000;
        while (true)
        {
            var flat = random.Next(40) == 0 ? random.Next(60) : 0;
            for (; flat > 0; flat--) yield return Bar.Of(ticks * tick, ticks * tick, ticks * tick, ticks * tick, 0);

            var open = ticks;
            var step = random.Next(200) == 0 ? 300 : 12;
            ticks = Math.Max(ticks + random.Next(-step, step + 1) + ((10_000 - ticks) / 500), 2_000);
            var high = Math.Max(open, ticks) + random.Next(10);
            var low = Math.Min(open, ticks) - random.Next(10);
            yield return Bar.Of(open * tick, high * tick, low * tick, ticks * tick, random.Next(100_000) / 1_000d);
        }
    }
}
