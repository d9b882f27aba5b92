namespace Quantum.Simulation.Markets;

/// <summary>Open, high, low and close counted in ticks of the contract; low ≤ open, close ≤ high, all ≥ 1.</summary>
public readonly record struct TickBar(int Open, int High, int Low, int Close)
{
    /// <summary>A bar in which the price stood still.</summary>
    public static TickBar Flat(int price) => new(price, price, price, price);
}

/// <summary>
/// What one contract did in one minute, in whole ticks and steps: a quarter of the size of a candle in decimals, and
/// exact.
/// </summary>
/// <param name="Last">Last traded price; in a hole, all four are the price that it had before the hole.</param>
/// <param name="Mark">Mark price; in a hole, all four are the price that it had before the hole.</param>
/// <param name="VolumeSteps">Traded size in steps, ≥ 0; <see cref="Hole"/> where the minute has no candle.</param>
/// <param name="QuoteVolume">Traded value in 1e-8 quote units; −1 where the source has none.</param>
public readonly record struct MinuteBar(TickBar Last, TickBar Mark, long VolumeSteps, long QuoteVolume)
{
    /// <summary>The volume of a minute without a candle.</summary>
    public const long Hole = -1;

    /// <summary>Whether the minute has a candle.</summary>
    public bool IsCandle => VolumeSteps >= 0;

    /// <summary>A minute without a candle: prices stay where they were.</summary>
    public static MinuteBar HoleAfter(MinuteBar before) =>
        new(TickBar.Flat(before.Last.Close), TickBar.Flat(before.Mark.Close), Hole, -1);
}
