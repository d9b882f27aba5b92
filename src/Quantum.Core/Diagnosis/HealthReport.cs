using System.Globalization;
using Quantum.Core.Ledger;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Diagnosis;

/// <summary>Health by component, each with the evidence measured for it. Pure.</summary>
public static class HealthReport
{
    /// <summary>Without a completed scan for so long there is no progress, whatever still beats.</summary>
    public static readonly TimeSpan NoProgress = TimeSpan.FromMinutes(3);

    /// <summary>The rows, in the order in which a minute passes the components.</summary>
    public static IReadOnlyList<HealthRow> Of(SystemFacts facts, TradingSettings settings) =>
    [
        Infrastructure(facts),
        Safety(facts, settings),
        Risk(facts, settings),
        Data(facts),
        Signals(facts, settings.Signal),
        ModelHealth.Models(facts, settings.Models),
        ModelHealth.Training(facts),
        new("sentiment", HealthLevel.Absent, "This installation has no sentiment feed yet."),
    ];

    private static HealthRow Infrastructure(SystemFacts facts)
    {
        if (facts.LastScan is not { } scan)
            return new("infrastructure", HealthLevel.Bad, "No scan was ever completed." + Faults(facts));
        var age = facts.Now - scan.Start;
        var evidence = Text($"Last scan {scan}, {facts.Symbols} symbols decided after {facts.ScanLagSeconds:0.0} s; ")
            // A tick may be newer than the reader's clock, which is taken first.
            + (facts.LastTick is { } tick
                ? Text($"last monitor tick {Math.Max(0, (facts.Now - tick).TotalSeconds):0} s ago; ")
                : "the monitor has not run; ")
            + Counted.Of(facts.DeadLetters, "dead letter") + ".";
        if (facts.VenueProblem is not null) evidence += $" The venue did not answer: {facts.VenueProblem}";
        evidence += Faults(facts);
        var tickAge = facts.Now - (facts.LastTick ?? DateTimeOffset.UnixEpoch);
        var isStanding = age >= NoProgress || tickAge >= NoProgress || facts.VenueProblem is not null;
        return new("infrastructure", isStanding ? HealthLevel.Bad
            : facts.DeadLetters > 0 || facts.Faults > 0 ? HealthLevel.Warning : HealthLevel.Good, evidence);
    }

    private static string Faults(SystemFacts facts) => facts.Faults == 0
        ? ""
        : $" {Counted.Of(facts.Faults, "fault")} in the last hour, the last: {facts.LastFault}";

    private static HealthRow Safety(SystemFacts facts, TradingSettings settings)
    {
        var open = facts.Positions.Where(position => position.HeldQuantity > 0).ToList();
        var guarded = open.Count(position => position.IsProtected);
        var isBalanced = facts.Books?.IsBalanced ?? true;
        var unknown = UnknownOrder.In(facts.Positions, facts.Now, settings.Execution.UnknownAlarmSeconds);
        var evidence = Text($"{guarded} of {open.Count} positions have a confirmed stop; ")
            + Text($"longest time without one {facts.UnprotectedSecondsMax:0.0} s; ")
            + (isBalanced ? "books balance; " : Text($"books are off by {facts.Books?.Mismatch}; "))
            + (unknown.Count == 0 ? "" : $"{Counted.Of(unknown.Count, "order")} of unknown outcome, "
                + Text($"the oldest {unknown[0].Symbol} for {unknown[0].SecondsAt(facts.Now):0} s; "))
            + (facts.Quarantined.Count == 0 ? "nothing foreign." : $"foreign: {string.Join(", ", facts.Quarantined)}.");
        var isLate = facts.UnprotectedSecondsMax > settings.Exit.UnprotectedMaxSeconds;
        var isLost = unknown.Count > 0
            && unknown[0].SecondsAt(facts.Now) >= settings.Breaker.UnknownOrderMaxSeconds;
        return new("safety", guarded < open.Count || !isBalanced || isLost ? HealthLevel.Bad
            : isLate || unknown.Count > 0 || facts.Quarantined.Count > 0 ? HealthLevel.Warning : HealthLevel.Good,
            evidence);
    }

