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
    //          orders since the last resume, state, whether everything is closed
    [InlineData("Halt", "OPERATOR_HALTED", false)]
    [InlineData("Halt Flatten", "OPERATOR_HALTED", true)] // what is held goes, and the halt stays
    [InlineData("Flatten Halt", "OPERATOR_HALTED", true)]
    [InlineData("Halt Flatten Pause", "OPERATOR_HALTED", true)]
    [InlineData("Halt Reduce", "OPERATOR_HALTED", false)]
    [InlineData("Halt Pause", "OPERATOR_HALTED", false)]
    [InlineData("Flatten Reduce", "OPERATOR_REDUCING", true)]
    [InlineData("Flatten Pause", "OPERATOR_REDUCING", true)]
    [InlineData("Reduce Flatten", "OPERATOR_REDUCING", true)]
    [InlineData("Reduce Pause", "OPERATOR_REDUCING", false)]
    [InlineData("Pause Reduce", "OPERATOR_REDUCING", false)]
    [InlineData("Pause Halt", "OPERATOR_HALTED", false)]
    [InlineData("Halt Flatten Resume", "", false)]
    [InlineData("Halt Flatten Resume Pause", "OPERATOR_PAUSED", false)]
    public void Orders_add_up_and_only_resume_loosens(string orders, string causes, bool closesAll)
    {
        var control = OperatorControl.None;
        foreach (var (order, minute) in orders.Split(' ').Select((text, index) => (text, index)))
            control = control.With(Enum.Parse<OperatorOrder>(order), Sample.Now.AddMinutes(minute));
        Assert.Equal(causes,
            string.Join(", ", TradingState.Of(control, RiskBook.Empty, Sample.Now.AddHours(1)).Causes));
        Assert.Equal(closesAll, control.ClosesAll);
    }

    [Fact]
    public void An_order_that_changes_nothing_leaves_what_stands()
    {
        var halted = OperatorControl.None.With(OperatorOrder.Halt, Sample.Now);
        Assert.Same(halted, halted.With(OperatorOrder.Pause, Sample.Now.AddMinutes(1)));
        var closing = halted.With(OperatorOrder.Flatten, Sample.Now.AddMinutes(2));
        Assert.Equal((Sample.Now, Sample.Now.AddMinutes(2)), (closing.At, closing.FlattenAt));
        Assert.Same(closing, closing.With(OperatorOrder.Flatten, Sample.Now.AddMinutes(3)));
    }

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
