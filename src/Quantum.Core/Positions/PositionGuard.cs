using System.Collections.Frozen;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Settings;

namespace Quantum.Core.Positions;

/// <summary>What the guard may rest its decision on, besides the position itself.</summary>
/// <param name="Now">UTC.</param>
/// <param name="Account">Prefix of our order ids.</param>
/// <param name="Exit">Exit rules.</param>
/// <param name="CloseRequest">Why the position must be closed now; None when nothing asks for it.</param>
/// <param name="IsFlatAtVenue">
/// A reading made after the last change saw no position; false where nothing was read.
/// </param>
/// <param name="Asked">Orders that were asked about in this run already.</param>
public sealed record GuardView(DateTimeOffset Now, string Account, ExitSettings Exit, CloseType CloseRequest,
    bool IsFlatAtVenue, IReadOnlySet<ClientOrderId> Asked)
{
    /// <summary>Orders that rest as far as we know and that a later reading of the venue no longer shows.</summary>
    public IReadOnlySet<ClientOrderId> Missing { get; init; } = FrozenSet<ClientOrderId>.Empty;
}

/// <summary>
/// Decides the next step for one position: settle what is unknown, protect, take profit, move the stop, close, clean
/// up.
/// The executor and the monitor both walk these steps until <see cref="GuardStep.Rest"/>, so that a crash anywhere is
/// repaired by the same code that runs when nothing crashes. Pure.
/// </summary>
public static class PositionGuard
{
    /// <summary>The next step. No state, breaker or filter is asked: exits and stop repair are never blocked.</summary>
    public static GuardStep Next(Position position, GuardView view)
    {
        if (position.EnteredQuantity == 0 || !position.Entry.IsFinal)
        {
            if (!position.Entry.IsFinal && CanAsk(position.Entry, view)) return new GuardStep.Ask(position.Entry);
            if (position.EnteredQuantity == 0)
                return position.Entry.IsFinal
                    ? new GuardStep.Settle(CloseType.NeverOpened)
                    : GuardStep.Rest.Instance;
        }

        if (OpenQuestion(position, view) is { } open) return new GuardStep.Ask(open);
        if (position.HeldQuantity == 0) return CleanUp(position, view);

        var closing = position.Closing != CloseType.None ? position.Closing : view.CloseRequest;
        return closing != CloseType.None
            ? Close(position, closing, view)
            : Protect(position, view);
    }

    /// <summary>An order whose fate only the venue knows, and that this run has not asked about.</summary>
    private static OrderRecord? OpenQuestion(Position position, GuardView view) =>
        position.Orders.FirstOrDefault(order => order.NeedsEvidence && CanAsk(order, view))
        ?? position.Orders.FirstOrDefault(order => order.State == OrderState.Working && CanAsk(order, view)
            && position.HeldQuantity > 0
            && (order.Leg == OrderLeg.Exit || view.IsFlatAtVenue || view.Missing.Contains(order.Id)));

    private static bool CanAsk(OrderRecord order, GuardView view) => !view.Asked.Contains(order.Id);

    private static GuardStep Protect(Position position, GuardView view)
    {
        if (!position.IsProtected) return Repair(position, view);

        var stop = position.Working(OrderLeg.Stop);
        var bridge = position.Working(OrderLeg.Bridge);
        var target = TargetOf(position);

        // The venue allows one close-position stop a side: a bridge guards while the old stop makes room. Of two guards
        // only the older is ever cancelled: a cancel whose answer was lost may have ended it, never the newer one.
        if (stop is not null && bridge is not null)
            return Cancel(position.Orders.First(order => order.Id == stop.Id || order.Id == bridge.Id), view);
        // A stop that a read did not find may be gone: a bridge guards until evidence tells.
        var isMoving = stop is not null && (stop.Request.TriggerPrice != target || stop.AbsentReads > 0);
        if (stop is null) return PlaceAt(position, OrderLeg.Stop, target, view);
        return isMoving ? PlaceAt(position, OrderLeg.Bridge, target, view) : TakeProfit(position, view);
    }

    /// <summary>One cancel of an order in a run: a venue that does not answer is asked again next time.</summary>
    private static GuardStep Cancel(OrderRecord order, GuardView view) =>
        CanAsk(order, view) ? new GuardStep.Cancel(order) : GuardStep.Rest.Instance;

    /// <summary>
    /// Places a second guard while the first one rests; one try at each level, because nothing is naked.
    /// </summary>
    private static GuardStep PlaceAt(Position position, OrderLeg leg, Price target, GuardView view)
    {
        var last = position.Newest(leg);
        if (last is { NeedsEvidence: true }) return GuardStep.Rest.Instance; // It may rest there already.
        if (last is null || last.IsFinal && last.State != OrderState.Refused || last.Request.TriggerPrice != target)
            return leg == OrderLeg.Stop ? Stop(position, target, view) : Bridge(position, target, view);
        return last.Refusal == VenueRefusal.WouldTriggerImmediately
            ? Close(position, position.IsTrailing ? CloseType.TrailingStop : CloseType.StopThroughMarket, view)
            : GuardStep.Rest.Instance;
    }

