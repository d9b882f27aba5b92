using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Labels;

public class LabelRulesTests
{
    [Fact]
    public void The_defaults_are_those_that_are_traded()
    {
        var rules = LabelRules.Of(new TradingSettings());
        Assert.Equal((45, 0.0005, 2d), (rules.HorizonMinutes, rules.TakerFeeRate, rules.SlippageBps));
        var changed = LabelRules.Of(new TradingSettings
        {
            Exit = new() { TimeStopMinutes = 30, StopMinShare = 0.01 },
            Market = new() { TakerFeeRate = 0.001, SlippageBps = 5 },
        });
        Assert.Equal((30, 0.001, 5d), (changed.HorizonMinutes, changed.TakerFeeRate, changed.SlippageBps));
        Assert.Equal(0.01, changed.Distances(0).Stop);
    }

    [Theory]
    [InlineData(0, 0.008, 0.012)] // the nearest stop
    [InlineData(0.008, 0.012, 0.018)]
    [InlineData(0.5, 0.03, 0.045)] // the farthest stop
    [InlineData(0.0123456789, 0.018519, 0.027778)] // rounded as an order's is
    public void Distances_are_those_of_a_live_exit(double atrShare, double stop, double takeProfit)
    {
        var rules = LabelRules.Of(new TradingSettings());
        Assert.Equal((stop, takeProfit), rules.Distances(atrShare));
        var plan = ExitPlan.For(atrShare, tickSize: 0.0000001m, rules.Exit);
        var trigger = plan.StopFor(Side.Buy, Price.Of(100));
        Assert.Equal((double)trigger.QuotePerBase, 100 * (1 - stop), 1e-6);
    }

    [Theory]
    [InlineData(0, 0.0005, 2)]
    [InlineData(LabelRules.HorizonMax + 1, 0.0005, 2)]
    [InlineData(45, -0.0001, 2)]
    [InlineData(45, double.NaN, 2)]
    [InlineData(45, 0.0005, -1)]
    [InlineData(45, 0.0005, double.NaN)]
    public void Rules_out_of_range_are_a_bug(int horizon, double fee, double slippage) =>
        Assert.Throws<ArgumentException>(() => new TripleBarrier(new(horizon, new ExitSettings(), fee, slippage)));
}
