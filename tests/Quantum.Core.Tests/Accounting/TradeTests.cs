using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Tests.Positions;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Accounting;

public class TradeTests
{
    private static readonly DateTimeOffset Closed = Sample.Now.AddMinutes(10);

    [Fact]
    public void A_trade_sums_up_the_venues_own_rows()
    {
        // 10 in at 2.5 and out by its stop at 2.45: −0.5, fees 0.0125 + 0.01225, funding 0.003 received.
        var position = Stopped() with { UnprotectedSecondsMax = 1.5 };
        var trade = Trade.Of(position, CloseType.StopLoss,
        [
            Row(1, 0, IncomeKind.Commission, -0.0125m), Row(2, 300, IncomeKind.Funding, 0.003m),
            Row(3, 600, IncomeKind.RealisedPnl, -0.5m), Row(4, 600, IncomeKind.Commission, -0.01225m),
        ], Closed.AddSeconds(30));
        Assert.Equal((10m, 2.5m, 2.45m), (trade.Quantity, trade.EntryPrice, trade.ExitPrice));
        Assert.Equal((-0.5m, -0.02475m, 0.003m, -0.52175m),
            (trade.RealisedPnl, trade.Fees, trade.Funding, trade.NetPnl));
        Assert.Equal(-0.02087, trade.NetShare, 1e-12); // −0.52175 of 25
        Assert.Equal((Sample.Now, Closed), (trade.OpenedAt, trade.ClosedAt));
        Assert.Equal((CloseType.StopLoss, 1.5, Side.Buy, position.Id),
            (trade.Close, trade.UnprotectedSecondsMax, trade.Side, trade.Id));
    }

    [Fact]
    public void Rows_of_another_symbol_or_an_earlier_position_are_not_its_own()
    {
        var trade = Trade.Of(Stopped(), CloseType.StopLoss,
        [
            Row(1, -60, IncomeKind.RealisedPnl, 99), Row(2, 60, IncomeKind.Funding, 99) with { Symbol = Sample.Sol },
            Row(3, 600, IncomeKind.RealisedPnl, -0.5m),
        ], Closed);
        Assert.Equal((-0.5m, 0m), (trade.RealisedPnl, trade.Funding));
    }

    [Fact]
    public void The_exit_price_is_the_mean_of_all_that_left_it()
    {
        var position = PositionSample.Open().Adding(OrderLeg.Exit, OrderState.Ended, filled: 4, settledAt: Closed)
            .Adding(OrderLeg.Stop, OrderState.Filled, filled: 6, settledAt: Closed.AddMinutes(1));
        position = position.Replacing(position.Orders[1] with { AveragePrice = Price.Of(2.6m) });
        var trade = Trade.Of(position, CloseType.StopLoss, [], Closed.AddMinutes(2));
        Assert.Equal(2.51m, trade.ExitPrice); // (4 × 2.6 + 6 × 2.45) / 10
        Assert.Equal(Closed.AddMinutes(1), trade.ClosedAt);
    }

    [Fact]
    public void A_fee_of_a_liquidation_makes_it_one()
    {
        var position = PositionSample.Guarded() with { IsGone = true };
        var trade = Trade.Of(position, CloseType.External,
            [Row(1, 500, IncomeKind.RealisedPnl, -20), Row(2, 500, IncomeKind.LiquidationFee, -0.3m)], Closed);
        Assert.Equal((CloseType.Liquidation, -0.3m, -20.3m), (trade.Close, trade.Fees, trade.NetPnl));
        Assert.Equal(0.5m, trade.ExitPrice); // no order of ours: 2.5 − 20 / 10
        Assert.Equal(Sample.Now.AddSeconds(500), trade.ClosedAt);
    }

    [Theory]
    [InlineData("autoclose-7", CloseType.Liquidation)] // at the bankruptcy price nothing is left for a fee
    [InlineData("adl_autoclose", CloseType.External)]
    [InlineData("settlement_autoclose-7", CloseType.External)]
    [InlineData("by-hand", CloseType.External)]
    [InlineData(null, CloseType.External)] // funding has no order
    public void The_order_of_a_liquidation_makes_it_one_without_any_fee(string? order, CloseType close)
    {
        var row = Row(1, 500, IncomeKind.RealisedPnl, -25) with
        {
            OrderId = order is null ? null : ClientOrderId.Of(order),
        };
        var trade = Trade.Of(PositionSample.Guarded() with { IsGone = true }, CloseType.External, [row], Closed);
        Assert.Equal((close, 0m, -25m), (trade.Close, trade.Fees, trade.NetPnl));
    }

    [Theory]
    [InlineData(Side.Buy, 3.5)]
    [InlineData(Side.Sell, 1.5)]
    public void An_end_without_an_order_of_ours_is_priced_by_what_it_made(Side side, double exitPrice)
    {
        var position = PositionSample.Guarded(side) with { IsGone = true };
        var trade = Trade.Of(position, CloseType.External, [Row(1, 500, IncomeKind.RealisedPnl, 10)], Closed);
        Assert.Equal((CloseType.External, (decimal)exitPrice), (trade.Close, trade.ExitPrice));
    }

    [Fact]
    public void Without_rows_and_orders_it_ended_when_it_was_noticed() => Assert.Equal(Closed,
        Trade.Of(PositionSample.Guarded() with { IsGone = true }, CloseType.External, [], Closed).ClosedAt);

    [Fact]
    public void What_never_opened_is_no_trade() => Assert.Throws<ArgumentException>(
        () => Trade.Of(PositionSample.Planned(), CloseType.NeverOpened, [], Closed));

    [Theory]
    [InlineData(Side.Buy, 2.501, 4)] // paid more than expected: worse
    [InlineData(Side.Buy, 2.499, -4)]
    [InlineData(Side.Sell, 2.499, 4)]
    public void Slippage_is_positive_where_the_fill_was_worse(Side side, double entry, double bps) => Assert.Equal(
        bps, Trade.SlippageOf(PositionSample.Open(side, (decimal)entry), Price.Of((decimal)entry)), 1e-12);

    private static Position Stopped() =>
        PositionSample.Open().Adding(OrderLeg.Stop, OrderState.Filled, filled: 10, settledAt: Closed);

    private static IncomeRow Row(long sequence, int seconds, IncomeKind kind, decimal amount) =>
        new(sequence, Sample.Now.AddSeconds(seconds), kind, Sample.Near, amount, null);
}
