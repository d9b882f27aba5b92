using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>A status with as many positions and trades as wished, and words that look like markup.</summary>
internal static class SampleStatus
{
    /// <summary>Text that a terminal library would take for a colour, or choke on.</summary>
    public const string Markup = "[red]5 [/] of [[x] [link=evil]";

    /// <summary>The instant of everything.</summary>
    public static readonly DateTimeOffset At = new(2025, 6, 2, 18, 20, 0, TimeSpan.Zero);

    /// <summary>Builds it.</summary>
    public static StatusReport Of(int positions, int trades)
    {
        var minute = Minute.Of(At);
        var (decisions, outcomes) = (new Funnel(), new Funnel());
        decisions.Add(ReasonCode.RuleNeutral, SignalSource.None, Side.None, 13_000);
        decisions.Add(ReasonCode.SignalQueued, SignalSource.RuleRsi, Side.Buy, 320);
        outcomes.Add(ReasonCode.PositionsFull, SignalSource.RuleRsi, Side.Buy, 300);
        var funnel = new FunnelReport(minute - 60, minute, 60, 222, 13_320, decisions, outcomes, 20);
        return new StatusReport
        {
            At = At,
            Mode = TradingMode.Paper,
            State = new TradingState(TradingStateKind.Active, []),
            Diagnosis = $"It says {Markup}.",
            Health = [new HealthRow(Markup, HealthLevel.Bad, Markup)],
            LastScan = minute,
            Books = AccountBooks.Open(new AccountSnapshot(At, 10_000.5m, [], [], []), 0),
            Positions = [.. Enumerable.Range(0, positions).Select(Open)],
            Hour = funnel,
            Day = funnel,
            Equity = [.. Enumerable.Range(0, 1_440).Select(n => new EquityPoint(minute - n, 10_000 + n % 97, 10_000))],
            Trades = [.. Enumerable.Range(0, trades).Select(Ended)],
            DeadLetters = [new DeadLetterRow(At, Markup, Markup)],
        };
    }

    /// <summary>Signals that were refused, the first of them not alone.</summary>
    public static IReadOnlyList<LatestDecision> Decisions(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new LatestDecision(
            Minute.Of(At),
            new DecisionRecord(Symbol.Of($"SYN{number:000}USDT"), DecisionOutcome.Queued,
                new Reason(ReasonCode.SignalQueued), Side.Buy, SignalSource.RuleRsi, 0.62, 29, 0.5m, ReasonCode.None,
                null),
            new Reason(ReasonCode.PositionsFull, 3, 3), number == 0 ? 12 : 0)),
    ];

    private static Signal SignalOf(int number)
    {
        var (minute, symbol) = (Minute.Of(At) - 30, Symbol.Of($"1000VERYLONG{number:000}USDT"));
        return new(SignalId.For(minute, symbol, Side.Buy, "quantum-1"), minute, symbol, Side.Buy, SignalSource.RuleRsi,
            0.62, Price.Of(0.00004995m), 0.007, 1_204_331.5m, null);
    }

    private static Position Open(int number)
    {
        var signal = SignalOf(number);
        var (plan, entry) = (new ExitPlan(0.0105m, 0.01575m, 0.00000001m), Price.Of(0.00004995m));
        var id = ClientOrderId.For("p01", signal.Id, OrderLeg.Entry, 0);
        return new Position
        {
            Signal = signal,
            Plan = plan,
            Leverage = 3,
            ExpectedPrice = entry,
            PlannedAt = At.AddMinutes(-100),
            OpenedAt = At.AddMinutes(-100),
            StopTarget = plan.StopFor(Side.Buy, entry),
            Orders =
            [
                OrderRecord.Prepare(OrderRequest.Entry(id, signal.Symbol, Side.Buy, Quantity.Of(38_757_888)),
                    OrderLeg.Entry, At) with
                {
                    State = OrderState.Filled, FilledQuantity = 38_757_888, AveragePrice = entry, SettledAt = At,
                },
            ],
        };
    }

    private static Trade Ended(int number)
    {
        var signal = SignalOf(number);
        return new(signal.Id, signal.Symbol, signal.Side, signal.Source, signal.Confidence, signal.Minute,
            At.AddMinutes(-30), At, 38_757_888, 0.00004995m, 0.00005012m, 6.61m, -1.9m, -0.02m, CloseType.TrailingStop,
            1.3, 1.4);
    }
}
