using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Dashboard.Tests.Fakes;

/// <summary>Positions and trades with plain numbers.</summary>
public static class SamplePositions
{
    /// <summary>A rule signal.</summary>
    public static Signal SignalOf(string name, Side side, decimal close, Minute minute)
    {
        var symbol = Symbol.Of(name);
        return new(SignalId.For(minute, symbol, side, "quantum-1"), minute, symbol, side, SignalSource.RuleRsi, 0.62,
            Price.Of(close), 0.007, 1_204_331.5m, null);
    }

    /// <summary>An open position whose stop and take-profit rest at the venue.</summary>
    public static Position Open(string name, Side side, decimal entry, decimal quantity, DateTimeOffset opened,
        decimal bestShare, bool trailing = false)
    {
        var tick = entry >= 1000 ? 0.1m : entry >= 1 ? 0.0001m : 0.0000001m;
        var plan = new ExitPlan(0.0105m, 0.01575m, tick);
        var signal = SignalOf(name, side, entry, Minute.Of(opened));
        var price = Price.Of(entry);
        var stop = trailing ? plan.At(price, side.Sign() * 0.0015m) : plan.StopFor(side, price);
        var profit = plan.TakeProfitFor(side, price);
        return new Position
        {
            Signal = signal,
            Plan = plan,
            Leverage = 3,
            ExpectedPrice = price,
            PlannedAt = opened.AddSeconds(-1),
            OpenedAt = opened,
            StopTarget = stop,
            BestMark = plan.At(price, side.Sign() * bestShare),
            IsTrailing = trailing,
            UnprotectedSecondsMax = 0.6,
            Orders =
            [
                OrderRecord.Prepare(OrderRequest.Entry(Id(signal, OrderLeg.Entry), signal.Symbol, side,
                    Quantity.Of(quantity)), OrderLeg.Entry, opened.AddSeconds(-1)) with
                {
                    State = OrderState.Filled, FilledQuantity = quantity, AveragePrice = price, SettledAt = opened,
                },
                OrderRecord.Prepare(OrderRequest.Stop(Id(signal, OrderLeg.Stop), signal.Symbol, side, stop),
                    OrderLeg.Stop, opened) with { State = OrderState.Working },
                OrderRecord.Prepare(OrderRequest.TakeProfit(Id(signal, OrderLeg.TakeProfit), signal.Symbol, side,
                    profit), OrderLeg.TakeProfit, opened) with { State = OrderState.Working },
            ],
        };
    }

    /// <summary>A trade of about 500 quote units that made so much after all cost.</summary>
    public static Trade Ended(
        string name, Side side, decimal entry, DateTimeOffset opened, CloseType close, decimal net)
    {
        var signal = SignalOf(name, side, entry, Minute.Of(opened));
        var quantity = Math.Round(500 / entry, 3);
        var exit = entry + side.Sign() * (net + 0.52m) / quantity;
        return new(signal.Id, signal.Symbol, side, signal.Source, signal.Confidence, signal.Minute, opened,
            opened.AddMinutes(close == CloseType.TimeStop ? 45 : 23), quantity, entry, Math.Round(exit, 6), net + 0.52m,
            -0.5m, -0.02m, close, 1.3, 1.4);
    }

    private static ClientOrderId Id(Signal signal, OrderLeg leg) => ClientOrderId.For("p01", signal.Id, leg, 0);
}
