using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Signals;

namespace Quantum.Dashboard.Views;

/// <summary>A position that ended. Money in quote units, prices in quote units per base unit.</summary>
/// <param name="Id">The id of its signal.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side"><c>buy</c> for long, <c>sell</c> for short.</param>
/// <param name="Source">Who made the signal.</param>
/// <param name="Confidence">How sure he was; null where not finite.</param>
/// <param name="Minute">The scan minute of the signal.</param>
/// <param name="OpenedAt">First fill, UTC.</param>
/// <param name="ClosedAt">Last fill, UTC.</param>
/// <param name="Quantity">Base units.</param>
/// <param name="EntryPrice">Mean.</param>
/// <param name="ExitPrice">Mean.</param>
/// <param name="RealisedPnl">Before cost.</param>
/// <param name="Fees">≤ 0.</param>
/// <param name="Funding">Received less paid.</param>
/// <param name="NetPnl">After all cost.</param>
/// <param name="NetShare">The same as a share of the entry value; null where not finite.</param>
/// <param name="Close">How it ended, e.g. <c>takeProfit</c>.</param>
/// <param name="UnprotectedSecondsMax">Longest time without a confirmed stop, seconds.</param>
/// <param name="SlippageBps">Entry fill against the expected price; &gt; 0 is worse; null where not finite.</param>
internal sealed record TradeView(
    string Id, string Symbol, string Side, string Source, double? Confidence, Minute Minute, DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt, decimal Quantity, decimal EntryPrice, decimal ExitPrice, decimal RealisedPnl, decimal Fees,
    decimal Funding, decimal NetPnl, double? NetShare, string Close, double UnprotectedSecondsMax, double? SlippageBps)
{
    /// <summary>Maps a trade.</summary>
    public static TradeView Of(Trade trade) => new(
        trade.Id.Text, trade.Symbol.Name, ReasonView.Text(trade.Side), trade.Source.Name(),
        ReasonView.Finite(trade.Confidence), trade.Minute, trade.OpenedAt, trade.ClosedAt, trade.Quantity,
        trade.EntryPrice, trade.ExitPrice, trade.RealisedPnl, trade.Fees, trade.Funding, trade.NetPnl,
        ReasonView.Finite(trade.NetShare), ReasonView.Text(trade.Close), trade.UnprotectedSecondsMax,
        ReasonView.Finite(trade.SlippageBps));
}

/// <summary>The answer of <c>/api/trades</c>.</summary>
/// <param name="From">First scan minute of the signals, inclusive.</param>
/// <param name="To">Last one, exclusive.</param>
/// <param name="Trades">In order of their close, then symbol.</param>
internal sealed record TradesView(Minute From, Minute To, IReadOnlyList<TradeView> Trades);
