using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

public class UnknownOrderTests
{
    [Theory]
    [InlineData(OrderState.Prepared, 1)] // Its writer may have died before or after the sending.
    [InlineData(OrderState.Unknown, 1)]
    [InlineData(OrderState.Working, 0)]
    [InlineData(OrderState.Filled, 0)]
    [InlineData(OrderState.Lapsed, 0)]
    public void Only_an_order_that_evidence_must_settle_is_unknown(OrderState state, int count) =>
        Assert.Equal(count, UnknownOrder.In([Entering(state, 0)], Sample.Now).Count);

    [Theory]
    [InlineData(30, 1)] // inclusive
    [InlineData(29.9, 0)]
    [InlineData(-5, 0)] // Prepared by a clock that is ahead of ours.
    public void It_counts_from_its_intent_on(double secondsAgo, int count) =>
        Assert.Equal(count, UnknownOrder.In([Entering(OrderState.Unknown, secondsAgo)], Sample.Now, 30).Count);

    [Fact]
    public void The_oldest_comes_first()
    {
        var unknown = UnknownOrder.In(
            [Entering(OrderState.Unknown, 10), Entering(OrderState.Unknown, 40)], Sample.Now);
        Assert.Equal([40, 10], unknown.Select(order => order.SecondsAt(Sample.Now)));
    }

    private static Position Entering(OrderState state, double secondsAgo)
    {
        var position = PositionSample.Planned();
        var entry = position.Entry with { State = state, PreparedAt = Sample.Now.AddSeconds(-secondsAgo) };
        return position with { Orders = [entry] };
    }
}
