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
/// Signals that ended and were free to become a position: neither the state nor an earlier position stood in the way.
/// </param>
/// <param name="Trades">Those of them that did.</param>
public sealed record TallyHour(
    long Hour, long ModelAsked, long RuleAsked, long ModelSignals, long RuleSignals, long Free, long Trades);

/// <summary>
/// The last hours of scanning in numbers small enough to lie in the monitor's row, so that silence is judged without a
/// reading of the day. Pure.
/// </summary>
/// <param name="Hours">Hours in which anything was scanned, ascending.</param>
public sealed record SignalTally(IReadOnlyList<TallyHour> Hours)
{
    /// <summary>Hours that are kept, the newest included.</summary>
    public const int HoursKept = 24;

    /// <summary>Nothing was scanned.</summary>
    public static SignalTally Empty { get; } = new([]);

    /// <summary>Adds a minute whose signals have all ended. Each minute must be added once.</summary>
    /// <param name="minute">The scan minute.</param>
    /// <param name="decisions">How its symbols ended.</param>
    /// <param name="outcomes">How its signals ended.</param>
    public SignalTally With(Minute minute, IReadOnlyList<FunnelLine> decisions, IReadOnlyList<FunnelLine> outcomes)
    {
        var hour = minute.Index / 60;
        var known = Hours.FirstOrDefault(each => each.Hour == hour) ?? new(hour, 0, 0, 0, 0, 0, 0);
        var next = known with
        {
            ModelAsked = known.ModelAsked + Sum(decisions, line => line.Source == SignalSource.Model),
            RuleAsked = known.RuleAsked + Sum(decisions, line => line.Source == SignalSource.RuleRsi),
            ModelSignals = known.ModelSignals + Sum(decisions, line => IsSignal(line, SignalSource.Model)),
            RuleSignals = known.RuleSignals + Sum(decisions, line => IsSignal(line, SignalSource.RuleRsi)),
            Free = known.Free + Sum(outcomes, line => !StandsInTheWay(line.Code)),
            Trades = known.Trades + Sum(outcomes, line => line.Code == ReasonCode.OrderFilled),
        };
        return new([.. Hours.Where(each => each.Hour != hour).Append(next).OrderBy(each => each.Hour)
            .TakeLast(HoursKept).Where(each => hour - each.Hour < HoursKept)]);
    }

    private static bool IsSignal(FunnelLine line, SignalSource source) =>
        line.Code == ReasonCode.SignalQueued && line.Source == source;

    /// <summary>What the operator or a breaker ordered, or what takes an earlier position to happen.</summary>
    private static bool StandsInTheWay(ReasonCode code) => ReasonCatalog.Of(code).Stage == Stage.State
        || code is ReasonCode.SymbolHasPosition or ReasonCode.SymbolCooldown or ReasonCode.SymbolLoser
            or ReasonCode.PositionsFull;

    private static long Sum(IReadOnlyList<FunnelLine> lines, Func<FunnelLine, bool> counts) =>
        lines.Where(counts).Sum(line => line.Count);
}
