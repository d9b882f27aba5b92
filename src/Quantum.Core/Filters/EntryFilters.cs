using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.Core.Filters;

/// <summary>
/// The entry filters in their one documented order (<c>docs/filters.md</c>); the first that refuses wins. Sizing and
/// the
/// guarded reservation follow them.
/// </summary>
public static class EntryFilters
{
    /// <summary>The filters, first to last.</summary>
    public static IReadOnlyList<EntryFilter> Ordered { get; } =
    [
        new("Signal age", [ReasonCode.SignalExpired], SignalSources.All, Age),
        new("Mode", ModeCodes(), SignalSources.All,
            context => context.ModeProblem is { } problem ? Verdict.Refuse(problem) : Verdict.Pass),
        new("State", StateCodes(), SignalSources.All,
            context => context.State.Kind == TradingStateKind.Active
                ? Verdict.Pass
                : Verdict.Refuse(context.State.Causes[0])),
        new("Reconciliation", [ReasonCode.NotReconciled], SignalSources.All, Reconciliation),
        new("Clock", [ReasonCode.ClockOffset], SignalSources.All, Clock),
        new("Quarantine", [ReasonCode.SymbolQuarantined], SignalSources.All,
            context => context.Quarantined.Contains(context.Signal.Symbol)
                ? Verdict.Refuse(new Reason(ReasonCode.SymbolQuarantined))
                : Verdict.Pass),
        new("One position a symbol", [ReasonCode.SymbolHasPosition], SignalSources.All,
            context => context.Risk.Slots.Any(slot => slot.Symbol == context.Signal.Symbol)
                ? Verdict.Refuse(new Reason(ReasonCode.SymbolHasPosition))
                : Verdict.Pass),
        new("Cooldown", [ReasonCode.SymbolCooldown], SignalSources.All, Cooldown),
        new("Losing symbol", [ReasonCode.SymbolLoser], SignalSources.All, Loser),
        new("Slots", [ReasonCode.PositionsFull], SignalSources.All,
            context => Slots(context.Risk.Slots.Count, context.Settings.Risk.PositionsMax)),
        new("Book", [ReasonCode.QuoteMissing], SignalSources.All,
            context => context.Quote is null ? Verdict.Refuse(new Reason(ReasonCode.QuoteMissing)) : Verdict.Pass),
        new("Spread", [ReasonCode.SpreadWide], SignalSources.All, Spread),
        new("Cost", [ReasonCode.CostTooHigh], SignalSources.All, Cost),
    ];

    /// <summary>Runs the filters in order.</summary>
    public static Verdict Evaluate(EntryContext context)
    {
        foreach (var filter in Ordered)
        {
            var verdict = filter.Evaluate(context);
            if (!verdict.Passed) return verdict;
        }

        return Verdict.Pass;
    }

    private static ReasonCode[] ModeCodes() =>
    [
        ReasonCode.ModeNotReady,
        .. Enum.GetValues<ReasonCode>().Where(code => code is >= ReasonCode.PreflightPending
            and <= ReasonCode.PreflightTradingLocked),
    ];

    private static ReasonCode[] StateCodes() =>
    [
        .. Enum.GetValues<ReasonCode>().Where(code => code is >= ReasonCode.OperatorPaused
            and <= ReasonCode.BreakerFaults),
    ];

    private static Verdict Age(EntryContext context)
    {
        var seconds = (context.Now - context.Signal.Minute.Start).TotalSeconds;
        var limit = context.Settings.Signal.TimeToLiveSeconds;
        return seconds <= limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.SignalExpired, seconds, limit);
    }

    private static Verdict Slots(int taken, int limit) =>
        taken < limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.PositionsFull, taken, limit);

    private static Verdict Reconciliation(EntryContext context)
    {
        var limit = context.Settings.Breaker.ReconcileAgeMaxSeconds;
        var readAt = context.Account?.ReadAt;
        var age = readAt is { } instant ? (context.Now - instant).TotalSeconds : double.PositiveInfinity;
        return age <= limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.NotReconciled, age, limit);
    }

    private static Verdict Clock(EntryContext context)
    {
        var (offset, limit) = (Math.Abs(context.ClockOffsetSeconds), context.Settings.Breaker.ClockOffsetMaxSeconds);
        return offset <= limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.ClockOffset, offset, limit);
    }

    private static Verdict Cooldown(EntryContext context)
    {
        var last = context.Risk.Exits.LastOrDefault(exit => exit.Symbol == context.Signal.Symbol);
        if (last is null) return Verdict.Pass;
        var breaker = context.Settings.Breaker;
        var (minutes, limit) = ((context.Now - last.At).TotalMinutes,
            last.IsStop ? breaker.StopCooldownMinutes : breaker.CooldownMinutes);
        return minutes >= limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.SymbolCooldown, minutes, limit);
    }

    /// <summary>Enough trades within six hours that sum to a loss bar the symbol for 24 hours after the last.</summary>
    private static Verdict Loser(EntryContext context)
    {
        var breaker = context.Settings.Breaker;
        var exits = context.Risk.Exits.Where(exit => exit.Symbol == context.Signal.Symbol).ToList();
        if (exits.Count == 0 || context.Now - exits[^1].At > TimeSpan.FromHours(24)) return Verdict.Pass;
        var recent = exits.Where(exit => exits[^1].At - exit.At <= TimeSpan.FromHours(6)).ToList();
        var sum = recent.Sum(exit => exit.NetShare);
        return recent.Count < breaker.LoserTrades || sum >= breaker.LoserSumMax
            ? Verdict.Pass
            : Verdict.Refuse(ReasonCode.SymbolLoser, sum, breaker.LoserSumMax);
    }

    private static Verdict Spread(EntryContext context)
    {
        var market = context.Settings.Market;
        var isNear = (double)context.Plan.TakeProfitShare <= market.TightTargetShare;
        var limit = isNear ? market.TightSpreadMaxBps : market.SpreadMaxBps;
        var spread = context.Quote?.SpreadBps ?? double.NaN;
        return spread <= limit ? Verdict.Pass : Verdict.Refuse(ReasonCode.SpreadWide, spread, limit);
    }

    /// <summary>Round trip = two fees, two slippages and the spread.</summary>
    private static Verdict Cost(EntryContext context)
    {
        var market = context.Settings.Market;
        var slippage = 2 * market.SlippageBps + (context.Quote?.SpreadBps ?? double.NaN);
        var needed = market.CostMultipleMin * (2 * market.TakerFeeRate + slippage / 10_000);
        var stop = (double)context.Plan.StopShare;
        return stop >= needed ? Verdict.Pass : Verdict.Refuse(ReasonCode.CostTooHigh, stop, needed);
    }
}
