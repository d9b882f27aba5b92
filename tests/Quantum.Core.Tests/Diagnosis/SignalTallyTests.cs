using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Diagnosis;

public class SignalTallyTests
{
    private static readonly Minute Noon = Minute.Of(Sample.Minute.Start.Date.AddHours(12));

    [Fact]
    public void A_minute_is_counted_by_who_was_asked_what_came_and_what_was_free_to_trade()
    {
        var decisions = new[]
        {
            Line(ReasonCode.DataGap, SignalSource.None, 7), // nobody was asked
            Line(ReasonCode.RuleNeutral, SignalSource.RuleRsi, 100),
            Line(ReasonCode.SignalQueued, SignalSource.RuleRsi, 6),
            Line(ReasonCode.ModelNeutral, SignalSource.Model, 90), Line(ReasonCode.SignalQueued, SignalSource.Model, 2),
        };
        var outcomes = new[]
        {
            Line(ReasonCode.OperatorPaused, SignalSource.RuleRsi, 1),
            Line(ReasonCode.BreakerFaults, SignalSource.RuleRsi, 1),
            Line(ReasonCode.SymbolCooldown, SignalSource.RuleRsi, 1),
            Line(ReasonCode.SpreadWide, SignalSource.RuleRsi, 3), Line(ReasonCode.OrderFilled, SignalSource.Model, 2),
        };
        var hour = Assert.Single(SignalTally.Empty.With(Noon, decisions, outcomes, isHolding: true).Hours);
        Assert.Equal(new TallyHour(Noon.Index / 60, 92, 106, 2, 6, Free: 5, Trades: 2), hour);
    }

    [Fact]
    public void Minutes_of_an_hour_are_one_and_only_the_last_three_days_are_kept()
    {
        var tally = SignalTally.Empty;
        for (var minute = 0; minute < 80 * 60; minute += 30)
            tally = tally.With(Noon + minute, [Asked], [], isHolding: false);
        Assert.Equal(SignalTally.HoursKept, tally.Hours.Count);
        Assert.All(tally.Hours, hour => Assert.Equal(20, hour.RuleAsked));
        Assert.Equal((Noon.Index / 60) + 79, tally.Hours[^1].Hour);

        // The pause is not scanned, and not counted as silent.
        var paused = tally.With(Noon + (148 * 60), [Asked], [], isHolding: false);
        Assert.Equal([77L, 78, 79, 148], paused.Hours.Select(hour => hour.Hour - (Noon.Index / 60)));
    }

    [Theory]
    //          outcome beside ten of COST_TOO_HIGH, holding, free
    [InlineData(ReasonCode.PositionsFull, true, 0)]
    [InlineData(ReasonCode.SideExposure, true, 0)]
    [InlineData(ReasonCode.DailyLossBudget, true, 0)]
    [InlineData(ReasonCode.DailyLossBudget, false, 0)] // losses that are realised
    [InlineData(ReasonCode.MarginTooSmall, true, 0)]
    [InlineData(ReasonCode.MarginTooSmall, false, 11)] // an account that is too small for any position
    [InlineData(ReasonCode.SideExposure, false, 11)] // a limit that no position fits
    [InlineData(ReasonCode.SymbolHasPosition, true, 10)] // says nothing about other symbols
    [InlineData(ReasonCode.LiquidityThin, true, 11)]
    public void What_earlier_positions_bar_was_not_free_whatever_was_judged_before(
        ReasonCode outcome, bool isHolding, long free) => Assert.Equal(free, FreeOf(SignalTally.Empty.With(Noon, [],
            [Line(ReasonCode.CostTooHigh, SignalSource.RuleRsi, 10), Line(outcome, SignalSource.RuleRsi, 1)],
            isHolding)));

    [Fact]
    public void Minutes_after_a_bar_count_only_their_fills_as_free_until_it_is_forgotten()
    {
        var tally = SignalTally.Empty.With(Noon, [], [Line(ReasonCode.DailyLossBudget, SignalSource.RuleRsi, 1)], true);
        FunnelLine[] thin =
        [
            Line(ReasonCode.LiquidityThin, SignalSource.RuleRsi, 5),
            Line(ReasonCode.OrderFilled, SignalSource.Model, 1),
        ];
        for (var minute = 1; minute < SignalTally.BarredMinutes; minute++)
            tally = tally.With(Noon + minute, [], thin, isHolding: true);
        Assert.Equal(SignalTally.BarredMinutes - 1, FreeOf(tally));
        Assert.Equal(SignalTally.BarredMinutes + 5, FreeOf(
            tally.With(Noon + SignalTally.BarredMinutes, [], thin, isHolding: true)));
    }

    [Theory]
    [InlineData(ReasonCode.OperatorPaused, 0)]
    [InlineData(ReasonCode.OperatorHalted, 0)]
    [InlineData(ReasonCode.BreakerDailyLoss, 0)]
    [InlineData(ReasonCode.BreakerFaults, 0)]
    [InlineData(ReasonCode.ClockOffset, 9)]
    [InlineData(ReasonCode.NotReconciled, 9)]
    [InlineData(ReasonCode.ModeNotReady, 9)]
    [InlineData(ReasonCode.PreflightPending, 9)]
    [InlineData(ReasonCode.SymbolQuarantined, 9)]
    public void Only_what_the_operator_or_a_breaker_ordered_excuses(ReasonCode outcome, long free) => Assert.Equal(free,
        FreeOf(SignalTally.Empty.With(Noon, [], [Line(outcome, SignalSource.RuleRsi, 9)], isHolding: false)));

    private static long FreeOf(SignalTally tally) => tally.Hours.Sum(hour => hour.Free);

    private static FunnelLine Asked { get; } = Line(ReasonCode.RuleNeutral, SignalSource.RuleRsi, 10);

    private static FunnelLine Line(ReasonCode code, SignalSource source, long count) =>
        new(code, source, Side.None, count);
}
