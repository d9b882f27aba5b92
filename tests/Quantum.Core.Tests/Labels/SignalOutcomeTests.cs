using Quantum.Core.Accounting;
using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Labels;

public class SignalOutcomeTests
{
    private const int Horizon = 45;
    private static readonly TradeLabel Label = new(LabelClass.Up, new(0.018, 20), new(-0.012, 10));

    [Theory]
    //          seconds held, minutes until the exit
    [InlineData(0, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(45 * 60, 45)]
    public void A_trade_tells_its_net_share_and_the_minutes_it_was_held(int seconds, int minutes)
    {
        var outcome = SignalOutcome.Of(Trade(Side.Sell, seconds));
        Assert.Equal((Side.Sell, minutes), (outcome.Side, outcome.Realised.ExitMinutes));
        Assert.Equal(-0.02, outcome.Realised.NetReturn, 1e-12); // −0.5 less fees of 0.02, and 0.02 of funding, on 25
        Assert.True(outcome.Replaces(Horizon));
    }

    [Fact]
    public void The_result_of_the_traded_side_is_replaced_and_the_class_stays()
    {
        var realised = new SideOutcome(-0.02, 7);
        Assert.Equal(Label with { Long = realised }, new SignalOutcome(Side.Buy, realised).ApplyTo(Label, Horizon));
        Assert.Equal(Label with { Short = realised }, new SignalOutcome(Side.Sell, realised).ApplyTo(Label, Horizon));
    }

    [Fact]
    public void A_refused_signal_and_a_trade_that_outlived_the_horizon_replace_nothing()
    {
        Assert.Equal(Label, SignalOutcome.Untraded(Side.Buy).ApplyTo(Label, Horizon));
        var trailing = SignalOutcome.Of(Trade(Side.Buy, (Horizon * 60) + 1));
        Assert.False(trailing.Replaces(Horizon));
        Assert.Equal(Label, trailing.ApplyTo(Label, Horizon));
    }

    private static Trade Trade(Side side, int seconds) => new(Sample.Signal().Id, Sample.Near, side,
        SignalSource.RuleRsi, 0.7, Sample.Minute, Sample.Now, Sample.Now.AddSeconds(seconds), 10, 2.5m, 2.45m, -0.5m,
        -0.02m, 0.02m, CloseType.StopLoss, 0, 0);
}
