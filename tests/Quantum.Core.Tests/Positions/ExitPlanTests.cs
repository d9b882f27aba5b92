using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Positions;

public class ExitPlanTests
{
    [Theory]
    //          ATR share, stop, take-profit
    [InlineData(0.01, 0.015, 0.0225)] // 1.5 × ATR, and 1.5 times that
    [InlineData(0.005, 0.008, 0.012)] // the nearest stop
    [InlineData(0.0053333333, 0.008, 0.012)]
    [InlineData(0.02, 0.03, 0.045)]
    [InlineData(0.5, 0.03, 0.045)] // the farthest stop
    [InlineData(0, 0.008, 0.012)]
    [InlineData(0.0112345, 0.016852, 0.025278)] // six decimals: 0.01685175 and 0.025278
    public void The_stop_is_a_multiple_of_the_true_range_inside_its_bounds(double atr, double stop, double takeProfit)
    {
        var plan = ExitPlan.For(atr, 0.001m, new ExitSettings());
        Assert.Equal(((decimal)stop, (decimal)takeProfit), (plan.StopShare, plan.TakeProfitShare));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_true_range_that_is_no_number_is_a_bug(double atr) =>
        Assert.Throws<ArgumentException>(() => ExitPlan.For(atr, 0.001m, new ExitSettings()));

    [Theory]
    //          side, entry, stop, take-profit
    [InlineData(Side.Buy, 2.5, 2.45, 2.575)] // 2 % below, 3 % above
    [InlineData(Side.Sell, 2.5, 2.55, 2.425)]
    [InlineData(Side.Buy, 1.2345, 1.21, 1.272)] // 1.20981 and 1.271535, to the nearest tick
    [InlineData(Side.Sell, 1.2345, 1.259, 1.197)] // 1.25919 and 1.197465
    [InlineData(Side.Buy, 0.002, 0.002, 0.002)] // on a coarse tick both may meet the entry
    public void Triggers_lie_on_the_tick_on_the_right_side(Side side, double entry, double stop, double takeProfit)
    {
        var plan = new ExitPlan(0.02m, 0.03m, 0.001m);
        Assert.Equal((decimal)stop, plan.StopFor(side, Price.Of((decimal)entry)).QuotePerBase);
        Assert.Equal((decimal)takeProfit, plan.TakeProfitFor(side, Price.Of((decimal)entry)).QuotePerBase);
    }

    [Fact]
    public void A_trigger_is_never_below_one_tick() =>
        Assert.Equal(0.001m, new ExitPlan(0.5m, 10m, 0.001m).TakeProfitFor(Side.Sell, Price.Of(1)).QuotePerBase);
}
