using Quantum.Core.Markets;

namespace Quantum.Core.Orders;

/// <summary>One open position in the venue's own words; one-way mode, isolated margin.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Buy for long, Sell for short.</param>
/// <param name="Quantity">Base units.</param>
/// <param name="EntryPrice">Mean entry price.</param>
/// <param name="MarkPrice">Mark price of the snapshot.</param>
/// <param name="UnrealisedPnl">Sign × (mark − entry) × quantity, quote units.</param>
/// <param name="LiquidationPrice">
/// Mark price that ends it; <see langword="null"/> where it cannot be liquidated.
/// </param>
/// <param name="Leverage">Initial leverage set for the symbol.</param>
/// <param name="Margin">Isolated margin, quote units.</param>
public sealed record VenuePosition(
    Symbol Symbol,
    Side Side,
    Quantity Quantity,
    Price EntryPrice,
    Price MarkPrice,
    decimal UnrealisedPnl,
    Price? LiquidationPrice,
    int Leverage,
    decimal Margin);

/// <summary>The account as the venue sees it at one instant.</summary>
/// <param name="At">The venue's time of the reading, UTC.</param>
/// <param name="WalletBalance">
/// Deposits + realised profit − fees ± funding, quote units; margin in use included.
/// </param>
/// <param name="Positions">Every open position, ours or not, ordered by symbol.</param>
/// <param name="OpenOrders">Every open plain order, ours or not.</param>
/// <param name="ConditionalOrders">
/// Every open stop and take-profit order, ours or not; never part of the former.
/// </param>
public sealed record AccountSnapshot(
    DateTimeOffset At,
    decimal WalletBalance,
    IReadOnlyList<VenuePosition> Positions,
    IReadOnlyList<VenueOrder> OpenOrders,
    IReadOnlyList<VenueOrder> ConditionalOrders)
{
    /// <summary>Wallet balance plus unrealised profit of every position, quote units.</summary>
    public decimal Equity => WalletBalance + Positions.Sum(position => position.UnrealisedPnl);

    /// <summary>The open position in a symbol, or <see langword="null"/>.</summary>
    public VenuePosition? PositionIn(Symbol symbol) => Positions.FirstOrDefault(held => held.Symbol == symbol);
}

/// <summary>Why money moved in the account.</summary>
public enum IncomeKind
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Profit or loss made final by closing.</summary>
    RealisedPnl = 1,

    /// <summary>Trading fee; ≤ 0.</summary>
    Commission = 2,

    /// <summary>Funding received (&gt; 0) or paid (&lt; 0).</summary>
    Funding = 3,

    /// <summary>Fee of a liquidation; ≤ 0.</summary>
    LiquidationFee = 4,

    /// <summary>Deposit or withdrawal.</summary>
    Transfer = 5,
}

/// <summary>One change of the wallet balance, in the venue's own words (Binance <c>/fapi/v1/income</c>).</summary>
/// <param name="Sequence">Ascending within the account; with it a row is told from its neighbours.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">Why.</param>
/// <param name="Symbol">For which contract; <see langword="null"/> for transfers.</param>
/// <param name="Amount">Quote units, signed: &gt; 0 raises the balance.</param>
/// <param name="OrderId">The order that caused it; <see langword="null"/> for funding and transfers.</param>
public sealed record IncomeRow(
    long Sequence, DateTimeOffset At, IncomeKind Kind, Symbol? Symbol, decimal Amount, ClientOrderId? OrderId);
