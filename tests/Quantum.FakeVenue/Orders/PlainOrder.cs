using Quantum.Core.Markets;

namespace Quantum.FakeVenue.Orders;

/// <summary>An order as <c>/fapi/v1/order</c> tells it.</summary>
internal sealed record PlainOrder
{
    public required long Id { get; init; }

    public required string ClientId { get; init; }

    public required Symbol Symbol { get; init; }

    public required Side Side { get; init; }

    /// <summary>MARKET, LIMIT, or what a conditional order was before it fired.</summary>
    public required string Type { get; init; }

    public string OriginalType => Type;

    /// <summary>NEW, FILLED, CANCELED, EXPIRED.</summary>
    public required string Status { get; init; }

    public required decimal Quantity { get; init; }

    public decimal Price { get; init; }

    public decimal Executed { get; init; }

    public decimal AveragePrice { get; init; }

    public bool ReduceOnly { get; init; }

    public bool ClosePosition { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsOpen => Status is "NEW" or "PARTIALLY_FILLED";

    /// <summary>The answer; an acknowledgement alone says nothing of fills.</summary>
    public object Json(bool isAcknowledgement = false) => new
    {
        orderId = Id,
        symbol = Symbol.Name,
        status = isAcknowledgement ? "NEW" : Status,
        clientOrderId = ClientId,
        price = VenueText.Of(Price),
        avgPrice = VenueText.Of(isAcknowledgement ? 0 : AveragePrice),
        origQty = VenueText.Of(Quantity),
        executedQty = VenueText.Of(isAcknowledgement ? 0 : Executed),
        cumQuote = VenueText.Of(isAcknowledgement ? 0 : Executed * AveragePrice),
        timeInForce = "GTC",
        type = Type,
        reduceOnly = ReduceOnly,
        closePosition = ClosePosition,
        side = VenueText.Of(Side),
        positionSide = "BOTH",
        stopPrice = "0",
        workingType = "CONTRACT_PRICE",
        priceProtect = false,
        origType = OriginalType,
        priceMatch = "NONE",
        selfTradePreventionMode = "NONE",
        goodTillDate = 0,
        time = CreatedAt.ToUnixTimeMilliseconds(),
        updateTime = UpdatedAt.ToUnixTimeMilliseconds(),
    };
}
