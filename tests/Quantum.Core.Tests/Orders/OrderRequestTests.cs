using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Orders;

public class OrderRequestTests
{
    [Theory]
    [InlineData(Side.Buy, Side.Sell)]
    [InlineData(Side.Sell, Side.Buy)]
    public void Whatever_ends_a_position_goes_the_other_way_and_cannot_open_one(Side position, Side order)
    {
        var (size, trigger) = (Quantity.Of(3), Price.Of(2));
        var requests = new[]
        {
            OrderRequest.Exit(Sample.Id(OrderLeg.Exit), Sample.Near, position, size),
            OrderRequest.Stop(Sample.Id(OrderLeg.Stop), Sample.Near, position, trigger),
            OrderRequest.TakeProfit(Sample.Id(OrderLeg.TakeProfit), Sample.Near, position, trigger),
            OrderRequest.Bridge(Sample.Id(OrderLeg.Bridge), Sample.Near, position, size, trigger),
        };
        Assert.All(requests, request =>
        {
            Assert.Equal(order, request.Side);
            Assert.True(request.ReduceOnly ^ request.ClosePosition, $"{request.Type} could open a position.");
            Assert.Equal(request.ClosePosition, request.Quantity is null);
            Assert.Equal(request.IsConditional, request.TriggerPrice is not null);
        });
        Assert.Equal([OrderType.Market, OrderType.StopMarket, OrderType.TakeProfitMarket, OrderType.StopMarket],
            requests.Select(request => request.Type));
    }

    [Fact]
    public void An_entry_goes_its_own_way_and_is_neither_reduce_only_nor_closing()
    {
        var entry = OrderRequest.Entry(Sample.Id(OrderLeg.Entry), Sample.Near, Side.Buy, Quantity.Of(3));
        Assert.Equal((Side.Buy, OrderType.Market, false, false, false),
            (entry.Side, entry.Type, entry.ReduceOnly, entry.ClosePosition, entry.IsConditional));
    }

    [Fact]
    public void An_order_without_a_side_cannot_be_made() => Assert.Throws<ArgumentOutOfRangeException>(
        () => OrderRequest.Stop(Sample.Id(OrderLeg.Stop), Sample.Near, Side.None, Price.Of(2)));
}
