using System.Globalization;
using Quantum.Core.Ledger;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.Core.Diagnosis;

/// <summary>
/// Answers "why is it not trading?" in one sentence, from the first thing that stands in the way. Pure.
/// </summary>
public static class TradeDiagnosis
{
    /// <summary>The sentence, with the numbers that it rests on.</summary>
    public static string Explain(SystemFacts facts)
    {
        if (facts.LastScan is not { } scan)
            return "It is not trading because no minute has been scanned yet." + Besides(facts);
        var silence = facts.Now - scan.Start;
        if (silence >= HealthReport.NoProgress)
            return Text($"It is not trading because nothing was scanned for {silence.TotalMinutes:0} minutes ")
                + $"(last: {scan})." + Besides(facts);
        if (facts.ModeProblem is { } mode) return $"It is not trading because the mode is not ready: {mode}";
        if (facts.State.Kind != TradingStateKind.Active)
            return $"It enters no positions because its state is {facts.State.Kind}: {facts.State.Causes[0].Sentence}";
        if (facts.Books is null) return "It is not trading because the account has not been reconciled yet.";

        var filled = facts.HourOutcomes.CountOf(ReasonCode.OrderFilled);
        if (filled > 0)
            return $"It is trading: {Counted.Of(filled, "position")} {Were(filled)} opened in the last hour "
                + Text($"and {facts.Positions.Count} {(facts.Positions.Count == 1 ? "is" : "are")} open.");

        var queued = facts.HourDecisions.CountOf(ReasonCode.SignalQueued);
        return queued > 0 ? Refused(facts, queued) : NoSignal(facts);
    }

    /// <summary>What stands in the way besides scans that stand, and may be why they do.</summary>
    private static string Besides(SystemFacts facts) =>
        facts.ModeProblem is { } mode ? $" The mode is not ready either: {mode}" : "";

    private static string Refused(SystemFacts facts, long queued)
    {
        if (Top(facts.HourOutcomes.Lines) is not { } top)
            return $"{Counted.Of(queued, "signal")} came in the last hour and none has an outcome yet.";
        if (queued == 1)
            return "The one signal of the last hour became no position: "
                + $"it was refused as {ReasonCatalog.Of(top.Code).Name}: {What(top.Code)}";
        return $"None of the {Counted.Of(queued, "signal")} of the last hour became a position; "
            + $"{Counted.Number(top.Count)} of them {Were(top.Count)} refused "
            + $"as {ReasonCatalog.Of(top.Code).Name}: {What(top.Code)}";
    }

    private static string NoSignal(SystemFacts facts)
    {
        var total = facts.HourDecisions.Total;
        if (Top(facts.HourDecisions.Lines) is not { } top) return "Nothing was decided in the last hour.";
        var share = 100.0 * top.Count / total;
        var decisions = Counted.Of(total, "decision was", "decisions were");
        return Text($"No symbol gave a signal in the last hour; {share:0} % of {decisions} ")
            + $"{ReasonCatalog.Of(top.Code).Name}: {What(top.Code)}";
    }

    private static string Were(long count) => count == 1 ? "was" : "were";

    private static (ReasonCode Code, long Count)? Top(IEnumerable<FunnelLine> lines)
    {
        var groups = lines.GroupBy(line => line.Code)
            .Select(group => (group.Key, group.Sum(line => line.Count))).ToList();
        return groups.Count == 0 ? null : groups.MaxBy(group => group.Item2);
    }

