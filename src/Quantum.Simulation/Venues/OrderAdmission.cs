using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Venues;

/// <summary>
/// What is refused before money is looked at. The first failing check wins, in the order written here.
/// </summary>
internal static class OrderAdmission
{
    /// <summary>Most resting conditional orders of one symbol (Binance −4045).</summary>
    public const int OrdersPerSymbolMax = 10;

    /// <summary>
    /// Most resting conditional orders of the account (Binance −4045); it bounds the stored document.
    /// </summary>
    public const int OrdersMax = 200;

    /// <summary>Judges a request; <see langword="null"/> when it may go on.</summary>
    public static SubmitOutcome.Refused? Judge(
        OrderRequest request, VenueState state, Price? mark, SymbolRules? rules) =>
        JudgeShape(request)
        ?? JudgeTrading(request, mark, rules)
        ?? JudgeId(request, state)
        ?? JudgeSize(request, state.PositionIn(request.Symbol), rules!)
        ?? (request.IsConditional ? JudgeConditional(request, state, mark!.Value, rules!) : null);

    /// <summary>Makes a refusal.</summary>
    public static SubmitOutcome.Refused Refuse(VenueRefusal refusal, string detail) => new(refusal, detail);

    private static SubmitOutcome.Refused? JudgeShape(OrderRequest request)
    {
        var problem =
            request.Side is not (Side.Buy or Side.Sell) ? "-1117 the side is neither Buy nor Sell"
            : request.Type == OrderType.None ? "-1116 the order type is not set"
            : request.IsConditional == request.TriggerPrice is null
                ? "-1102 a trigger belongs to conditional orders only"
            : request.ClosePosition == request.Quantity is not null ? "-4136 close-position excludes a quantity"
            : request.ClosePosition && request.ReduceOnly ? "-4137 close-position excludes reduce-only"
            : request.ClosePosition && !request.IsConditional ? "-4135 close-position needs a trigger"
            : request.IsConditional && !request.ClosePosition && !request.ReduceOnly
                ? "the simulated venue has no conditional orders that open a position"
            : null;
        return problem is null ? null : Refuse(VenueRefusal.Other, problem);
    }

    private static SubmitOutcome.Refused? JudgeTrading(OrderRequest request, Price? mark, SymbolRules? rules)
    {
        var mayOpen = !request.ReduceOnly && !request.ClosePosition;
        var trades = rules?.Status is ContractStatus.Trading
            || (rules?.Status is ContractStatus.Delisting && !mayOpen);
        return trades && mark is not null
            ? null
            : Refuse(VenueRefusal.NotTrading, $"-4140 {request.Symbol} is {rules?.Status.ToString() ?? "not listed"}");
    }

    // Ended orders do not count: a filled market order's id does not block a second one.
    private static SubmitOutcome.Refused? JudgeId(OrderRequest request, VenueState state)
    {
        foreach (var order in state.Orders)
        {
            if (order.Id == request.Id)
                return Refuse(VenueRefusal.DuplicateId, $"-4116 an open order has the id {request.Id}");
        }

        return null;
    }

    private static SubmitOutcome.Refused? JudgeSize(OrderRequest request, HeldPosition? held, SymbolRules rules)
    {
        if (request.TriggerPrice is { } trigger && trigger.QuotePerBase % rules.TickSize != 0)
            return Broken($"-4014 trigger {trigger} is not a multiple of the tick {rules.TickSize}");
        if (request.Quantity is not { } quantity) return null;
        if (quantity.Base % rules.StepSize != 0)
            return Broken($"-1111 quantity {quantity} is not a multiple of the step {rules.StepSize}");

        // Whatever closes all of a position may be small: otherwise a remainder could never be closed.
        var closesAll = request.ReduceOnly && held is not null && quantity.Base >= held.Quantity;
        if (quantity.Base < rules.QuantityMin && !closesAll)
            return Broken($"-4003 quantity {quantity} < {rules.QuantityMin}");
        return quantity.Base > rules.QuantityMax ? Broken($"-4005 quantity {quantity} > {rules.QuantityMax}") : null;
    }

    private static SubmitOutcome.Refused? JudgeConditional(
        OrderRequest request, VenueState state, Price mark, SymbolRules rules)
    {
        var trigger = request.TriggerPrice!.Value;
        if (WindowMatch.IsThrough(request.Side, request.Type, trigger.QuotePerBase, mark.QuotePerBase))
        {
            return Refuse(VenueRefusal.WouldTriggerImmediately,
                $"-2021 {request.Side} {request.Type} at {trigger}: the mark price is {mark}");
        }

        var ofSymbol = 0;
        foreach (var order in state.Orders)
        {
            if (order.Symbol != rules.Symbol) continue;
            ofSymbol++;
            if (request.ClosePosition && order.ClosePosition && order.Side == request.Side
                && order.Type == request.Type)
                return Refuse(VenueRefusal.StopExists, $"-4130 {order.Id} rests at {order.TriggerPrice}");
        }

        return ofSymbol < OrdersPerSymbolMax && state.Orders.Length < OrdersMax
            ? null
            : Refuse(VenueRefusal.Other,
                $"-4045 {ofSymbol} conditional orders in {rules.Symbol} (at most {OrdersPerSymbolMax}), "
                + $"{state.Orders.Length} in all (at most {OrdersMax})");
    }

    private static SubmitOutcome.Refused Broken(string detail) => Refuse(VenueRefusal.RuleBroken, detail);
}
