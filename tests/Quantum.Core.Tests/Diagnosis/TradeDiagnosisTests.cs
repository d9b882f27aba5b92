using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Tests.Positions;
using Quantum.Core.Tests.Samples;
using static Quantum.Core.Tests.Diagnosis.DiagnosisSample;

namespace Quantum.Core.Tests.Diagnosis;

public class TradeDiagnosisTests
{
    public static TheoryData<ReasonCode> Codes => [.. ReasonCatalog.All.Select(info => info.Code)];

    [Fact]
    public void Before_the_first_scan() => Assert.Equal(
        "It is not trading because no minute has been scanned yet.",
        TradeDiagnosis.Explain(Facts with { LastScan = null }));

    [Fact]
    public void Without_progress() => Assert.Equal(
        "It is not trading because nothing was scanned for 7 minutes (last: 2025-06-02T18:20Z).",
        TradeDiagnosis.Explain(Facts with { Now = Sample.Minute.Start.AddMinutes(7) }));

    [Fact]
    public void Three_minutes_without_a_scan_are_no_progress()
    {
        var edge = Sample.Minute.Start.AddMinutes(3);
        Assert.Contains("nothing was scanned", TradeDiagnosis.Explain(Facts with { Now = edge }));
        Assert.DoesNotContain("nothing was scanned", TradeDiagnosis.Explain(Facts with { Now = edge.AddSeconds(-1) }));
    }

    [Fact]
    public void A_mode_that_is_not_ready() => Assert.Equal(
        "It is not trading because the mode is not ready: the key may withdraw.",
        TradeDiagnosis.Explain(Facts with { ModeProblem = "the key may withdraw." }));

    [Fact]
    public void A_state_that_is_not_active() => Assert.Equal(
        "It enters no positions because its state is Halted: Equity is 11 % below its peak; limit 10 %.",
        TradeDiagnosis.Explain(Facts with
        {
            State = new(TradingStateKind.Halted, [new Reason(ReasonCode.BreakerDrawdown, 0.11, 0.1)]),
        }));

    [Fact]
    public void An_account_that_was_never_read() => Assert.Equal(
        "It is not trading because the account has not been reconciled yet.",
        TradeDiagnosis.Explain(Facts with { Books = null }));

    [Fact]
    public void A_system_that_trades() => Assert.Equal(
        "It is trading: 2 positions were opened in the last hour and 1 is open.",
        TradeDiagnosis.Explain(Facts with
        {
            HourOutcomes = Count((ReasonCode.OrderFilled, 2), (ReasonCode.SpreadWide, 40)),
            Positions = [PositionSample.Guarded()],
        }));

    [Fact]
    public void One_of_anything_is_singular()
    {
        var filled = Facts with { HourOutcomes = Count((ReasonCode.OrderFilled, 1)), Positions = [] };
        Assert.Equal("It is trading: 1 position was opened in the last hour and 0 are open.",
            TradeDiagnosis.Explain(filled));
        var one = Facts with { HourDecisions = Count((ReasonCode.SignalQueued, 1)) };
        Assert.Equal("1 signal came in the last hour and none has an outcome yet.", TradeDiagnosis.Explain(one));
        Assert.Equal("The one signal of the last hour became no position: it was refused as SPREAD_WIDE: "
            + "bid and ask were too far apart.",
            TradeDiagnosis.Explain(one with { HourOutcomes = Count((ReasonCode.SpreadWide, 1)) }));
    }

    [Fact]
    public void Signals_without_an_outcome() => Assert.Equal(
        "3 signals came in the last hour and none has an outcome yet.",
        TradeDiagnosis.Explain(Facts with { HourDecisions = Count((ReasonCode.SignalQueued, 3)) }));

    [Fact]
    public void Signals_that_were_all_refused() => Assert.Equal(
        "None of the 7 signals of the last hour became a position; 5 of them were refused as SPREAD_WIDE: "
            + "bid and ask were too far apart.",
        TradeDiagnosis.Explain(Facts with
        {
            HourDecisions = Count((ReasonCode.SignalQueued, 7), (ReasonCode.RuleNeutral, 9000)),
            HourOutcomes = Count((ReasonCode.SpreadWide, 5), (ReasonCode.CostTooHigh, 2)),
        }));

    [Fact]
    public void No_signal_at_all() => Assert.Equal(
        "No symbol gave a signal in the last hour; 98 % of 13,320 decisions were RULE_NEUTRAL: "
            + "RSI(14) was between its thresholds.",
        TradeDiagnosis.Explain(Facts));

    [Fact]
    public void No_decision_at_all() => Assert.Equal("Nothing was decided in the last hour.",
        TradeDiagnosis.Explain(Facts with { HourDecisions = Count() }));

    [Fact]
    public void The_first_thing_that_stands_in_the_way_is_named()
    {
        var all = Facts with
        {
            ModeProblem = "no key.", Books = null, LastScan = null,
            State = new(TradingStateKind.Halted, [new Reason(ReasonCode.OperatorHalted)]),
        };
        Assert.Contains("no minute", TradeDiagnosis.Explain(all));
        Assert.Contains("the mode", TradeDiagnosis.Explain(all = all with { LastScan = Sample.Minute }));
        Assert.Contains("its state", TradeDiagnosis.Explain(all = all with { ModeProblem = null }));
        Assert.Contains("the account", TradeDiagnosis.Explain(all with { State = Facts.State }));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_reason_can_be_the_answer_and_is_said_in_words(ReasonCode code)
    {
        var held = TradeDiagnosis.Explain(Facts with { HourDecisions = Count((code, 5)) });
        var refused = TradeDiagnosis.Explain(Facts with
        {
            HourDecisions = Count((ReasonCode.SignalQueued, 5)), HourOutcomes = Count((code, 5)),
        });
        Assert.All([held, refused], sentence =>
        {
            Assert.DoesNotContain('{', sentence);
            Assert.EndsWith(".", sentence);
        });
        if (code != ReasonCode.SignalQueued) Assert.Contains(ReasonCatalog.Of(code).Name, held);
    }
}
