using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Diagnosis;

/// <summary>What one hour of scans asked and got.</summary>
/// <param name="Hour">Hours since 1970, UTC.</param>
/// <param name="ModelAsked">How often a model said something about a symbol, be it that nothing moves.</param>
/// <param name="RuleAsked">How often the rule did.</param>
/// <param name="ModelSignals">Signals of a model.</param>
/// <param name="RuleSignals">Signals of the rule.</param>
/// <param name="Free">
/// Signals that ended and were free to become a position: neither the operator, a breaker nor an earlier position stood
/// in the way.
/// </param>
/// <param name="Trades">Those of them that did.</param>
public sealed record TallyHour(
    long Hour, long ModelAsked, long RuleAsked, long ModelSignals, long RuleSignals, long Free, long Trades);

/// <summary>
/// The last hours of scanning in numbers small enough to lie in the monitor's row, so that silence is judged without a
/// reading of the day. Pure.
/// </summary>
/// <param name="Hours">Hours in which anything was scanned, ascending.</param>
/// <param name="BarredAt">
/// The last minute in which earlier positions barred new ones; <see langword="null"/> where none is known.
/// </param>
public sealed record SignalTally(IReadOnlyList<TallyHour> Hours, Minute? BarredAt = null)
{
    /// <summary>Hours that are kept, the newest included: a model of five signals a day takes three days.</summary>
    public const int HoursKept = 72;

    /// <summary>
    /// For so many minutes after earlier positions barred a signal, only those that became positions count as free. The
    /// limits of slots, side, day and margin are judged last, so what a limit of the market refuses beside them or in
    /// the minutes between them had no chance either. Basis: J; in five generated worlds of 36 hours five minutes were
    /// enough.
    /// </summary>
    public const int BarredMinutes = 15;

    /// <summary>Nothing was scanned.</summary>
    public static SignalTally Empty { get; } = new([]);

    /// <summary>Adds a minute whose signals have all ended. Each minute must be added once.</summary>
    /// <param name="minute">The scan minute.</param>
    /// <param name="decisions">How its symbols ended.</param>
    /// <param name="outcomes">How its signals ended.</param>
    /// <param name="isHolding">Whether there were positions: without one, none takes side or margin.</param>
    public SignalTally With(
        Minute minute, IReadOnlyList<FunnelLine> decisions, IReadOnlyList<FunnelLine> outcomes, bool isHolding)
    {
        var barredAt = outcomes.Any(line => IsBar(line.Code, isHolding)) ? minute : BarredAt;
        var isBarred = barredAt is { } last && minute.Index - last.Index < BarredMinutes;
        var hour = minute.Index / 60;
        var known = Hours.FirstOrDefault(each => each.Hour == hour) ?? new(hour, 0, 0, 0, 0, 0, 0);
        var next = known with
        {
            ModelAsked = known.ModelAsked + Sum(decisions, line => line.Source == SignalSource.Model),
            RuleAsked = known.RuleAsked + Sum(decisions, line => line.Source == SignalSource.RuleRsi),
            ModelSignals = known.ModelSignals + Sum(decisions, line => IsSignal(line, SignalSource.Model)),
            RuleSignals = known.RuleSignals + Sum(decisions, line => IsSignal(line, SignalSource.RuleRsi)),
            Free = known.Free + Sum(outcomes, line => isBarred
                ? line.Code == ReasonCode.OrderFilled
                : !IsOrdered(line.Code) && !IsOfSymbol(line.Code)),
            Trades = known.Trades + Sum(outcomes, line => line.Code == ReasonCode.OrderFilled),
        };
        return new([.. Hours.Where(each => each.Hour != hour).Append(next).OrderBy(each => each.Hour)
            .TakeLast(HoursKept).Where(each => hour - each.Hour < HoursKept)], barredAt);
    }

    private static bool IsSignal(FunnelLine line, SignalSource source) =>
        line.Code == ReasonCode.SignalQueued && line.Source == source;

    /// <summary>
    /// What the operator or a breaker ordered. A clock that is off, books that are old and a mode that is not ready
    /// nobody ordered: they are what an alarm is for.
    /// </summary>
    private static bool IsOrdered(ReasonCode code) =>
        code is >= ReasonCode.OperatorPaused and <= ReasonCode.BreakerFaults;

    /// <summary>What an earlier position in the symbol does to this signal and to no other.</summary>
    private static bool IsOfSymbol(ReasonCode code) =>
        code is ReasonCode.SymbolHasPosition or ReasonCode.SymbolCooldown or ReasonCode.SymbolLoser;

    /// <summary>What earlier positions do to every signal.</summary>
    private static bool IsBar(ReasonCode code, bool isHolding) =>
        code is ReasonCode.PositionsFull or ReasonCode.DailyLossBudget
        || (isHolding && code is ReasonCode.SideExposure or ReasonCode.MarginTooSmall);

    private static long Sum(IReadOnlyList<FunnelLine> lines, Func<FunnelLine, bool> counts) =>
        lines.Where(counts).Sum(line => line.Count);
}
