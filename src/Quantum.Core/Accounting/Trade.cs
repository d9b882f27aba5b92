using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Core.Accounting;

/// <summary>A position that ended, with the money it made by the venue's own rows.</summary>
/// <param name="Id">The position's id.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Buy for long, Sell for short.</param>
/// <param name="Source">Who made the signal.</param>
/// <param name="Confidence">How sure he was.</param>
/// <param name="Minute">The scan minute of the signal.</param>
/// <param name="OpenedAt">First fill, UTC.</param>
/// <param name="ClosedAt">Last fill, UTC.</param>
/// <param name="Quantity">Base units entered.</param>
/// <param name="EntryPrice">Mean entry price.</param>
/// <param name="ExitPrice">
/// Mean exit price; for a position that ended without an order of ours, from the realised PnL.
/// </param>
/// <param name="RealisedPnl">Before cost, quote units.</param>
/// <param name="Fees">Paid, ≤ 0.</param>
/// <param name="Funding">Received (&gt; 0) or paid (&lt; 0).</param>
/// <param name="Close">How it ended.</param>
/// <param name="UnprotectedSecondsMax">The longest it was without a confirmed stop, seconds.</param>
/// <param name="SlippageBps">Entry fill against the expected price, bps; &gt; 0 is worse.</param>
public sealed record Trade(
    SignalId Id, Symbol Symbol, Side Side, SignalSource Source, double Confidence, Minute Minute,
    DateTimeOffset OpenedAt, DateTimeOffset ClosedAt, decimal Quantity, decimal EntryPrice, decimal ExitPrice,
    decimal RealisedPnl, decimal Fees, decimal Funding, CloseType Close, double UnprotectedSecondsMax,
    double SlippageBps)
{
    /// <summary>What it made after all cost, quote units.</summary>
    public decimal NetPnl => RealisedPnl + Fees + Funding;

    /// <summary>Net result as a share of the entry value.</summary>
    public double NetShare => (double)(NetPnl / (Quantity * EntryPrice));

    /// <summary>Sums up a position that was held and is flat.</summary>
    /// <param name="position">The position with every order settled.</param>
    /// <param name="close">How it ended.</param>
    /// <param name="income">The venue's rows of the symbol since the position opened.</param>
    /// <param name="now">UTC; the end where no order of ours ended it.</param>
    public static Trade Of(Position position, CloseType close, IReadOnlyList<IncomeRow> income, DateTimeOffset now)
    {
        var entry = position.EntryPrice ?? throw new ArgumentException("Condition failed: never opened.");
        var opened = position.FilledFrom ?? position.OpenedAt ?? now;
        var rows = income.Where(row => row.Symbol == position.Symbol && row.At >= opened).ToList();
        var realised = rows.Where(row => row.Kind == IncomeKind.RealisedPnl).Sum(row => row.Amount);
        var exits = position.Orders.Where(order => order.Leg != OrderLeg.Entry && order.FilledQuantity > 0).ToList();
        var closedAt = exits.Max(order => order.SettledAt) ?? (rows.Count > 0 ? rows.Max(row => row.At) : now);
        var quantity = position.EnteredQuantity;
        var exitPrice = exits.Sum(order => order.FilledQuantity) == quantity
            ? exits.Sum(order => order.FilledQuantity * (order.AveragePrice?.QuotePerBase ?? 0)) / quantity
            : entry.QuotePerBase + position.Side.Sign() * realised / quantity;
        return new(position.Id, position.Symbol, position.Side, position.Signal.Source, position.Signal.Confidence,
            position.Signal.Minute, opened, closedAt, quantity, entry.QuotePerBase, exitPrice, realised,
            rows.Where(row => row.Kind is IncomeKind.Commission or IncomeKind.LiquidationFee).Sum(row => row.Amount),
            rows.Where(row => row.Kind == IncomeKind.Funding).Sum(row => row.Amount),
            rows.Any(IsLiquidation) ? CloseType.Liquidation : close,
            position.UnprotectedSecondsMax, SlippageOf(position, entry));
    }

    /// <summary>
    /// A venue that names the order names a liquidation for certain; one that does not (Binance's income rows) tells it
    /// by the fee. At the bankruptcy price nothing is left to take a fee from, so a fee alone would miss the worst one.
    /// </summary>
    private static bool IsLiquidation(IncomeRow row) =>
        row.Kind == IncomeKind.LiquidationFee || row.OrderId is { IsLiquidation: true };

    /// <summary>Entry fill against the expected price, bps; &gt; 0 is worse.</summary>
    public static double SlippageOf(Position position, Price entry)
    {
        var expected = position.ExpectedPrice.QuotePerBase;
        return (double)(position.Side.Sign() * (entry.QuotePerBase - expected) / expected * 10_000);
    }
}
