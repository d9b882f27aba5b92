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
    private readonly (double Stop, double TakeProfit) _narrowest;

    /// <summary>Labels by rules.</summary>
    /// <exception cref="ArgumentException">A rule is out of its range. A caller's bug.</exception>
    public TripleBarrier(LabelRules rules)
    {
        rules.Validate();
        _rules = rules;
        _slippage = rules.SlippageBps / BpsPerOne;
        _narrowest = rules.Distances(atrShare: 0);
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
    /// <returns>
    /// A class only where the whole horizon is there, whatever ended before. Near the end of the data the rows that end
    /// soon would have one and the others none, and soon end the wild ones: a class would tell where the data end.
    /// </returns>
    public TradeLabel Label(double atrShare, ReadOnlySpan<PathBar> path)
    {
        if (path.Length > Horizon) path = path[..Horizon];
        if (path.IsEmpty) return new(LabelClass.None, SideOutcome.Unknown, SideOutcome.Unknown);
        // Most stops are the narrowest that is allowed, and the arithmetic of money is slow.
        var (stop, takeProfit) = _rules.Exit.StopAtrMultiple * atrShare <= _rules.Exit.StopMinShare
            ? _narrowest
            : _rules.Distances(atrShare);
        var (bought, sold) = (Enter(Side.Buy, stop, takeProfit, path), Enter(Side.Sell, stop, takeProfit, path));
        var quiet = CountQuiet(path, Math.Max(bought.Stop, sold.TakeProfit), Math.Min(bought.TakeProfit, sold.Stop));
        var boughtOutcome = Walk(bought, path, quiet, out var boughtWon);
        var soldOutcome = Walk(sold, path, quiet, out var soldWon);
        var label = path.Length == Horizon
            ? ClassOf(boughtOutcome, boughtWon, soldOutcome, soldWon)
            : LabelClass.None;
        return new(label, boughtOutcome, soldOutcome);
    }

    private static LabelClass ClassOf(SideOutcome bought, bool boughtWon, SideOutcome sold, bool soldWon)
    {
        // Both can win only where the take-profit is nearer than the stop; the first one tells the direction then.
        if (boughtWon && soldWon)
        {
            return bought.ExitMinutes < sold.ExitMinutes ? LabelClass.Up
                : bought.ExitMinutes > sold.ExitMinutes ? LabelClass.Down
                : LabelClass.Flat;
        }

        return boughtWon ? LabelClass.Up : soldWon ? LabelClass.Down : LabelClass.Flat;
    }

    private Position Enter(Side side, double stopShare, double takeProfitShare, ReadOnlySpan<PathBar> path)
    {
        var sign = side.Sign();
        var entry = path[0].Open * (1 + (sign * _slippage));
        return new(side, entry, entry * (1 - (sign * stopShare)), entry * (1 + (sign * takeProfitShare)));
    }

    /// <summary>
    /// Candles at the beginning that touch no barrier of either side and settle nothing: as a rule nearly all of them.
    /// </summary>
    private static int CountQuiet(ReadOnlySpan<PathBar> path, double lower, double upper)
    {
        for (var index = 0; index < path.Length; index++)
        {
            ref readonly var bar = ref path[index];
            if (!(bar.Low > lower && bar.High < upper && bar.FundingRate == 0)) return index;
        }

        return path.Length;
    }

    private SideOutcome Walk(in Position position, ReadOnlySpan<PathBar> path, int from, out bool isWon)
    {
        var (side, entry, stop, takeProfit) = position;
        var sign = side.Sign();
        var funding = 0d;
        isWon = false;
        for (var index = from; index < path.Length; index++)
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

    private readonly record struct Position(Side Side, double Entry, double Stop, double TakeProfit);
}
