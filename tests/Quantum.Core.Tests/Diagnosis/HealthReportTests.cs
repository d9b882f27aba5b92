using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Models;
using Quantum.Core.Tests.Positions;
using Quantum.Core.Tests.Samples;
using static Quantum.Core.Tests.Diagnosis.DiagnosisSample;

namespace Quantum.Core.Tests.Diagnosis;

public class HealthReportTests
{
    [Fact]
    public void Every_component_has_its_row_and_every_row_its_evidence()
    {
        var rows = HealthReport.Of(Facts, Sample.Settings);
        Assert.Equal(["infrastructure", "safety", "risk", "data", "signals", "models", "training", "sentiment"],
            rows.Select(row => row.Component));
        Assert.All(rows, row => Assert.EndsWith(".", row.Evidence));
    }

    [Fact]
    public void A_working_system_says_what_was_measured() => Assert.Equal(
        [
            "Good: Last scan 2025-06-02T18:20Z, 222 symbols decided after 2.3 s; last monitor tick 4 s ago; "
                + "0 dead letters.",
            "Good: 0 of 0 positions have a confirmed stop; longest time without one 1.3 s; books balance; "
                + "nothing foreign.",
            "Good: Active; 0 of 3 slots taken; today 0.00 % (limit −3 %).",
            "Warning: 220 of 222 symbols had fresh, unbroken candles; DATA_WARM_UP 2.",
            "Good: 0 signals in the last hour, 0 became positions.",
            "Absent: No model bundle is installed: the RSI rule decides (MODEL_NONE).",
            "Absent: No active bundle, so there is no training to tell of.",
            "Absent: This installation has no sentiment feed yet.",
        ],
        HealthReport.Of(Facts, Sample.Settings).Select(row => $"{row.Level}: {row.Evidence}"));

    [Fact]
    public void Infrastructure_is_bad_without_progress_and_a_warning_with_dead_letters()
    {
        AssertRow("infrastructure", HealthLevel.Bad, "No scan was ever completed.", Facts with { LastScan = null });
        AssertRow("infrastructure", HealthLevel.Bad, "Last scan",
            Facts with { Now = Sample.Minute.Start.AddMinutes(3) });
        AssertRow("infrastructure", HealthLevel.Good, "Last scan",
            Facts with { Now = Sample.Minute.Start.AddSeconds(179) });
        AssertRow("infrastructure", HealthLevel.Bad, "the monitor has not run", Facts with { LastTick = null });
        AssertRow("infrastructure", HealthLevel.Bad, "last monitor tick 180 s ago",
            Facts with { LastTick = Sample.Now.AddMinutes(-3) });
        AssertRow("infrastructure", HealthLevel.Warning, "2 dead letters", Facts with { DeadLetters = 2 });
    }

    [Theory]
    [InlineData(29, HealthLevel.Good, "nothing foreign")]
    [InlineData(30, HealthLevel.Warning, "1 order of unknown outcome, the oldest NEARUSDT for 30 s")]
    [InlineData(300, HealthLevel.Bad, "for 300 s")]
    public void Safety_tells_of_orders_whose_outcome_nobody_knows(int seconds, HealthLevel level, string evidence)
    {
        var planned = PositionSample.Planned();
        var entry = planned.Entry with { PreparedAt = Facts.Now.AddSeconds(-seconds) };
        AssertRow("safety", level, evidence, Facts with { Positions = [planned with { Orders = [entry] }] });
    }

    [Fact]
    public void Safety_is_bad_with_a_naked_position_or_books_that_are_off()
    {
        var naked = PositionSample.Open();
        AssertRow("safety", HealthLevel.Bad, "1 of 2 positions have a confirmed stop",
            Facts with { Positions = [naked, PositionSample.Guarded()] });
        AssertRow("safety", HealthLevel.Good, "1 of 1 positions",
            Facts with { Positions = [PositionSample.Guarded()] });
        AssertRow("safety", HealthLevel.Good, "0 of 0 positions",
            Facts with { Positions = [naked.Adding(OrderLeg.Exit, OrderState.Filled, filled: 10)] });
        AssertRow("safety", HealthLevel.Bad, "books are off by -5",
            Facts with { Books = Sample.Books() with { WalletBalance = 9995 } });
        AssertRow("safety", HealthLevel.Warning, "foreign: NEARUSDT, SOLUSDT",
            Facts with { Quarantined = [Sample.Near, Sample.Sol] });
        AssertRow("safety", HealthLevel.Warning, "10.1 s", Facts with { UnprotectedSecondsMax = 10.1 });
        AssertRow("safety", HealthLevel.Good, "10.0 s", Facts with { UnprotectedSecondsMax = 10 });
    }

    [Fact]
    public void Risk_follows_the_state_and_shows_the_day()
    {
        var lost = Facts with { Books = Sample.Books() with { WalletBalance = 9_850 } };
        AssertRow("risk", HealthLevel.Good, "today -1.50 % (limit −3 %)", lost);
        AssertRow("risk", HealthLevel.Warning, "Reducing; 0 of 3 slots taken", lost with
        {
            State = new(TradingStateKind.Reducing, [new Reason(ReasonCode.OperatorPaused)]),
        });
        AssertRow("risk", HealthLevel.Bad, "; The operator halted trading.", Facts with
        {
            State = new(TradingStateKind.Halted, [new Reason(ReasonCode.OperatorHalted)]),
        });
        AssertRow("risk", HealthLevel.Good, "Active; 0 of 3 slots taken.", Facts with { Books = null });
    }

