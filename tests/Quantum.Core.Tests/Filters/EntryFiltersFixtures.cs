using Quantum.Core.Accounting;
using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Filters;

/// <summary>One way to fail a filter: a change of a context that passes everything, and the exact refusal.</summary>
public sealed record EntryRefusal(string Verdict, Func<EntryContext, EntryContext> Spoil);

/// <summary>What every entry filter is tried with. A filter without an entry here fails a test.</summary>
public static class EntryFiltersFixtures
{
    private static readonly DateTimeOffset Now = Sample.Now;

    /// <summary>Refusals by the filter's name.</summary>
    public static IReadOnlyDictionary<string, EntryRefusal[]> Refusals { get; } = new Dictionary<string, EntryRefusal[]>
    {
        ["Signal age"] =
        [
            new("SIGNAL_EXPIRED 90.5 / 90", context => At(context, Sample.Minute.Start.AddSeconds(90.5))),
        ],
        ["Mode"] =
        [
            new("MODE_NOT_READY", context => context with { ModeProblem = new Reason(ReasonCode.ModeNotReady) }),
            new("PREFLIGHT_CLOCK_OFF 60 / 1", context => context with
            {
                ModeProblem = new Reason(ReasonCode.PreflightClockOff, 60, 1),
            }),
        ],
        ["State"] =
        [
            new("OPERATOR_PAUSED", context => With(context, OperatorOrder.Pause)),
            new("OPERATOR_REDUCING", context => With(context, OperatorOrder.Flatten)),
            new("OPERATOR_HALTED", context => With(context, OperatorOrder.Halt)),
            new("BREAKER_DRAWDOWN 0.11 / 0.1", context => context with
            {
                State = new(TradingStateKind.Halted, [new Reason(ReasonCode.BreakerDrawdown, 0.11, 0.1)]),
            }),
        ],
        ["Reconciliation"] =
        [
            new("NOT_RECONCILED Infinity / 60", context => context with { Account = null }),
            new("NOT_RECONCILED 60.5 / 60", context => context with { Account = ReadAgo(60.5) }),
        ],
        ["Clock"] =
        [
            new("CLOCK_OFFSET 1.25 / 1", context => context with { ClockOffsetSeconds = 1.25 }),
            new("CLOCK_OFFSET 1.25 / 1", context => context with { ClockOffsetSeconds = -1.25 }),
            new("CLOCK_OFFSET NaN / 1", context => context with { ClockOffsetSeconds = double.NaN }),
        ],
        ["Quarantine"] =
        [
            new("SYMBOL_QUARANTINED", context => context with { Quarantined = new HashSet<Symbol> { Sample.Near } }),
        ],
        ["One position a symbol"] =
        [
            new("SYMBOL_HAS_POSITION", context => context with { Risk = WithSlots(Sample.Near) }),
        ],
        ["Cooldown"] =
        [
            new("SYMBOL_COOLDOWN 4.5 / 5", context => After(context, (4.5, 0.01, CloseType.TakeProfit))),
            new("SYMBOL_COOLDOWN 59.5 / 60", context => After(context, (59.5, -0.002, CloseType.StopLoss))),
            new("SYMBOL_COOLDOWN 59.5 / 60", context => After(context, (59.5, -0.002, CloseType.Liquidation))),
            new("SYMBOL_COOLDOWN 59.5 / 60", context => After(context, (59.5, -1, CloseType.External))),
        ],
        ["Losing symbol"] =
        [
            new("SYMBOL_LOSER -0.0125 / -0.01", context => After(
                context, (500, -0.00625, CloseType.TimeStop), (200, -0.00625, CloseType.TimeStop))),
            new("SYMBOL_LOSER -0.0125 / -0.01", context => After( // at the ends of both windows: 6 h and 24 h
                context, (1800, -0.00625, CloseType.TimeStop), (1440, -0.00625, CloseType.TimeStop))),
        ],
        ["Slots"] =
        [
            new("POSITIONS_FULL 3 / 3", context => context with
            {
                Risk = WithSlots(Sample.Sol, Symbol.Of("BTCUSDT"), Symbol.Of("ETHUSDT")),
            }),
        ],
        ["Book"] = [new("QUOTE_MISSING", context => context with { Quote = null })],
        ["Spread"] =
        [
            new("SPREAD_WIDE 50.5 / 50", context => Spread(context, 50.5m)),
            new("SPREAD_WIDE 10.5 / 10", context => Spread(context, 10.5m) with { Plan = new(0.0125m, 0.02m, 0.001m) }),
            new("SPREAD_WIDE NaN / 50", context => context with { Quote = null }),
        ],
        ["Cost"] =
        [
            // (2 × 0.0005 + 2 × 0.0002 + 0.0004) × 5 = 0.009
            new("COST_TOO_HIGH 0.0089 / 0.009", context => context with { Plan = new(0.0089m, 0.03m, 0.001m) }),
        ],
    };

