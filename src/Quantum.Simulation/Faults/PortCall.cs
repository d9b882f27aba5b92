namespace Quantum.Simulation.Faults;

/// <summary>Where a fault may strike: every method of every port, and what happens without a call.</summary>
public enum PortCall
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Entity store: one row.</summary>
    StoreRead,

    /// <summary>Entity store: rows of a partition.</summary>
    StoreQuery,

    /// <summary>Entity store: a transaction.</summary>
    StoreWrite,

    /// <summary>Blob store: read or list.</summary>
    BlobRead,

    /// <summary>Blob store: put or delete.</summary>
    BlobWrite,

    /// <summary>Queue: send.</summary>
    QueueSend,

    /// <summary>Queue: receive.</summary>
    QueueReceive,

    /// <summary>Queue: complete, abandon or give up a delivery.</summary>
    QueueSettle,

    /// <summary>Market data: any reading.</summary>
    MarketRead,

    /// <summary>Venue: submit a market order.</summary>
    VenueMarketOrder,

    /// <summary>Venue: submit a conditional order.</summary>
    VenueConditionalOrder,

    /// <summary>Venue: find an order.</summary>
    VenueFind,

    /// <summary>Venue: cancel an order.</summary>
    VenueCancel,

    /// <summary>Venue: the account.</summary>
    VenueAccount,

    /// <summary>Venue: leverage.</summary>
    VenueLeverage,

    /// <summary>Venue: incomes.</summary>
    VenueIncome,

    /// <summary>No call: a timer ticks.</summary>
    Invocation,

    /// <summary>No call: an executor finds messages.</summary>
    Poll,

    /// <summary>No call: a minute of the world begins.</summary>
    Minute,
}
