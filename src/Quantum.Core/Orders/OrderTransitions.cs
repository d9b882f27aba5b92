namespace Quantum.Core.Orders;

/// <summary>
/// How an order moves on. Every transition is pure and may be repeated: the same news again changes nothing, news about
/// a settled order changes nothing, and an impossible piece of news throws.
/// </summary>
public static class OrderTransitions
{
    /// <summary>The venue described the order: accepted, filled, ended.</summary>
    /// <param name="order">What we knew.</param>
    /// <param name="seen">The venue's words.</param>
    /// <exception cref="ArgumentException">They are about another order, or say nothing. A caller's bug.</exception>
    public static OrderRecord Seen(this OrderRecord order, VenueOrder seen)
    {
        if (seen.Id != order.Id) throw new ArgumentException($"Condition failed: {seen.Id} is not {order.Id}.");
        if (seen.Status == VenueOrderStatus.None)
            throw new ArgumentException($"Condition failed: {seen.Id} has no status.");
        if (order.IsFinal) return order;

        // A stale read may report less than we know already; what was filled stays filled.
        if (seen.FilledQuantity < order.FilledQuantity) return order;
        var state = seen.Status switch
        {
            VenueOrderStatus.Filled => OrderState.Filled,
            VenueOrderStatus.Cancelled or VenueOrderStatus.Expired => OrderState.Ended,
            _ => OrderState.Working,
        };
        var next = order with
        {
            State = state,
            AcceptedAt = order.AcceptedAt ?? seen.CreatedAt,
            FilledQuantity = seen.FilledQuantity,
            AveragePrice = seen.AveragePrice ?? order.AveragePrice,
            AbsentReads = 0,
            FirstAbsentAt = null,
        };
        return next.IsFinal ? next with { SettledAt = seen.UpdatedAt } : next;
    }

    /// <summary>The venue refused the order for certain.</summary>
    /// <exception cref="InvalidOperationException">
    /// Invariant: the venue was seen to have the order before, so a refusal cannot be about it.
    /// </exception>
    public static OrderRecord RefusedBy(
        this OrderRecord order, VenueRefusal refusal, string detail, DateTimeOffset now)
    {
        if (order.IsFinal) return order;
        return order.State != OrderState.Working
            ? order with { State = OrderState.Refused, Refusal = refusal, Detail = detail, SettledAt = now }
            : throw new InvalidOperationException($"Invariant: {order.Id} works at the venue and was then refused.");
    }

    /// <summary>Nobody knows what became of the sending.</summary>
    public static OrderRecord BecameUnknown(this OrderRecord order, string detail) =>
        order.State == OrderState.Prepared ? order with { State = OrderState.Unknown, Detail = detail } : order;

    /// <summary>
    /// A read did not find the order. Only the last of enough reads over enough time settles it, and only together with
    /// a position that did not change: reads may lag behind writes. One whose fate was open lapses; one that rested at
    /// the venue has ended without us.
    /// </summary>
    /// <param name="order">What we knew.</param>
    /// <param name="now">When the read was made, UTC.</param>
    /// <param name="positionUnchanged">Whether the venue's position is what it was before the order.</param>
    /// <param name="readsMin">Reads in a row that are needed.</param>
    /// <param name="span">Time between the first and the last of them that is needed.</param>
    public static OrderRecord NotFound(
        this OrderRecord order, DateTimeOffset now, bool positionUnchanged, int readsMin, TimeSpan span)
    {
        if (order.IsFinal) return order;
        if (!positionUnchanged) return order with { AbsentReads = 0, FirstAbsentAt = null };
        var first = order.FirstAbsentAt ?? now;
        var next = order with { AbsentReads = order.AbsentReads + 1, FirstAbsentAt = first };
        return next.AbsentReads >= readsMin && now - first >= span
            ? next with { State = order.NeedsEvidence ? OrderState.Lapsed : OrderState.Ended, SettledAt = now }
            : next;
    }
}
