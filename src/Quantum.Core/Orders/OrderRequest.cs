using Quantum.Core.Markets;

namespace Quantum.Core.Orders;

/// <summary>The kinds of order that the system places.</summary>
public enum OrderType
{
    /// <summary>Not set; every use throws.</summary>
    None = 0,

    /// <summary>Fill now at the best price.</summary>
    Market = 1,

    /// <summary>Market order that fires when the mark price falls (sell) or rises (buy) to the trigger.</summary>
    StopMarket = 2,

    /// <summary>Market order that fires when the mark price rises (sell) or falls (buy) to the trigger.</summary>
    TakeProfitMarket = 3,
}

/// <summary>One order as it is sent to the venue. One-way mode, isolated margin, mark-price triggers.</summary>
/// <param name="Id">Our name for it.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">The order's direction: a long position is closed by <see cref="Side.Sell"/>.</param>
/// <param name="Type">Market or conditional.</param>
/// <param name="Quantity">
/// Base units; <see langword="null"/> exactly when <paramref name="ClosePosition"/>: then the venue closes whatever is
/// open at the moment of the trigger.
/// </param>
/// <param name="TriggerPrice">Mark price that fires it; <see langword="null"/> exactly for market orders.</param>
/// <param name="ReduceOnly">It can shrink a position, never open or turn one.</param>
/// <param name="ClosePosition">Conditional order that closes the whole position; the venue allows one a side.</param>
public sealed record OrderRequest(
    ClientOrderId Id,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    Quantity? Quantity,
    Price? TriggerPrice,
    bool ReduceOnly,
    bool ClosePosition)
{
    /// <summary>True for stop and take-profit orders, which live apart from plain orders at the venue.</summary>
    public bool IsConditional => Type is OrderType.StopMarket or OrderType.TakeProfitMarket;

    /// <summary>Opens a position at market.</summary>
    public static OrderRequest Entry(ClientOrderId id, Symbol symbol, Side side, Quantity quantity) =>
        new(id, symbol, side, OrderType.Market, quantity, null, ReduceOnly: false, ClosePosition: false);

    /// <summary>Closes part or all of a position at market.</summary>
    public static OrderRequest Exit(ClientOrderId id, Symbol symbol, Side positionSide, Quantity quantity) =>
        new(id, symbol, positionSide.Opposite(), OrderType.Market, quantity, null, true, ClosePosition: false);

    /// <summary>The protective stop: closes the whole position when the mark price reaches the trigger.</summary>
    public static OrderRequest Stop(ClientOrderId id, Symbol symbol, Side positionSide, Price trigger) =>
        new(id, symbol, positionSide.Opposite(), OrderType.StopMarket, null, trigger, false, ClosePosition: true);

    /// <summary>The take-profit: closes the whole position when the mark price reaches the trigger.</summary>
    public static OrderRequest TakeProfit(ClientOrderId id, Symbol symbol, Side positionSide, Price trigger) =>
        new(id, symbol, positionSide.Opposite(), OrderType.TakeProfitMarket, null, trigger, false, true);

    /// <summary>
    /// A reduce-only stop with a size, which may rest beside a <see cref="Stop"/> while that is moved.
    /// </summary>
    public static OrderRequest Bridge(
        ClientOrderId id, Symbol symbol, Side positionSide, Quantity quantity, Price trigger) =>
        new(id, symbol, positionSide.Opposite(), OrderType.StopMarket, quantity, trigger, true, false);
}
