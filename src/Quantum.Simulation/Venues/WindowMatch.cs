using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>Something that closes a position in a window: a stop, or (without an order) the liquidation.</summary>
/// <param name="Order">The stop; <see langword="null"/> for a liquidation.</param>
/// <param name="Level">The mark price that fires it.</param>
internal readonly record struct AdverseEvent(VenueOrder? Order, decimal Level);

/// <summary>
/// Which order of a symbol comes next inside one window. Pure; the book carries it out and asks again.
/// </summary>
internal static class WindowMatch
{
    /// <summary>Whether a mark price fires a trigger; equality fires.</summary>
    public static bool IsThrough(Side side, OrderType type, decimal trigger, decimal mark) =>
        FiresBelow(side, type) ? mark <= trigger : mark >= trigger;

    /// <summary>Whether a stretch of mark prices fires an order.</summary>
    public static bool IsReached(VenueOrder order, PriceBar mark) => IsThrough(
        order.Side, order.Type, order.TriggerPrice!.Value.QuotePerBase,
        FiresBelow(order.Side, order.Type) ? mark.Low : mark.High);

    /// <summary>
    /// The next stop or liquidation on the way from a bar's open to its adverse extreme; <see langword="null"/> when
    /// there is none. Where the open is already through the liquidation price, that comes first: the position could not
    /// have been held. Otherwise the level nearest to the open; of equal levels the liquidation, then the oldest stop.
    /// </summary>
    public static AdverseEvent? NextAdverse(VenueState state, HeldPosition held, SymbolRules rules, PriceBar mark)
    {
        var isLong = held.Side == Side.Buy;
        var liquidation = held.IsSafeAt(isLong ? mark.Low : mark.High, rules)
            ? null
            : held.LiquidationPrice(rules)?.QuotePerBase;
        AdverseEvent? next = null;
        if (liquidation is { } level && (isLong ? mark.Low <= level : mark.High >= level))
        {
            next = new(null, level);
            if (isLong ? mark.Open <= level : mark.Open >= level) return next;
        }

        foreach (var order in state.Orders)
        {
            if (!Closes(order, held) || order.Type != OrderType.StopMarket || !IsReached(order, mark)) continue;
            var trigger = order.TriggerPrice!.Value.QuotePerBase;
            if (next is null || (isLong ? trigger > next.Value.Level : trigger < next.Value.Level))
                next = new(order, trigger);
        }

        return next;
    }

    /// <summary>The take-profit that is reached first; <see langword="null"/> when none is.</summary>
    public static VenueOrder? NextTakeProfit(VenueState state, HeldPosition held, PriceBar mark)
    {
        VenueOrder? next = null;
        foreach (var order in state.Orders)
        {
            if (!Closes(order, held) || order.Type != OrderType.TakeProfitMarket || !IsReached(order, mark)) continue;
            var isNearer = next is null || (held.Side == Side.Buy
                ? order.TriggerPrice!.Value < next.TriggerPrice!.Value
                : order.TriggerPrice!.Value > next.TriggerPrice!.Value);
            if (isNearer) next = order;
        }

        return next;
    }

    private static bool Closes(VenueOrder order, HeldPosition held) =>
        order.Symbol == held.Symbol && order.Side != held.Side;

    private static bool FiresBelow(Side side, OrderType type) =>
        (side == Side.Sell) == (type == OrderType.StopMarket);
}
