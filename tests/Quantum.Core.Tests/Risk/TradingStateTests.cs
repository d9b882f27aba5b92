using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Risk;

public class TradingStateTests
{
    [Theory]
    [InlineData(OperatorOrder.Resume, TradingStateKind.Active, "")]
    [InlineData(OperatorOrder.Pause, TradingStateKind.Reducing, "OPERATOR_PAUSED")]
    [InlineData(OperatorOrder.Reduce, TradingStateKind.Reducing, "OPERATOR_REDUCING")]
    [InlineData(OperatorOrder.Flatten, TradingStateKind.Reducing, "OPERATOR_REDUCING")]
    [InlineData(OperatorOrder.Halt, TradingStateKind.Halted, "OPERATOR_HALTED")]
    public void The_operators_order_makes_the_state(OperatorOrder order, TradingStateKind kind, string causes) =>
        Assert.Equal((kind, causes), Of(order));

    [Theory]
    [InlineData(ReasonCode.BreakerDailyLoss, TradingStateKind.Reducing)]
    [InlineData(ReasonCode.BreakerDrawdown, TradingStateKind.Halted)]
    [InlineData(ReasonCode.BreakerStopCluster, TradingStateKind.Reducing)]
    [InlineData(ReasonCode.BreakerOrderErrors, TradingStateKind.Halted)]
    [InlineData(ReasonCode.BreakerEntryRate, TradingStateKind.Halted)]
    [InlineData(ReasonCode.BreakerSlippage, TradingStateKind.Reducing)]
    [InlineData(ReasonCode.BreakerReconcile, TradingStateKind.Reducing)]
    [InlineData(ReasonCode.BreakerRateLimit, TradingStateKind.Reducing)]
    public void Every_breaker_has_its_severity(ReasonCode code, TradingStateKind kind) =>
        Assert.Equal((kind, ReasonCatalog.Of(code).Name), Of(OperatorOrder.Resume, code));

    [Fact]
    public void The_most_severe_cause_comes_first_and_no_cause_is_left_out() => Assert.Equal(
        (TradingStateKind.Halted, "BREAKER_DRAWDOWN, OPERATOR_PAUSED, BREAKER_DAILY_LOSS"),
        Of(OperatorOrder.Pause, ReasonCode.BreakerDailyLoss, ReasonCode.BreakerDrawdown));

    [Theory]
    [InlineData(1, TradingStateKind.Reducing)]
    [InlineData(0, TradingStateKind.Active)] // over at the very instant
    public void A_breaker_whose_time_has_come_is_no_cause(int secondsLeft, TradingStateKind kind)
    {
        var trip = new BreakerTrip(
            new(ReasonCode.BreakerDailyLoss), Sample.Now, Sample.Now.AddSeconds(secondsLeft));
        Assert.Equal(kind, TradingState.Of(OperatorControl.None, new() { Trips = [trip] }, Sample.Now).Kind);
    }

    private static (TradingStateKind Kind, string Causes) Of(OperatorOrder order, params ReasonCode[] breakers)
    {
        var book = new RiskBook
        {
            Trips = [.. breakers.Select(code => new BreakerTrip(new(code), Sample.Now, null))],
        };
        var state = TradingState.Of(new(order, Sample.Now), book, Sample.Now);
        return (state.Kind, string.Join(", ", state.Causes));
    }
}
