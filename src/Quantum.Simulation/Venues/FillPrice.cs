using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>
/// The prices that orders fill at. Every step that is not known goes against the account: see
/// <c>docs/simulated-venue.md</c>.
/// </summary>
internal static class FillPrice
{
    private const decimal BpsPerOne = 10_000m;

    /// <summary>A market order: the ask raised or the bid lowered by the slippage.</summary>
    public static Price OfMarket(Side side, Quote quote, SymbolRules rules, decimal slippageBps) =>
        Slipped(side, (side == Side.Buy ? quote.Ask : quote.Bid).QuotePerBase, rules, slippageBps);

    /// <summary>A price made worse by the slippage and then by rounding to the tick; at least one tick.</summary>
    public static Price Slipped(Side side, decimal price, SymbolRules rules, decimal slippageBps)
    {
        var worse = price * (1 + (side.Sign() * slippageBps / BpsPerOne)) / rules.TickSize;
        var ticks = side == Side.Buy ? Math.Ceiling(worse) : Math.Floor(worse);
        return Price.Of(Math.Max(1, ticks) * rules.TickSize);
    }

    /// <summary>Where a stop or a liquidation trades, before slippage.</summary>
    /// <param name="side">Side of the closing order.</param>
    /// <param name="level">The mark price that fires it.</param>
    /// <param name="window">The stretch in which it fires.</param>
    public static decimal AtStop(Side side, decimal level, PriceWindow window)
    {
        var (mark, last) = (window.Mark, window.Last);
        if (side == Side.Sell)
        {
            return mark.Open <= level
                ? Math.Min(level, Math.Min(mark.Open, last.Open))
                : Math.Min(level - Math.Max(0, mark.Low - last.Low), last.High);
        }

        return mark.Open >= level
            ? Math.Max(level, Math.Max(mark.Open, last.Open))
            : Math.Max(level + Math.Max(0, last.High - mark.High), last.Low);
    }

    /// <summary>
    /// Where a take-profit trades, before slippage: its trigger, or worse where the last price lags the mark.
    /// </summary>
    /// <param name="side">Side of the closing order.</param>
    /// <param name="level">The mark price that fires it.</param>
    /// <param name="window">The stretch in which it fires.</param>
    public static decimal AtTakeProfit(Side side, decimal level, PriceWindow window) => side == Side.Sell
        ? level - Math.Max(0, window.Mark.High - window.Last.High)
        : level + Math.Max(0, window.Last.Low - window.Mark.Low);
}
