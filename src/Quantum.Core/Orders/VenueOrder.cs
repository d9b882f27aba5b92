using Quantum.Core.Markets;

namespace Quantum.Core.Orders;

/// <summary>What the venue says about an order.</summary>
public enum VenueOrderStatus
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Resting; nothing filled.</summary>
    New = 1,

    /// <summary>Some of it filled, the rest still works.</summary>
    PartiallyFilled = 2,

    /// <summary>Filled completely.</summary>
    Filled = 3,

    /// <summary>Cancelled; what was filled before stays filled.</summary>
    Cancelled = 4,

    /// <summary>Ended by the venue without a cancel: expired, or its position was gone when it fired.</summary>
    Expired = 5,
}

/// <summary>One order in the venue's own words.</summary>
/// <param name="Id">Its client id, ours or foreign.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Direction.</param>
/// <param name="Type">Market or conditional.</param>
/// <param name="Status">How far it got.</param>
/// <param name="Quantity">Base units; <see langword="null"/> for close-position orders that have not fired.</param>
/// <param name="TriggerPrice">For conditional orders.</param>
/// <param name="ReduceOnly">As sent.</param>
/// <param name="ClosePosition">As sent.</param>
/// <param name="FilledQuantity">Base units filled so far, ≥ 0.</param>
/// <param name="AveragePrice">Mean fill price; <see langword="null"/> while nothing is filled.</param>
/// <param name="Fee">Commission paid so far, quote units, ≥ 0.</param>
/// <param name="CreatedAt">Accepted at, UTC.</param>
/// <param name="UpdatedAt">Last change, UTC.</param>
public sealed record VenueOrder(
    ClientOrderId Id,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    VenueOrderStatus Status,
    Quantity? Quantity,
    Price? TriggerPrice,
    bool ReduceOnly,
    bool ClosePosition,
    decimal FilledQuantity,
    Price? AveragePrice,
    decimal Fee,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Resting or partly filled: it can still trade.</summary>
    public bool IsOpen => Status is VenueOrderStatus.New or VenueOrderStatus.PartiallyFilled;

    /// <summary>True for stop and take-profit orders.</summary>
    public bool IsConditional => Type is OrderType.StopMarket or OrderType.TakeProfitMarket;
}
