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

    /// <summary>
    /// By when somebody will have looked again, UTC; <see langword="null"/> where nobody can say. What must be done
    /// before then is done now.
    /// </summary>
    public DateTimeOffset? NextLook { get; init; }
}

/// <summary>
/// Decides the next step for one position: settle what is unknown, protect, take profit, move the stop, close, clean
/// up.
/// The executor and the monitor both walk these steps until <see cref="GuardStep.Rest"/>, so that a crash anywhere is
/// repaired by the same code that runs when nothing crashes. Pure.
/// </summary>
public static class PositionGuard
{
    /// <summary>
    /// An exit that was sent so long ago and is still unknown has arrived by now or never will: Binance refuses a
    /// request that is older than <c>recvWindow</c>, 5 s.
    /// </summary>
    public static readonly TimeSpan ExitRepeatAfter = TimeSpan.FromSeconds(5);

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
        var target = TargetOf(position);
        if (stop is not null && position.Orders.FirstOrDefault(position.IsShortBridge) is { } shortBridge)
            return Cancel(shortBridge, view); // It guards a part only: never the stop gives way to it.

        // The venue allows one close-position stop a side: a bridge guards while the old stop makes room. Of two guards
        // only the older is ever cancelled: a cancel whose answer was lost may have ended it, never the newer one.
        var bridge = position.Working(OrderLeg.Bridge);
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
    /// Nothing guards the position: a stop, else a bridge beside it, else close at market; and that before the time is
    /// over, not at the first look after it.
    /// </summary>
    private static GuardStep Repair(Position position, GuardView view)
    {
        var since = position.UnprotectedSince ?? position.OpenedAt ?? view.Now;
        var limit = TimeSpan.FromSeconds(view.Exit.UnprotectedMaxSeconds);
        if (view.Now - since >= limit) return Close(position, CloseType.Unprotected, view);
        if (IsThrough(position.Newest(OrderLeg.Stop)) || IsThrough(position.Newest(OrderLeg.Bridge)))
            return Close(position, CloseType.StopThroughMarket, view);
        if (Guard(position, view) is { } guard) return guard;
        return view.NextLook - since >= limit ? Close(position, CloseType.Unprotected, view) : GuardStep.Rest.Instance;
    }

    /// <summary>
    /// The next try to guard a naked position; <see langword="null"/> when each kind had its try. A bridge may be sent
    /// while the fate of the stop is open: the venue takes both, and it can only reduce.
    /// </summary>
    private static GuardStep? Guard(Position position, GuardView view)
    {
        var target = TargetOf(position);
        if (position.Newest(OrderLeg.Stop) is not { } stop) return Stop(position, target, view);
        var isBarred = stop.Refusal == VenueRefusal.StopExists && position.Newest(OrderLeg.Bridge) is null;
        if (!isBarred && MayPlaceAgain(stop, view)) return Stop(position, target, view);
        var bridge = position.Newest(OrderLeg.Bridge);
        return bridge is null || MayPlaceAgain(bridge, view) || position.IsShortBridge(bridge)
            || bridge.State == OrderState.Refused && bridge.PreparedAt < stop.PreparedAt
            ? Bridge(position, target, view)
            : null;
    }

    private static bool IsThrough(OrderRecord? last) =>
        last is { State: OrderState.Refused, Refusal: VenueRefusal.WouldTriggerImmediately };

    private static bool MayPlaceAgain(OrderRecord last, GuardView view) =>
        last.IsFinal && (last.State != OrderState.Refused || view.Now - last.SettledAt >= StopRetryAfter(view));

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
    /// Close at market, reduce-only. While the exit cannot be sent, a naked position is guarded all the same; one that
    /// is found flat is not, for a stop could guard nothing and would only use up the order limits.
    /// </summary>
    private static GuardStep Close(Position position, CloseType closing, GuardView view)
    {
        if (position.IsFoundFlat) return GuardStep.Rest.Instance;
        if (!MayExit(position, view))
            return (position.IsProtected ? null : Guard(position, view)) ?? GuardStep.Rest.Instance;
        var id = Id(position, OrderLeg.Exit, view);
        var request = OrderRequest.Exit(id, position.Symbol, position.Side, Quantity.Of(position.HeldQuantity));
        return new GuardStep.Place(OrderLeg.Exit, request, closing);
    }

    /// <summary>
    /// One exit at a time, as long as it is known to work. One whose fate stays open after it was asked about is
    /// followed by another: both only reduce, so that two of them close no more than one. A refused one is tried again
    /// ever more rarely (10 s after the first refusal, 20 s after the second…), and every two seconds while naked. One
    /// that found nothing to reduce is so only where the account shows a position: its entry was filled further since.
    /// </summary>
    private static bool MayExit(Position position, GuardView view)
    {
        if (position.Newest(OrderLeg.Exit) is not { } last) return true;
        if (last.NeedsEvidence) return view.Now - last.PreparedAt >= ExitRepeatAfter;
        if (last.State == OrderState.Working) return false;
        if (last.State != OrderState.Refused) return true;
        var pause = position.IsProtected
            ? TimeSpan.FromSeconds(10 * position.CountOf(OrderLeg.Exit))
            : StopRetryAfter(view);
        return view.Now - last.SettledAt >= pause;
    }

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

    private static GuardStep.Place Stop(Position position, Price target, GuardView view) => new(OrderLeg.Stop,
        OrderRequest.Stop(Id(position, OrderLeg.Stop, view), position.Symbol, position.Side, target), CloseType.None);

    private static GuardStep.Place Bridge(Position position, Price target, GuardView view) => new(OrderLeg.Bridge,
        OrderRequest.Bridge(Id(position, OrderLeg.Bridge, view), position.Symbol, position.Side,
            Quantity.Of(position.HeldQuantity), target), CloseType.None);

    private static ClientOrderId Id(Position position, OrderLeg leg, GuardView view) =>
        ClientOrderId.For(view.Account, position.Id, leg, position.CountOf(leg));
}