    [Theory]
    [InlineData(222, 0, HealthLevel.Good)]
    [InlineData(112, 110, HealthLevel.Warning)]
    [InlineData(111, 111, HealthLevel.Bad)] // half of the symbols
    public void Data_is_as_good_as_the_share_of_symbols_with_sound_candles(int sound, int gaps, HealthLevel level) =>
        AssertRow("data", level, $"{sound} of 222 symbols had fresh, unbroken candles", Facts with
        {
            LastDecisions = Count([.. new[] { (ReasonCode.RuleNeutral, sound), (ReasonCode.DataGap, gaps) }
                .Where(line => line.Item2 > 0)]),
        });

    [Fact]
    public void A_scan_without_a_decision_is_no_data() => AssertRow(
        "data", HealthLevel.Bad, "No symbol was decided in the last scan.", Facts with { LastDecisions = Count() });

    [Fact]
    public void Signals_that_never_become_positions_are_a_warning()
    {
        var queued = Facts with { HourDecisions = Count((ReasonCode.SignalQueued, 9)) };
        AssertRow("signals", HealthLevel.Warning, "9 signals in the last hour, 0 became positions; most were refused "
            + "as SPREAD_WIDE (6).", queued with
            {
                HourOutcomes = Count((ReasonCode.SpreadWide, 6), (ReasonCode.CostTooHigh, 3)),
            });
        AssertRow("signals", HealthLevel.Good, "9 signals in the last hour, 1 became positions.",
            queued with { HourOutcomes = Count((ReasonCode.OrderFilled, 1)) });
    }

    [Fact]
    public void A_state_that_was_never_scanned_has_no_good_signals() => AssertRow(
        "signals", HealthLevel.Bad, "No minute was ever scanned.", Facts with { LastScan = null });

    [Fact]
    public void Symbols_that_nobody_was_asked_about_are_a_warning()
    {
        var funnel = new Funnel();
        funnel.Add(ReasonCode.DataStale, SignalSource.None, Side.None, 13_320);
        AssertRow("signals", HealthLevel.Warning, "neither model nor rule was asked about any symbol",
            Facts with { HourDecisions = funnel });
    }

    [Fact]
    public void Silence_that_is_no_chance_is_a_warning_while_the_system_is_active()
    {
        var silent = Facts with { Tally = new([new(9, 0, 13_000, 0, 0, Free: 400, Trades: 0)]) };
        AssertRow("signals", HealthLevel.Warning, "0 signals in the last hour, 0 became positions; improbably few "
            + "signals: 0 signals of the rule in 1 h where at least 13.0 were to be expected, a chance of 0 %; "
            + "improbably few positions: 0 positions of the executor in 1 h where at least 8.0 were", silent);
        var lasting = Facts with { Tally = new([new(9, 0, 0, 0, 0, Free: 250, Trades: 1)]) };
        AssertRow("signals", HealthLevel.Good, "0 became positions.", lasting);
        AssertRow("signals", HealthLevel.Warning, "improbably few positions: 1 positions of the executor in 1 h where "
            + "at least 5.0 were", lasting with { Standing = [ReasonCode.TradesSilent] });
        AssertRow("signals", HealthLevel.Good, "0 signals in the last hour, 0 became positions.",
            silent with { State = new(TradingStateKind.Reducing, [new Reason(ReasonCode.OperatorPaused)]) });
    }

    [Fact]
    public void A_tick_that_is_newer_than_the_readers_clock_is_not_in_the_future() => AssertRow("infrastructure",
        HealthLevel.Good, "last monitor tick 0 s ago", Facts with { LastTick = Facts.Now.AddSeconds(10) });

    [Fact]
    public void A_model_that_decided_is_there()
    {
        var funnel = new Funnel();
        funnel.Add(ReasonCode.ModelNeutral, SignalSource.Model, Side.None, 222);
        AssertRow("models", HealthLevel.Good, "A model decided 222 symbols in the last scan.",
            Facts with { LastDecisions = funnel });
    }

    [Fact]
    public void A_model_that_is_too_old_is_a_warning_and_one_that_fails_is_bad()
    {
        var facts = Facts with { Model = BundleSummary.Of(ManifestSample.Sound, isSigned: true) };
        var silent = new ModelServing("one", "2025.1", facts.Now, 1, new Reason(ReasonCode.ModelExpired, 200, 168),
            Problem: null, WantsRecycling: false);
        AssertRow("models", HealthLevel.Warning, "2025.1 does not speak, and the RSI rule decides: The model is 200 h "
            + "old; at most 168 h is allowed. It learnt from candles up to 2025-06-01 00:00; signed",
            facts with { Serving = silent });
        AssertRow("models", HealthLevel.Bad, "the graph is broken",
            facts with { Serving = silent with { Problem = "the graph is broken" } });
    }

    private static void AssertRow(string component, HealthLevel level, string evidence, SystemFacts facts)
    {
        var row = HealthReport.Of(facts, Sample.Settings).Single(row => row.Component == component);
        Assert.Contains(evidence, row.Evidence);
        Assert.Equal(level, row.Level);
    }
}
