using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Signals;

/// <summary>Everything that the decision on one symbol rests on.</summary>
/// <param name="Rules">The contract.</param>
/// <param name="Statistics">Its last ten days, where known.</param>
/// <param name="Features">Its streaming state.</param>
/// <param name="Fault">What went wrong while its candles were read.</param>
/// <param name="Prediction">What the model says, or why it is silent.</param>
public readonly record struct SymbolInput(
    SymbolRules Rules, DayStatistics? Statistics, SymbolFeatures Features, DataFault Fault, Prediction Prediction);

/// <summary>Decides symbols: universe, data, then the wish and its confidence. Pure.</summary>
public static class SymbolScan
{
    /// <summary>Decides one symbol in one minute.</summary>
    /// <param name="input">What the decision rests on.</param>
    /// <param name="minute">The scan minute.</param>
    /// <param name="now">When the scan decides; later than the minute when it catches up.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="excluded">Symbols that the configuration bars.</param>
    /// <returns>The symbol's one record, and its signal where the record is QUEUED.</returns>
    public static (DecisionRecord Record, Signal? Signal) Decide(in SymbolInput input, Minute minute,
        DateTimeOffset now, TradingSettings settings, IReadOnlySet<Symbol> excluded)
    {
        var close = input.Features.Newest?.Close ?? 0;
        var universe = UniverseFilters.Judge(
            input.Rules, close, input.Statistics, minute.Start, settings.Universe, excluded);
        if (!universe.Passed) return (Fallen(input, universe.Refusal), null);

        var data = DataFilters.Judge(input.Features, input.Fault, now, settings.Data);
        if (!data.Passed) return (Fallen(input, data.Refusal), null);

        return input.Prediction.IsSilent
            ? DecideByRule(input, minute, settings)
            : DecideByModel(input, minute, settings);
    }

    private static (DecisionRecord Record, Signal? Signal) DecideByModel(
        in SymbolInput input, Minute minute, TradingSettings settings)
    {
        var opinion = input.Prediction.Opinion();
        if (opinion.Side == Side.None)
        {
            var reason = new Reason(ReasonCode.ModelNeutral, input.Prediction.Flat, double.NaN);
            return (Held(input, SignalSource.Model, reason, settings), null);
        }

        var entryMin = input.Prediction.EntryMin(opinion.Side);
        return Gate(input, minute, SignalSource.Model, opinion, entryMin, settings);
    }

    private static (DecisionRecord Record, Signal? Signal) DecideByRule(
        in SymbolInput input, Minute minute, TradingSettings settings)
    {
        if (!settings.Signal.RuleEnabled)
            return (Held(input, SignalSource.None, new Reason(ReasonCode.RuleDisabled), settings), null);

        var rsi = input.Features.Rsi;
        var opinion = RsiRule.Judge(rsi, settings.Signal);
        if (opinion.Side == Side.None)
        {
            var reason = new Reason(ReasonCode.RuleNeutral, rsi, RsiRule.NearerThreshold(rsi, settings.Signal));
            return (Held(input, SignalSource.RuleRsi, reason, settings), null);
        }

        return Gate(input, minute, SignalSource.RuleRsi, opinion, settings.Signal.RuleConfidenceMin, settings);
    }

    private static (DecisionRecord Record, Signal? Signal) Gate(in SymbolInput input, Minute minute,
        SignalSource source, Opinion opinion, double confidenceMin, TradingSettings settings)
    {
        // Not `confidence < min`: NaN fails every comparison, and a broken scorer must reject, not trade.
        if (!(opinion.Confidence >= confidenceMin))
        {
            var low = new Reason(ReasonCode.ConfidenceLow, opinion.Confidence, confidenceMin);
            return (Asked(input, DecisionOutcome.Refused, low, opinion, source, settings), null);
        }

        var newest = input.Features.Newest
            ?? throw new InvalidOperationException("Invariant: judged without a candle.");
        var symbol = input.Rules.Symbol;
        var id = SignalId.For(minute, symbol, opinion.Side, settings.Execution.Strategy);
        var signal = new Signal(id, minute, symbol, opinion.Side,
            source, opinion.Confidence, Price.Of(newest.Close), input.Features.AtrShare, newest.QuoteVolume,
            input.Prediction.Version);
        var queued = new Reason(ReasonCode.SignalQueued, opinion.Confidence, confidenceMin);
        return (Asked(input, DecisionOutcome.Queued, queued, opinion, source, settings), signal);
    }

    private static DecisionRecord Fallen(in SymbolInput input, Reason reason) =>
        Record(input, DecisionOutcome.Refused, reason, Opinion.Neutral, SignalSource.None);

    private static DecisionRecord Held(
        in SymbolInput input, SignalSource source, Reason reason, TradingSettings settings) =>
        Asked(input, DecisionOutcome.Hold, reason, Opinion.Neutral, source, settings);

    /// <summary>Whoever decided, the record tells what the rule says too: the two can be compared afterwards.</summary>
    private static DecisionRecord Asked(in SymbolInput input, DecisionOutcome outcome, Reason reason, Opinion opinion,
        SignalSource source, TradingSettings settings) =>
        Record(input, outcome, reason, opinion, source) with
        {
            Rule = RsiRule.Judge(input.Features.Rsi, settings.Signal),
        };

    private static DecisionRecord Record(
        in SymbolInput input, DecisionOutcome outcome, Reason reason, Opinion opinion, SignalSource source) =>
        new DecisionRecord(input.Rules.Symbol, outcome, reason, opinion.Side, source, opinion.Confidence,
            input.Features.Rsi, input.Features.Newest?.Close ?? 0,
            input.Prediction.IsSilent ? input.Prediction.Silence.Code : ReasonCode.None, input.Prediction.Version)
        {
            Model = input.Prediction.IsSilent ? null : ModelScores.Of(input.Prediction.Answer),
        };
}
