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
            Line(ReasonCode.PositionsFull, SignalSource.RuleRsi, 1),
            Line(ReasonCode.SymbolCooldown, SignalSource.RuleRsi, 1),
            Line(ReasonCode.SpreadWide, SignalSource.RuleRsi, 2),
            Line(ReasonCode.SideExposure, SignalSource.Model, 1), Line(ReasonCode.OrderFilled, SignalSource.Model, 2),
        };
        var hour = Assert.Single(SignalTally.Empty.With(Noon, decisions, outcomes).Hours);
        Assert.Equal(new TallyHour(Noon.Index / 60, 92, 106, 2, 6, Free: 5, Trades: 2), hour);
    }

    [Fact]
    public void Minutes_of_an_hour_are_one_and_only_the_last_day_is_kept()
    {
        var tally = SignalTally.Empty;
        for (var minute = 0; minute < 30 * 60; minute += 30) tally = tally.With(Noon + minute, [Asked], []);
        Assert.Equal(SignalTally.HoursKept, tally.Hours.Count);
        Assert.All(tally.Hours, hour => Assert.Equal(20, hour.RuleAsked));
        Assert.Equal((Noon.Index / 60) + 29, tally.Hours[^1].Hour);
        var paused = tally.With(Noon + (50 * 60), [Asked], []); // the pause is not scanned, and not counted as silent
        Assert.Equal([27L, 28, 29, 50], paused.Hours.Select(hour => hour.Hour - (Noon.Index / 60)));
    }

    private static FunnelLine Asked { get; } = Line(ReasonCode.RuleNeutral, SignalSource.RuleRsi, 10);

    private static FunnelLine Line(ReasonCode code, SignalSource source, long count) =>
        new(code, source, Side.None, count);
}
