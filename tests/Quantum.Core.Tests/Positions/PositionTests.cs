using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;

namespace Quantum.Core.Tests.Positions;

public class PositionTests
{
    [Fact]
    public void What_is_held_is_what_was_entered_less_what_was_left()
    {
        var position = PositionSample.Open().Adding(OrderLeg.Exit, OrderState.Ended, filled: 4)
            .Adding(OrderLeg.Stop, OrderState.Filled, filled: 5);
        Assert.Equal(1, position.HeldQuantity);
        Assert.Equal(0, position.Adding(OrderLeg.Exit, OrderState.Filled, filled: 3).HeldQuantity); // never below zero
        Assert.Equal(0, (position with { IsGone = true }).HeldQuantity);
    }

    [Theory]
    [InlineData(Side.Buy, 2.55, 0.02)]
    [InlineData(Side.Buy, 2.45, -0.02)]
    [InlineData(Side.Sell, 2.45, 0.02)]
    public void Profit_is_a_share_of_the_entry_price(Side side, double mark, double share) =>
        Assert.Equal((decimal)share, PositionSample.Open(side).ProfitShare(Price.Of((decimal)mark)));

    [Fact]
    public void Before_the_first_fill_there_is_no_profit() =>
        Assert.Equal(0, PositionSample.Planned().ProfitShare(Price.Of(9)));

    [Fact]
    public void Orders_are_counted_and_found_by_leg()
    {
        var position = PositionSample.Open().Adding(OrderLeg.Stop, OrderState.Ended)
            .Adding(OrderLeg.Stop, OrderState.Working);
        Assert.Equal(2, position.CountOf(OrderLeg.Stop));
        Assert.Same(position.Orders[2], position.Newest(OrderLeg.Stop));
        Assert.Same(position.Orders[2], position.Working(OrderLeg.Stop));
        Assert.Null(position.Working(OrderLeg.Bridge));
        Assert.False(position.IsSettled);
    }

    [Fact]
    public void Knowledge_about_a_foreign_order_is_a_bug()
    {
        var other = PositionSample.Open().Adding(OrderLeg.Exit, OrderState.Prepared).Orders[1];
        Assert.Throws<ArgumentException>(() => PositionSample.Open().Replacing(other));
    }
}
