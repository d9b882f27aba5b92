using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Tests.Signals;

public class RsiRuleTests
{
    private static readonly SignalSettings Settings = new();

    [Theory]
    //          RSI, wish, confidence
    [InlineData(0, Side.Buy, 1)]
    [InlineData(15, Side.Buy, 0.75)]
    [InlineData(30, Side.Buy, 0.5)] // both thresholds are inclusive
    [InlineData(30.000001, Side.None, double.NaN)]
    [InlineData(50, Side.None, double.NaN)]
    [InlineData(69.999999, Side.None, double.NaN)]
    [InlineData(70, Side.Sell, 0.5)]
    [InlineData(85, Side.Sell, 0.75)]
    [InlineData(100, Side.Sell, 1)]
    [InlineData(double.NaN, Side.None, double.NaN)] // a broken feature never trades
    public void The_rule_buys_what_is_oversold_and_sells_what_is_overbought(double rsi, Side side, double confidence) =>
        Assert.Equal(new Opinion(side, confidence), RsiRule.Judge(rsi, Settings));

    [Fact]
    public void The_confidence_rises_from_the_threshold_to_the_end_of_the_scale()
    {
        var narrow = new SignalSettings { RuleOversold = 20, RuleOverbought = 90 };
        Assert.Equal(0.75, RsiRule.Judge(10, narrow).Confidence, 1e-12); // half the way from 20 to 0
        Assert.Equal(0.75, RsiRule.Judge(95, narrow).Confidence, 1e-12); // half the way from 90 to 100
    }

    [Theory]
    [InlineData(30.5, 30)]
    [InlineData(49, 30)]
    [InlineData(50, 30)] // the very middle
    [InlineData(50.1, 70)]
    [InlineData(69.5, 70)]
    public void The_nearer_threshold_is_the_one_with_less_way_to_go(double rsi, double threshold) =>
        Assert.Equal(threshold, RsiRule.NearerThreshold(rsi, Settings));
}