    /// <summary>A reason in words without the numbers of one case; a sentence that begins small.</summary>
    public static string What(ReasonCode code) => code switch
    {
        ReasonCode.UniverseTooYoung => "the contracts were listed too recently.",
        ReasonCode.UniverseCoarseTick => "one tick is too large a share of the price.",
        ReasonCode.UniverseHistoryShort => "too few whole days of history are known.",
        ReasonCode.UniverseRangeNarrow => "the ten-day range was too narrow.",
        ReasonCode.UniverseVolatilityLow => "the ten-day volatility was too low.",
        ReasonCode.UniverseVolatilityHigh => "the ten-day volatility was too high.",
        ReasonCode.UniverseLessTraded => "others are traded more.",
        ReasonCode.DataStale => "the newest closed candle was too old.",
        ReasonCode.DataGap => "candles were missing and too few have followed since.",
        ReasonCode.DataWarmUp => "too few candles are known yet.",
        ReasonCode.ModelExpired => "the model was too old.",
        ReasonCode.ModelFromFuture => "the model may have seen the minute in training.",
        ReasonCode.ModelGolden => "the model answers other than where it was trained.",
        ReasonCode.ModelCalibration => "the model's probabilities do not hold.",
        ReasonCode.ModelSignalRate => "the model expects another rate of signals.",
        ReasonCode.ModelSlow => "the model was too slow.",
        ReasonCode.ModelNoSignal => "the model's thresholds would give no signal.",
        ReasonCode.ModelWindowShort => "too few unbroken minutes of features were known.",
        ReasonCode.RuleNeutral => "RSI(14) was between its thresholds.",
        ReasonCode.ConfidenceLow => "the confidence was below its threshold.",
        ReasonCode.SignalExpired => "the signals were too old when they were executed.",
        ReasonCode.NotReconciled => "the account's last reconciliation was too old.",
        ReasonCode.ClockOffset => "our clock was too far from the venue's.",
        ReasonCode.BreakerDailyLoss => "the day's loss had reached its limit.",
        ReasonCode.BreakerDrawdown => "equity had fallen too far from its peak.",
        ReasonCode.BreakerStopCluster => "too many stop-losses had come in a short time.",
        ReasonCode.BreakerOrderErrors => "the venue had answered with too many errors.",
        ReasonCode.BreakerEntryRate => "too many positions had been entered within an hour.",
        ReasonCode.BreakerSlippage => "fills were too far from the expected prices.",
        ReasonCode.BreakerRateLimit => "the venue had asked for fewer requests.",
        ReasonCode.BreakerUnknownOrder => "the outcome of an order was unknown for too long.",
        ReasonCode.BreakerFaults => "the system's own parts had failed too often.",
        ReasonCode.OrderUnknown => "the outcome of an order was unknown.",
        ReasonCode.PositionUnprotected => "a position had no confirmed stop for too long.",
        ReasonCode.SignalsSilent => "improbably few signals came.",
        ReasonCode.TradesSilent => "improbably few signals became positions.",
        ReasonCode.SymbolCooldown => "the symbol had just been left.",
        ReasonCode.SymbolLoser => "the symbol's last trades had lost too much.",
        ReasonCode.SymbolHasPosition => "the symbol already has a position.",
        ReasonCode.PositionsFull => "every slot was taken.",
        ReasonCode.SideExposure => "one side would hold too much of the permitted value.",
        ReasonCode.DailyLossBudget => "the day's loss budget is taken by open risk.",
        ReasonCode.SpreadWide => "bid and ask were too far apart.",
        ReasonCode.CostTooHigh => "the stop is too near to pay for the round trip.",
        ReasonCode.LiquidityThin => "the order would be too large beside the minute's traded value.",
        ReasonCode.SizeBelowStep => "the size would be below the smallest order.",
        ReasonCode.SizeBelowMinNotional => "the order's value would be too small.",
        ReasonCode.MarginTooSmall => "too little free margin was left.",
        ReasonCode.LiquidationTooNear => "liquidation would be too near to the stop.",
        ReasonCode.PreflightStale => "the checks of the mode were too old.",
        ReasonCode.PreflightClockOff => "our clock was too far from the venue's when the mode was checked.",
        ReasonCode.PreflightMarginCrossed => "open positions had crossed margin.",
        ReasonCode.PreflightSymbolsUnknown => "the venue listed too few contracts.",
        ReasonCode.PreflightArmingExpired => "live trading was not armed for the day.",
        _ => ReasonCatalog.Of(code).Sentence,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
