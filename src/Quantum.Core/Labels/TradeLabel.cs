namespace Quantum.Core.Labels;

/// <summary>What became of one side.</summary>
/// <param name="NetReturn">
/// Result after fees, slippage and funding, a share of the entry value; NaN where the end is not known.
/// </param>
/// <param name="ExitMinutes">Minutes from the entry to the end of the candle of the exit, ≥ 1; −1 where not known.
/// </param>
public readonly record struct SideOutcome(double NetReturn, int ExitMinutes)
{
    /// <summary>The data end, or have a hole, before the position does.</summary>
    public static readonly SideOutcome Unknown = new(double.NaN, -1);

    /// <summary>Whether the end is known.</summary>
    public bool IsKnown => ExitMinutes > 0;
}

/// <summary>What became of a long and of a short entered after the same candle.</summary>
/// <param name="Class">None where a candle of the horizon is missing, even if both sides ended before it.</param>
/// <param name="Long">The bought side; known where it ended before the candles did, with or without a class.</param>
/// <param name="Short">The sold side, in the same way.</param>
public readonly record struct TradeLabel(LabelClass Class, SideOutcome Long, SideOutcome Short);
