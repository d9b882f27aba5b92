using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

/// <summary>Positions of ten units at 2.5: stop 2 % away (2.45 for a long one), take-profit 3 % (2.575).</summary>
public static class PositionSample
{
    /// <summary>An intent on record and nothing more.</summary>
    public static Position Planned(Side side = Side.Buy)
    {
        var signal = Sample.Signal(side: side);
        var entry = OrderRequest.Entry(
            ClientOrderId.For("p01", signal.Id, OrderLeg.Entry, 0), Sample.Near, side, Quantity.Of(10));
        return new()
        {
            Signal = signal, Plan = Sample.Plan, Leverage = 1, ExpectedPrice = Price.Of(2.5m), PlannedAt = Sample.Now,
            Orders = [OrderRecord.Prepare(entry, OrderLeg.Entry, Sample.Now)],
        };
    }

    /// <summary>Filled and refreshed at <see cref="Sample.Now"/>: no stop yet.</summary>
    public static Position Open(Side side = Side.Buy, decimal price = 2.5m)
    {
        var planned = Planned(side);
        var seen = Sample.Seen(planned.Entry.Request, VenueOrderStatus.Filled, 10, price);
        return planned.Replacing(planned.Entry.Seen(seen)).Refresh(Sample.Now);
    }

    /// <summary>Open, with stop and take-profit at rest.</summary>
    public static Position Guarded(Side side = Side.Buy)
    {
        var open = Open(side);
        return open.Adding(OrderLeg.Stop, OrderState.Working, open.StopTarget)
            .Adding(OrderLeg.TakeProfit, OrderState.Working, open.Plan.TakeProfitFor(side, Price.Of(2.5m)))
            .Refresh(Sample.Now);
    }

    /// <summary>Adds an order of a leg in a state.</summary>
    public static Position Adding(this Position position, OrderLeg leg, OrderState state, Price? trigger = null,
        VenueRefusal refusal = VenueRefusal.None, decimal filled = 0, DateTimeOffset? settledAt = null)
    {
        var id = ClientOrderId.For("p01", position.Id, leg, position.CountOf(leg));
        var at = trigger ?? position.StopTarget ?? Price.Of(1);
        var request = leg switch
        {
            OrderLeg.Stop => OrderRequest.Stop(id, position.Symbol, position.Side, at),
            OrderLeg.TakeProfit => OrderRequest.TakeProfit(id, position.Symbol, position.Side, at),
            OrderLeg.Bridge => OrderRequest.Bridge(id, position.Symbol, position.Side, Quantity.Of(10), at),
            _ => OrderRequest.Exit(id, position.Symbol, position.Side, Quantity.Of(10)),
        };
        var order = OrderRecord.Prepare(request, leg, Sample.Now) with
        {
            State = state, Refusal = refusal, FilledQuantity = filled,
            AveragePrice = filled > 0 ? Price.Of(2.45m) : null,
        };
        return position.With(order.IsFinal ? order with { SettledAt = settledAt ?? Sample.Now } : order);
    }

    /// <summary>What the guard says, in words: <c>place Stop 2.45</c>, <c>close TimeStop 10</c>, <c>rest</c>…</summary>
    public static string Step(Position position, CloseType close = CloseType.None, double seconds = 0,
        bool isFlat = false, params OrderRecord[] asked) =>
        Describe(PositionGuard.Next(position, View(close, seconds, isFlat, asked)), position);

    /// <summary>A view so many seconds after <see cref="Sample.Now"/>.</summary>
    public static GuardView View(
        CloseType close = CloseType.None, double seconds = 0, bool isFlat = false, params OrderRecord[] asked) =>
        new(Sample.Now.AddSeconds(seconds), "p01", new ExitSettings(), close, isFlat,
            asked.Select(order => order.Id).ToHashSet());

    /// <summary>A step in words.</summary>
    public static string Describe(GuardStep step, Position position) => step switch
    {
        GuardStep.Ask ask => $"ask {ask.Order.Leg}",
        GuardStep.Cancel cancel => $"cancel {cancel.Order.Leg}",
        GuardStep.Settle settle => $"settle {settle.Closing}",
        GuardStep.Place { Leg: OrderLeg.Exit } exit => $"close {exit.Closing} {exit.Request.Quantity}",
        GuardStep.Place place => $"place {place.Leg} {place.Request.TriggerPrice}",
        GuardStep.Rest => "rest",
        _ => throw new InvalidOperationException($"{position.Symbol}: {step} is no step."),
    };
}
