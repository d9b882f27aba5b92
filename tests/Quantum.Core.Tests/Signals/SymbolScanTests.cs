using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Signals;

public class SymbolScanTests
{
    private static readonly Prediction Silent = Prediction.None(new Reason(ReasonCode.ModelNone));
    private static readonly Prediction Sure = Prediction.Of(0.1, 0.3, 0.6, 0.6, "2025.1");
    private static readonly IReadOnlySet<Symbol> Nothing = new HashSet<Symbol>();

    [Theory]
    [InlineData(0, Side.Buy)]
    [InlineData(100, Side.Sell)]
    public void Without_a_model_the_rule_takes_over_and_says_so(int rsi, Side side)
    {
        var (record, signal) = Decide(Input(Silent, rsi));
        Assert.Equal(DecisionOutcome.Queued, record.Outcome);
        Assert.Equal(new Reason(ReasonCode.SignalQueued, 1, 0.5), record.Reason);
        Assert.Equal((side, SignalSource.RuleRsi, ReasonCode.ModelNone, null),
            (record.Side, record.Source, record.ModelSilence, record.ModelVersion));
        Assert.NotNull(signal);
        Assert.Equal((side, SignalSource.RuleRsi, 1.0, null),
            (signal.Side, signal.Source, signal.Confidence, signal.ModelVersion));
        Assert.Equal(SignalId.For(Sample.Minute, Sample.Near, side, "quantum-1"), signal.Id);
        Assert.Equal(record.Close, signal.Close.QuotePerBase);
    }

    [Fact]
    public void A_neutral_rule_holds_with_its_distance_to_the_nearer_threshold()
    {
        var features = CandleSeries.WithRsi(50, Sample.Minute);
        var (record, signal) = Decide(Input(Silent, 50));
        Assert.Null(signal);
        Assert.Equal((DecisionOutcome.Hold, SignalSource.RuleRsi), (record.Outcome, record.Source));
        Assert.Equal(ReasonCode.RuleNeutral, record.Reason.Code);
        Assert.Equal(features.Rsi, record.Reason.Value);
        Assert.Equal(features.Rsi, record.Rsi);
        Assert.Equal(Math.Min(features.Rsi - 30, 70 - features.Rsi), record.Reason.Margin, 1e-12);
        Assert.True(double.IsNaN(record.Confidence));
    }

    [Fact]
    public void A_rule_that_is_switched_off_holds_with_that_reason()
    {
        var settings = Sample.Settings with { Signal = new SignalSettings { RuleEnabled = false } };
        var (record, signal) = Decide(Input(Silent, 0), settings);
        Assert.Null(signal);
        Assert.Equal((DecisionOutcome.Hold, ReasonCode.RuleDisabled, SignalSource.None),
            (record.Outcome, record.Reason.Code, record.Source));
    }

    [Fact]
    public void A_model_that_speaks_is_heard_and_the_rule_is_not()
    {
        var (record, signal) = Decide(Input(Sure, rsi: 100)); // the rule would sell
        Assert.Equal((DecisionOutcome.Queued, Side.Buy, SignalSource.Model),
            (record.Outcome, record.Side, record.Source));
        Assert.Equal((ReasonCode.None, "2025.1"), (record.ModelSilence, record.ModelVersion));
        Assert.Equal(("2025.1", 0.6), (signal!.ModelVersion, signal.Confidence));
    }

    [Theory]
    [InlineData(0.6, "SIGNAL_QUEUED 0.6 / 0.6")] // the threshold is inclusive
    [InlineData(0.6000001, "CONFIDENCE_LOW 0.6 / 0.6000001")]
    public void The_models_own_threshold_decides(double entryMin, string reason)
    {
        var (record, signal) = Decide(Input(Prediction.Of(0.1, 0.3, 0.6, entryMin, "2025.1"), 50));
        Assert.Equal(reason, record.Reason.ToString());
        Assert.Equal(record.Outcome == DecisionOutcome.Queued, signal is not null);
        Assert.Equal(Side.Buy, record.Side); // a refused wish is still on record
    }

    [Fact]
    public void A_model_that_expects_no_move_holds()
    {
        var (record, signal) = Decide(Input(Prediction.Of(0.1, 0.8, 0.1, 0.6, "2025.1"), rsi: 0));
        Assert.Null(signal);
        Assert.Equal((DecisionOutcome.Hold, ReasonCode.ModelNeutral, SignalSource.Model),
            (record.Outcome, record.Reason.Code, record.Source));
    }

    [Fact]
    public void A_model_that_answers_no_number_is_silent_and_the_rule_takes_over()
    {
        var (record, _) = Decide(Input(Prediction.Of(double.NaN, 0.5, 0.5, 0.6, "2025.1"), rsi: 0));
        Assert.Equal((SignalSource.RuleRsi, ReasonCode.ModelFailed, DecisionOutcome.Queued),
            (record.Source, record.ModelSilence, record.Outcome));
    }

    [Theory]
    [InlineData(1.0, DecisionOutcome.Queued)]
    [InlineData(double.NaN, DecisionOutcome.Refused)] // a threshold that is no number lets nothing pass
    public void The_rules_own_threshold_decides(double confidenceMin, DecisionOutcome outcome)
    {
        var settings = Sample.Settings with { Signal = new SignalSettings { RuleConfidenceMin = confidenceMin } };
        Assert.Equal(outcome, Decide(Input(Silent, 0), settings).Record.Outcome);
    }

    [Fact]
    public void The_universe_is_asked_before_the_data_and_the_data_before_the_wish()
    {
        var input = Input(Sure, 0) with { Features = new SymbolFeatures(), Fault = DataFault.Unavailable };
        var barred = SymbolScan.Decide(input, Sample.Minute, Sample.Now, Sample.Settings,
            new HashSet<Symbol> { Sample.Near });
        Assert.Equal(ReasonCode.UniverseExcluded, barred.Record.Reason.Code);
        var unread = Decide(input);
        Assert.Equal(ReasonCode.DataUnavailable, unread.Record.Reason.Code);
        foreach (var record in new[] { barred.Record, unread.Record })
        {
            Assert.Equal((DecisionOutcome.Refused, SignalSource.None, Side.None, 0m),
                (record.Outcome, record.Source, record.Side, record.Close));
            Assert.True(double.IsNaN(record.Rsi));
        }

        Assert.Null(barred.Signal);
        Assert.Null(unread.Signal);
    }

    [Fact]
    public void A_late_scan_sees_its_candle_as_old()
    {
        var (record, _) = SymbolScan.Decide(Input(Silent, 0), Sample.Minute, Sample.Minute.Start.AddSeconds(91),
            Sample.Settings, Nothing);
        Assert.Equal("DATA_STALE 91 / 90", record.Reason.ToString());
    }

    [Fact]
    public void A_prediction_that_was_never_set_is_a_bug_and_throws() =>
        Assert.Throws<InvalidOperationException>(() => Decide(Input(default, 0)));

    private static SymbolInput Input(Prediction prediction, int rsi) => new(Sample.Rules, Sample.Statistics,
        CandleSeries.WithRsi(rsi, Sample.Minute), DataFault.None, prediction);

    private static (DecisionRecord Record, Signal? Signal) Decide(
        SymbolInput input, TradingSettings? settings = null) =>
        SymbolScan.Decide(input, Sample.Minute, Sample.Now, settings ?? Sample.Settings, Nothing);
}
