namespace Quantum.Core.Orders;

/// <summary>Why a venue refused for certain: the request had no effect. Anything uncertain is not a refusal.</summary>
public enum VenueRefusal
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>The trigger is already through the market (Binance −2021): close at market instead.</summary>
    WouldTriggerImmediately = 1,

    /// <summary>A close-position order rests on this side (Binance −4130): verify it, do not repeat.</summary>
    StopExists = 2,

    /// <summary>A reduce-only order found nothing to reduce (Binance −2022).</summary>
    NothingToReduce = 3,

    /// <summary>Not enough free margin (Binance −2019).</summary>
    InsufficientMargin = 4,

    /// <summary>
    /// Size or price breaks a symbol rule: step, tick, least or most size, least value (Binance −1111, −4164…).
    /// </summary>
    RuleBroken = 5,

    /// <summary>An open order has this client id (Binance −4116).</summary>
    DuplicateId = 6,

    /// <summary>The contract does not trade now (Binance −4140, −4108).</summary>
    NotTrading = 7,

    /// <summary>Too many requests or orders (HTTP 429, Binance −1003, −1015).</summary>
    RateLimited = 8,

    /// <summary>The clock is off (Binance −1021); refused before execution.</summary>
    ClockSkew = 9,

    /// <summary>Nothing by that id to cancel (Binance −2011).</summary>
    NoSuchOrder = 10,

    /// <summary>The key is not accepted or lacks a right (Binance −2014, −2015).</summary>
    NotAuthorised = 11,

    /// <summary>Any other certain refusal; the detail carries the venue's code and text.</summary>
    Other = 12,

    /// <summary>The venue does not serve this region (HTTP 451 or 403).</summary>
    RegionRefused = 13,

    /// <summary>The venue says that it is closed, as in maintenance (Binance −1016).</summary>
    Closed = 14,
}