    private static HealthRow Risk(SystemFacts facts, TradingSettings settings)
    {
        var evidence = Text($"{facts.State.Kind}; ")
            + Text($"{facts.Risk.Slots.Count} of {settings.Risk.PositionsMax} slots taken");
        if (facts.Books is { DayStartEquity: > 0 } books)
        {
            var change = (books.Equity / books.DayStartEquity - 1) * 100;
            evidence += Text($"; today {change:+0.00;-0.00;0.00} % (limit −{settings.Risk.DailyLossMax * 100:0.##} %)");
        }

        evidence += facts.State.Causes.Count == 0 ? "." : "; " + facts.State.Causes[0].Sentence;
        return new("risk", facts.State.Kind switch
        {
            TradingStateKind.Active => HealthLevel.Good,
            TradingStateKind.Reducing => HealthLevel.Warning,
            _ => HealthLevel.Bad,
        }, evidence);
    }

    private static HealthRow Data(SystemFacts facts)
    {
        var total = facts.LastDecisions.Total;
        if (total == 0) return new("data", HealthLevel.Bad, "No symbol was decided in the last scan.");
        var refused = facts.LastDecisions.Lines.Where(line => ReasonCatalog.Of(line.Code).Stage == Stage.Data).ToList();
        var count = refused.Sum(line => line.Count);
        var evidence = Text($"{total - count} of {total} symbols had fresh, unbroken candles");
        if (refused.Count > 0) evidence += "; " + string.Join(", ", refused.Select(Count));
        if (facts.Listed > 0)
            evidence += Text($"; {total} of {facts.Listed} listed contracts are watched (Universe:SymbolsMax)");
        return new("data", count == 0 ? HealthLevel.Good : count * 2 >= total ? HealthLevel.Bad : HealthLevel.Warning,
            evidence + ".");
    }

    private static HealthRow Signals(SystemFacts facts, SignalSettings settings)
    {
        if (facts.LastScan is null) return new("signals", HealthLevel.Bad, "No minute was ever scanned.");
        var queued = facts.HourDecisions.Lines.Where(line => line.Code == ReasonCode.SignalQueued).ToList();
        var total = queued.Sum(line => line.Count);
        var filled = facts.HourOutcomes.CountOf(ReasonCode.OrderFilled);
        var top = facts.HourOutcomes.Lines.Where(line => line.Code != ReasonCode.OrderFilled)
            .GroupBy(line => line.Code).MaxBy(group => group.Sum(line => line.Count));
        var evidence = Counted.Of(total, "signal") + Text($" in the last hour, {filled} became positions");
        if (top is not null)
        {
            var count = top.Sum(line => line.Count);
            evidence += Text($"; most were refused as {ReasonCatalog.Of(top.Key).Name} ({count})");
        }

        var isUnasked = facts.HourDecisions.Lines.All(line => line.Source == SignalSource.None);
        if (isUnasked) evidence += "; neither model nor rule was asked about any symbol";
        var silence = SilenceOf(facts, settings);
        return new("signals", total > 0 && filled == 0 || isUnasked || silence.Length > 0
            ? HealthLevel.Warning
            : HealthLevel.Good, evidence + silence + ".");
    }

    /// <summary>In another state than Active nobody expects positions, and the state says why.</summary>
    private static string SilenceOf(SystemFacts facts, SignalSettings settings)
    {
        if (facts.Tally is not { } tally || facts.State.Kind != TradingStateKind.Active) return "";
        var perDay = facts.Model?.ExpectedSignalsPerDay ?? double.NaN;
        var signals = SilenceTest.OfSignals(tally, perDay, settings, facts.Lasts(ReasonCode.SignalsSilent));
        var trades = SilenceTest.OfTrades(tally, settings, facts.Lasts(ReasonCode.TradesSilent));
        return (signals is { } few ? "; improbably few signals: " + few.Words("signals") : "")
            + (trades is { } none ? "; improbably few positions: " + none.Words("positions") : "");
    }

    private static string Count(FunnelLine line) => $"{ReasonCatalog.Of(line.Code).Name} {Counted.Number(line.Count)}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