    /// <summary>
    /// Nothing guards the position: place the stop, or close at market when that cannot be had in time.
    /// </summary>
    private static GuardStep Repair(Position position, GuardView view)
    {
        var naked = view.Now - (position.UnprotectedSince ?? position.OpenedAt ?? view.Now);
        if (naked.TotalSeconds >= view.Exit.UnprotectedMaxSeconds) return Close(position, CloseType.Unprotected, view);

        var target = TargetOf(position);
        if (position.Newest(OrderLeg.Stop) is not { } last) return Stop(position, target, view);
        if (last.NeedsEvidence) return GuardStep.Rest.Instance;
        if (last.State != OrderState.Refused) return Stop(position, target, view);
        return last.Refusal switch
        {
            VenueRefusal.WouldTriggerImmediately => Close(position, CloseType.StopThroughMarket, view),
            VenueRefusal.StopExists => PlaceAt(position, OrderLeg.Bridge, target, view),
            _ when view.Now - last.SettledAt >= StopRetryAfter(view) => Stop(position, target, view),
            _ => GuardStep.Rest.Instance,
        };
    }

    /// <summary>
    /// Five tries fit into the time that a position may be naked; more would use up the order limits.
    /// </summary>
    private static TimeSpan StopRetryAfter(GuardView view) =>
        TimeSpan.FromSeconds(view.Exit.UnprotectedMaxSeconds) / 5;

    private static GuardStep TakeProfit(Position position, GuardView view)
    {
        var last = position.Newest(OrderLeg.TakeProfit);
        if (last is null)
        {
            var entry = position.EntryPrice ?? throw new InvalidOperationException("Invariant: held without a price.");
            var trigger = position.Plan.TakeProfitFor(position.Side, entry);
            var id = Id(position, OrderLeg.TakeProfit, view);
            return new GuardStep.Place(OrderLeg.TakeProfit,
                OrderRequest.TakeProfit(id, position.Symbol, position.Side, trigger), CloseType.None);
        }

        return last is { State: OrderState.Refused, Refusal: VenueRefusal.WouldTriggerImmediately }
            ? Close(position, CloseType.TakeProfit, view)
            : GuardStep.Rest.Instance;
    }

    /// <summary>
    /// Close at market, reduce-only. One exit at a time: the next one waits for the fate of the last.
    /// </summary>
    private static GuardStep Close(Position position, CloseType closing, GuardView view)
    {
        if (Unanswered(position, OrderLeg.Exit) || position.Working(OrderLeg.Exit) is not null)
            return GuardStep.Rest.Instance;
        var last = position.Newest(OrderLeg.Exit);
        if (last is { State: OrderState.Refused } && !MayRetry(position, last, view))
            return GuardStep.Rest.Instance;
        var id = Id(position, OrderLeg.Exit, view);
        var request = OrderRequest.Exit(id, position.Symbol, position.Side, Quantity.Of(position.HeldQuantity));
        return new GuardStep.Place(OrderLeg.Exit, request, closing);
    }

    /// <summary>
    /// A refused exit is tried again ever more rarely (10 s after the first refusal, 20 s after the second…). One that
    /// found nothing to reduce is not: the position is gone, and the readings of the account settle it.
    /// </summary>
    private static bool MayRetry(Position position, OrderRecord refused, GuardView view) =>
        refused.Refusal != VenueRefusal.NothingToReduce
        && view.Now - refused.SettledAt >= TimeSpan.FromSeconds(10 * position.CountOf(OrderLeg.Exit));

    /// <summary>Nothing is held any more: cancel what still rests, then settle.</summary>
    private static GuardStep CleanUp(Position position, GuardView view)
    {
        var rest = position.Orders.FirstOrDefault(order => order.State == OrderState.Working && CanAsk(order, view));
        if (rest is not null) return new GuardStep.Cancel(rest);
        return position.IsSettled ? new GuardStep.Settle(HowItEnded(position)) : GuardStep.Rest.Instance;
    }

    private static CloseType HowItEnded(Position position)
    {
        var last = position.Orders.LastOrDefault(order => order.Leg != OrderLeg.Entry && order.FilledQuantity > 0);
        return last?.Leg switch
        {
            OrderLeg.Stop or OrderLeg.Bridge => position.IsTrailing ? CloseType.TrailingStop : CloseType.StopLoss,
            OrderLeg.TakeProfit => CloseType.TakeProfit,
            OrderLeg.Exit => position.Closing,
            _ => CloseType.External,
        };
    }

    private static Price TargetOf(Position position) => position.StopTarget
        ?? throw new InvalidOperationException("Invariant: open without a stop target.");

    private static bool Unanswered(Position position, OrderLeg leg) => position.Newest(leg) is { NeedsEvidence: true };

    private static GuardStep.Place Stop(Position position, Price target, GuardView view) => new(OrderLeg.Stop,
        OrderRequest.Stop(Id(position, OrderLeg.Stop, view), position.Symbol, position.Side, target), CloseType.None);

    private static GuardStep.Place Bridge(Position position, Price target, GuardView view) => new(OrderLeg.Bridge,
        OrderRequest.Bridge(Id(position, OrderLeg.Bridge, view), position.Symbol, position.Side,
            Quantity.Of(position.HeldQuantity), target), CloseType.None);

    private static ClientOrderId Id(Position position, OrderLeg leg, GuardView view) =>
        ClientOrderId.For(view.Account, position.Id, leg, position.CountOf(leg));
}
