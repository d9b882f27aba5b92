using Quantum.Core.Markets;

namespace Quantum.Core.Labels;

/// <summary>
/// Labels a row by what a position would have become: entered at the open of the next candle, it ends at its stop, at
/// its take-profit or with the horizon, whichever comes first. Pure, no allocation, at most one look at each candle of
/// the horizon.
/// </summary>
/// <remarks>
/// What a candle does not tell goes against the position, as in the simulated venue: a candle that touches both
/// barriers is a stop; a stop that is jumped over trades at the open; a take-profit never trades better than its
/// trigger. Triggers are last prices. Method: M. López de Prado, Advances in Financial Machine Learning (2018), ch. 3.
/// </remarks>
public sealed class TripleBarrier
{
    private const double BpsPerOne = 10_000;

    private readonly LabelRules _rules;
    private readonly double _slippage;

    /// <summary>Labels by rules.</summary>
    /// <exception cref="ArgumentException">A rule is out of its range. A caller's bug.</exception>
    public TripleBarrier(LabelRules rules)
    {
        rules.Validate();
        _rules = rules;
        _slippage = rules.SlippageBps / BpsPerOne;
    }

    /// <summary>Candles that a label may look at.</summary>
    public int Horizon => _rules.HorizonMinutes;

    /// <summary>Labels one row.</summary>
    /// <param name="atrShare">
    /// ATR(14) of 15-minute candles at the row, as a share of its close, finite, ≥ 0.
    /// </param>
    /// <param name="path">
    /// The unbroken candles after the row, the first one's open being the entry; shorter than the horizon where the
    /// data end or have a hole, and not looked at beyond it.
    /// </param>
    public TradeLabel Label(double atrShare, ReadOnlySpan<PathBar> path)
    {
        if (path.Length > Horizon) path = path[..Horizon];
        if (path.IsEmpty) return new(LabelClass.None, SideOutcome.Unknown, SideOutcome.Unknown);
        var (stop, takeProfit) = _rules.Distances(atrShare);
        var bought = Walk(Side.Buy, stop, takeProfit, path, out var boughtWon);
        var sold = Walk(Side.Sell, stop, takeProfit, path, out var soldWon);
        return new(ClassOf(bought, boughtWon, sold, soldWon), bought, sold);
    }

    private static LabelClass ClassOf(SideOutcome bought, bool boughtWon, SideOutcome sold, bool soldWon)
    {
        if (!bought.IsKnown || !sold.IsKnown) return LabelClass.None;
        // Both can win only where the take-profit is nearer than the stop; the first one tells the direction then.
        if (boughtWon && soldWon)
        {
            return bought.ExitMinutes < sold.ExitMinutes ? LabelClass.Up
                : bought.ExitMinutes > sold.ExitMinutes ? LabelClass.Down
                : LabelClass.Flat;
        }

        return boughtWon ? LabelClass.Up : soldWon ? LabelClass.Down : LabelClass.Flat;
    }

    private SideOutcome Walk(
        Side side, double stopShare, double takeProfitShare, ReadOnlySpan<PathBar> path, out bool isWon)
    {
        var sign = side.Sign();
        var entry = path[0].Open * (1 + (sign * _slippage));
        var stop = entry * (1 - (sign * stopShare));
        var takeProfit = entry * (1 + (sign * takeProfitShare));
        var funding = 0d;
        isWon = false;
        for (var index = 0; index < path.Length; index++)
        {
            ref readonly var bar = ref path[index];
            // What is settled in the instant of the entry is not paid: the order is sent after it.
            if (index > 0 && bar.FundingRate != 0) funding += sign * bar.FundingRate * bar.Open / entry;
            if (side == Side.Buy ? bar.Low <= stop : bar.High >= stop)
            {
                var price = side == Side.Buy ? Math.Min(stop, bar.Open) : Math.Max(stop, bar.Open);
                return Ended(sign, entry, price, funding, index + 1);
            }

            isWon = side == Side.Buy ? bar.High >= takeProfit : bar.Low <= takeProfit;
            if (isWon) return Ended(sign, entry, takeProfit, funding, index + 1);
        }

        return path.Length == Horizon
            ? Ended(sign, entry, path[^1].Close, funding, Horizon)
            : SideOutcome.Unknown;
    }

    private SideOutcome Ended(int sign, double entry, double price, double funding, int minutes)
    {
        var exit = price * (1 - (sign * _slippage)) / entry;
        return new((sign * (exit - 1)) - (_rules.TakerFeeRate * (1 + exit)) - funding, minutes);
    }
}
