namespace Quantum.Simulation.Markets;

/// <summary>
/// The way of a price through its minute, as <see cref="IPriceSource"/> documents it: straight lines through the open
/// at 0 s, the first extreme at 20 s, the second at 40 s and the close at 60 s; a rising bar visits its low first.
/// Prices between the corners are rounded to the tick, halves away from where the line came from.
/// </summary>
public static class PricePath
{
    /// <summary>Length of each of the three straight lines, in units of 100 ns.</summary>
    public const long LegLength = 20 * TimeSpan.TicksPerSecond;

    /// <summary>Length of the whole way, in units of 100 ns.</summary>
    public const long Length = 3 * LegLength;

    /// <summary>The price at one moment of the minute, in ticks.</summary>
    /// <param name="bar">The minute's prices.</param>
    /// <param name="elapsed">Time since the minute began, 0 to <see cref="Length"/>, in units of 100 ns.</param>
    public static int PriceAt(TickBar bar, long elapsed)
    {
        CheckElapsed(elapsed);
        var leg = (int)Math.Min(elapsed / LegLength, 2);
        var start = CornerOf(bar, leg);
        var distance = (long)CornerOf(bar, leg + 1) - start;
        var way = distance * (elapsed - (leg * LegLength));
        return (int)(start + ((way + (Math.Sign(way) * (LegLength / 2))) / LegLength));
    }

    /// <summary>The prices of one stretch of the minute, both ends included, in ticks.</summary>
    /// <param name="bar">The minute's prices.</param>
    /// <param name="from">Start since the minute began, in units of 100 ns.</param>
    /// <param name="to">End since the minute began, not before the start.</param>
    public static TickBar Stretch(TickBar bar, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var open = PriceAt(bar, from);
        var close = PriceAt(bar, to);
        var high = Math.Max(open, close);
        var low = Math.Min(open, close);
        for (var corner = 1; corner <= 2; corner++)
        {
            var at = corner * LegLength;
            if (at <= from || at >= to) continue;
            high = Math.Max(high, CornerOf(bar, corner));
            low = Math.Min(low, CornerOf(bar, corner));
        }

        return new TickBar(open, high, low, close);
    }

    private static int CornerOf(TickBar bar, int corner) => (corner, IsRising: bar.Close >= bar.Open) switch
    {
        (0, _) => bar.Open,
        (1, true) or (2, false) => bar.Low,
        (1, false) or (2, true) => bar.High,
        _ => bar.Close,
    };

    private static void CheckElapsed(long elapsed)
    {
        if (elapsed is < 0 or > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(elapsed), elapsed,
                "Condition failed: a moment lies within its minute, 0 to 60 s.");
        }
    }
}
