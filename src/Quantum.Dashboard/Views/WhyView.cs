using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Dashboard.Views;

/// <summary>The terminal record of a symbol in a minute.</summary>
/// <param name="Outcome"><c>hold</c>, <c>refused</c> or <c>queued</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Side">The wish, or <c>none</c>.</param>
/// <param name="Source">Who had it, or <c>none</c>.</param>
/// <param name="Confidence">Of the wish; null without one.</param>
/// <param name="Rsi">RSI(14); null while unknown.</param>
/// <param name="Close">Close of the deciding candle, quote units; null where there is none.</param>
/// <param name="ModelSilence">Why no model spoke, e.g. <c>MODEL_NONE</c>; null where one did or none was asked.</param>
/// <param name="ModelVersion">Version of the bundle that spoke; null where none did.</param>
/// <param name="Model">What the ensemble and its members said; null where no model spoke.</param>
/// <param name="Rule">What the RSI rule would have done: <c>buy</c>, <c>sell</c> or <c>none</c>.</param>
/// <param name="RuleConfidence">How sure the rule was; null without a wish.</param>
internal sealed record RecordView(
    string Outcome, ReasonView Reason, string Side, string Source, double? Confidence, double? Rsi, decimal? Close,
    string? ModelSilence, string? ModelVersion, ScoresView? Model, string Rule, double? RuleConfidence)
{
    /// <summary>Maps a record.</summary>
    public static RecordView Of(DecisionRecord record) => new(
        ReasonView.Text(record.Outcome), ReasonView.Of(record.Reason), ReasonView.Text(record.Side),
        record.Source.Name(), ReasonView.Finite(record.Confidence), ReasonView.Finite(record.Rsi),
        record.Close > 0 ? record.Close : null,
        record.ModelSilence == ReasonCode.None ? null : ReasonCatalog.Of(record.ModelSilence).Name,
        record.ModelVersion, record.Model is { } model ? ScoresView.Of(model) : null,
        ReasonView.Text(record.Rule.Side), ReasonView.Finite(record.Rule.Confidence));
}

/// <summary>Calibrated probabilities of a bundle.</summary>
/// <param name="Ensemble">What decides.</param>
/// <param name="XgBoost">The trees.</param>
/// <param name="Tft">The transformer.</param>
internal sealed record ScoresView(ClassView Ensemble, ClassView XgBoost, ClassView Tft)
{
    /// <summary>Maps scores.</summary>
    public static ScoresView Of(ModelScores scores) =>
        new(ClassView.Of(scores.Ensemble), ClassView.Of(scores.XgBoost), ClassView.Of(scores.Tft));
}

/// <summary>Three probabilities.</summary>
/// <param name="Down">Down first.</param>
/// <param name="Flat">Neither.</param>
/// <param name="Up">Up first.</param>
internal sealed record ClassView(double Down, double Flat, double Up)
{
    /// <summary>Maps three.</summary>
    public static ClassView Of(ClassScores scores) => new(scores.Down, scores.Flat, scores.Up);
}

/// <summary>A signal and its outcome.</summary>
/// <param name="Id">Hash of what it means.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Source">Who made it.</param>
/// <param name="Confidence">How sure he was; null where not finite.</param>
/// <param name="Outcome">How it ended; null until then.</param>
/// <param name="EndedAt">When, UTC.</param>
internal sealed record SignalView(
    string Id, string Side, string Source, double? Confidence, ReasonView? Outcome, DateTimeOffset? EndedAt)
{
    /// <summary>Maps a row.</summary>
    public static SignalView Of(SignalRow row) => new(
        row.Signal.Id.Text, ReasonView.Text(row.Signal.Side), row.Signal.Source.Name(),
        ReasonView.Finite(row.Signal.Confidence), row.Outcome is { } outcome ? ReasonView.Of(outcome) : null,
        row.EndedAt);
}

/// <summary>Why one symbol did what it did in one minute.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Minute">The scan minute.</param>
/// <param name="Sentences">The story in plain words, in order; never empty.</param>
/// <param name="Record">Its record; null where the minute was not scanned or the symbol not listed.</param>
/// <param name="Signal">Its signal, where there was one.</param>
/// <param name="PositionId">The open position that came of it: its id in <c>/api/positions</c>.</param>
/// <param name="Trade">The trade that came of it.</param>
internal sealed record WhyView(
    string Symbol, Minute Minute, IReadOnlyList<string> Sentences, RecordView? Record, SignalView? Signal,
    string? PositionId, TradeView? Trade)
{
    /// <summary>Maps a report.</summary>
    public static WhyView Of(WhyReport report) => new(
        report.Symbol.Name, report.Minute, report.Sentences,
        report.Record is null ? null : RecordView.Of(report.Record),
        report.Signal is null ? null : SignalView.Of(report.Signal),
        report.Position?.Id.Text,
        report.Trade is null ? null : TradeView.Of(report.Trade));
}
