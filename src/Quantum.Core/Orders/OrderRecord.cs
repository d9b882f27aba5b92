using Quantum.Core.Markets;

namespace Quantum.Core.Orders;

/// <summary>
/// What we know about an order of ours. It is written before the order is sent, and only moves forward.
/// </summary>
public enum OrderState
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>
    /// The intent is on record and its writer is about to send it, once. Anybody else who finds it in this state must
    /// take it for <see cref="Unknown"/>: its writer may have died before or after the sending.
    /// </summary>
    Prepared = 1,

    /// <summary>Sent, and nobody knows what became of it. Settled by evidence only; never sent again.</summary>
    Unknown = 2,

    /// <summary>The venue has it, and it rests or works.</summary>
    Working = 3,

    /// <summary>Filled completely. Final.</summary>
    Filled = 4,

    /// <summary>Ended by a cancel, or by the venue; what was filled before stays filled. Final.</summary>
    Ended = 5,

    /// <summary>The venue refused it for certain. Final.</summary>
    Refused = 6,

    /// <summary>It was unknown and evidence showed that it never arrived. Final.</summary>
    Lapsed = 7,
}

/// <summary>One order of a position: the intent, and what is known of its fate.</summary>
public sealed record OrderRecord
{
    /// <summary>What was or is to be sent.</summary>
    public required OrderRequest Request { get; init; }

    /// <summary>Its part in the position.</summary>
    public required OrderLeg Leg { get; init; }

    /// <summary>How much is known.</summary>
    public required OrderState State { get; init; }

    /// <summary>When the intent was written, UTC.</summary>
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>Base units filled so far.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>Mean fill price; <see langword="null"/> while nothing is filled.</summary>
    public Price? AveragePrice { get; init; }

    /// <summary>
    /// When the venue took it, UTC by the venue's clock; <see langword="null"/> until it was seen there.
    /// </summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it took its final state, UTC.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Reads that did not find it, in a row.</summary>
    public int AbsentReads { get; init; }

    /// <summary>The first of those reads, UTC.</summary>
    public DateTimeOffset? FirstAbsentAt { get; init; }

    /// <summary>The venue's refusal; <see cref="VenueRefusal.None"/> unless refused.</summary>
    public VenueRefusal Refusal { get; init; }

    /// <summary>The venue's words about a refusal or an unknown outcome.</summary>
    public string? Detail { get; init; }

    /// <summary>Our id.</summary>
    public ClientOrderId Id => Request.Id;

    /// <summary>Nothing more can happen to it.</summary>
    public bool IsFinal => State is OrderState.Filled or OrderState.Ended or OrderState.Refused or OrderState.Lapsed;

    /// <summary>Only evidence from the venue can tell what it is.</summary>
    public bool NeedsEvidence => State is OrderState.Prepared or OrderState.Unknown;

    /// <summary>Writes an intent.</summary>
    public static OrderRecord Prepare(OrderRequest request, OrderLeg leg, DateTimeOffset now) =>
        new() { Request = request, Leg = leg, State = OrderState.Prepared, PreparedAt = now };
}
