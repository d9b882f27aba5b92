using Quantum.Core.Markets;

namespace Quantum.Core.Models;

/// <summary>The probabilities from which on a bundle's ensemble wishes to trade; inclusive.</summary>
/// <param name="Long">Least probability of up for a BUY, in [0, 1].</param>
/// <param name="Short">Least probability of down for a SELL, in [0, 1].</param>
public readonly record struct EntryThresholds(double Long, double Short)
{
    /// <summary>Whether both are probabilities.</summary>
    public bool IsSound => Long is >= 0 and <= 1 && Short is >= 0 and <= 1;

    /// <summary>The threshold of a side; NaN without one.</summary>
    public double Of(Side side) => side switch
    {
        Side.Buy => Long,
        Side.Sell => Short,
        _ => double.NaN,
    };

    /// <summary>
    /// The side of an answer: the likelier direction, as thresholds were chosen in training. None where flat is
    /// likeliest and the direction's threshold is not reached.
    /// </summary>
    public Side SideOf(Distribution answer)
    {
        if (!IsReachedBy(answer) && answer.Flat >= answer.Up && answer.Flat >= answer.Down) return Side.None;
        return answer.Up >= answer.Down ? Side.Buy : Side.Sell;
    }

    /// <summary>Whether the likelier direction reaches its threshold: it would be a signal.</summary>
    public bool IsReachedBy(Distribution answer) =>
        answer.Up >= answer.Down ? answer.Up >= Long : answer.Down >= Short;
}