    /// <summary>Contexts at the very edge of a limit, which must still pass the named filter.</summary>
    public static IReadOnlyDictionary<string, Func<EntryContext, EntryContext>[]> Edges { get; } =
        new Dictionary<string, Func<EntryContext, EntryContext>[]>
        {
            ["Signal age"] = [context => At(context, Sample.Minute.Start.AddSeconds(90))],
            ["Reconciliation"] = [context => context with { Account = ReadAgo(60) }],
            ["Clock"] =
            [
                context => context with { ClockOffsetSeconds = 1 }, context => context with { ClockOffsetSeconds = -1 },
            ],
            ["Quarantine"] = [context => context with { Quarantined = new HashSet<Symbol> { Sample.Sol } }],
            ["One position a symbol"] = [context => context with { Risk = WithSlots(Sample.Sol) }],
            ["Cooldown"] =
            [
                context => After(context, (5, 0.01, CloseType.TakeProfit)),
                context => After(context, (60, -0.002, CloseType.StopLoss)),
                context => After(context, (5, 0.01, CloseType.External)), // gone with a gain: no stop
                context => After(context, (5, -0.002, CloseType.Flatten)), // the operator's own close
            ],
            ["Losing symbol"] =
            [
                context => After(context, (300, -0.5, CloseType.TimeStop)), // one trade is no series
                context => After(context, (500, -0.005, CloseType.TimeStop), (200, -0.005, CloseType.TimeStop)),
                // 370 minutes apart
                context => After(context, (800, -0.02, CloseType.TimeStop), (430, -0.02, CloseType.TimeStop)),
                context => After(context, (1700, -0.02, CloseType.TimeStop), (1441, -0.02, CloseType.TimeStop)),
            ],
            ["Slots"] = [context => context with { Risk = WithSlots(Sample.Sol, Symbol.Of("BTCUSDT")) }],
            ["Spread"] =
            [
                context => Spread(context, 50), // a take-profit of 3 % bears the wide limit
                context => Spread(context, 10) with { Plan = new(0.0125m, 0.02m, 0.001m) },
                context => Spread(context, 11) with { Plan = new(0.0125m, 0.0201m, 0.001m) },
            ],
            ["Cost"] = [context => context with { Plan = new(0.009m, 0.03m, 0.001m) }],
        };

    /// <summary>A context that passes every filter.</summary>
    public static EntryContext Passing(SignalSource source) => new()
    {
        Signal = Sample.Signal(source),
        Now = Now,
        Settings = Sample.Settings,
        State = new(TradingStateKind.Active, []),
        Risk = RiskBook.Empty,
        Account = Sample.Books(),
        Quarantined = new HashSet<Symbol>(),
        Quote = new(Sample.Near, Price.Of(2.4995m), Price.Of(2.5005m), Now), // 4 bps
        Plan = Sample.Plan,
    };

    private static EntryContext At(EntryContext context, DateTimeOffset now) => context with { Now = now };

    private static EntryContext With(EntryContext context, OperatorOrder order) =>
        context with { State = TradingState.Of(new(order, Now), RiskBook.Empty, Now) };

    private static AccountBooks ReadAgo(double seconds) =>
        AccountBooks.Open(Sample.Snapshot(Now.AddSeconds(-seconds), 10_000), 0);

    private static RiskBook WithSlots(params Symbol[] symbols) => new()
    {
        Slots = [.. symbols.Select(symbol => new RiskSlot(
            SignalId.For(Sample.Minute - 60, symbol, Side.Buy, "quantum-1"), symbol, Side.Buy, 100, 34, 2, Now))],
    };

    private static EntryContext After(
        EntryContext context, params (double MinutesAgo, double NetShare, CloseType Close)[] exits) => context with
        {
            Risk = new()
            {
                Exits = [.. exits.Select(exit =>
                    new ExitNote(Sample.Near, Now.AddMinutes(-exit.MinutesAgo), exit.NetShare, exit.Close))],
            },
        };

    private static EntryContext Spread(EntryContext context, decimal bps) => context with
    {
        Quote = new(Sample.Near, Price.Of(10_000m - bps / 2), Price.Of(10_000m + bps / 2), Now),
    };
}
