using Quantum.Core.Reasons;

namespace Quantum.Core.Risk;

/// <summary>What the system may do. In every state positions are guarded and exits go out.</summary>
public enum TradingStateKind
{
    /// <summary>Entries and exits.</summary>
    Active = 0,

    /// <summary>Exits only.</summary>
    Reducing = 1,

    /// <summary>
    /// No entries, no trailing; stops are kept and repaired, due exits still go out. Needs the operator.
    /// </summary>
    Halted = 2,
}

/// <summary>What the operator last ordered.</summary>
public enum OperatorOrder
{
    /// <summary>Trade.</summary>
    Resume = 0,

    /// <summary>No new entries for now.</summary>
    Pause = 1,

    /// <summary>Exits only.</summary>
    Reduce = 2,

    /// <summary>Stop.</summary>
    Halt = 3,

    /// <summary>Close everything at market, then exits only.</summary>
    Flatten = 4,
}

/// <summary>
/// What the operator ordered since he last resumed. Orders add up: the strictest state holds, and an order to close
/// everything stands beside it. Whoever gives a weaker order in haste loosens nothing; only resume does.
/// </summary>
/// <param name="Order">The strictest order.</param>
/// <param name="At">Given at, UTC.</param>
public sealed record OperatorControl(OperatorOrder Order, DateTimeOffset At)
{
    /// <summary>Nobody ever ordered anything.</summary>
    public static OperatorControl None { get; } = new(OperatorOrder.Resume, DateTimeOffset.UnixEpoch);

    /// <summary>
    /// When everything was ordered closed beside a halt, UTC; <see langword="null"/> where it was not.
    /// </summary>
    public DateTimeOffset? FlattenAt { get; init; }

    /// <summary>Whether every position goes, also one that an executor entered before it saw the order.</summary>
    public bool ClosesAll => Order == OperatorOrder.Flatten || FlattenAt is not null;

    /// <summary>What stands after another order; this where it changes nothing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="now">UTC.</param>
    public OperatorControl With(OperatorOrder order, DateTimeOffset now)
    {
        if (order == OperatorOrder.Resume) return new(order, now);
        if (order == OperatorOrder.Flatten && Order == OperatorOrder.Halt)
            return ClosesAll ? this : this with { FlattenAt = now };
        if (Strictness(order) <= Strictness(Order)) return this;
        return new(order, now) { FlattenAt = ClosesAll ? FlattenAt ?? At : null };
    }

    /// <summary>By what is allowed: reduce and flatten are one state, and flatten orders more within it.</summary>
    private static int Strictness(OperatorOrder order) => order switch
    {
        OperatorOrder.Resume => 0,
        OperatorOrder.Pause => 1,
        OperatorOrder.Reduce => 2,
        OperatorOrder.Flatten => 3,
        OperatorOrder.Halt => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Not an order."),
    };
}

/// <summary>The state with every cause of it; the most severe cause wins.</summary>
/// <param name="Kind">What may be done.</param>
/// <param name="Causes">Why it is not active, most severe first; empty when it is.</param>
public sealed record TradingState(TradingStateKind Kind, IReadOnlyList<Reason> Causes)
{
    private static readonly HashSet<ReasonCode> Halting =
    [
        ReasonCode.OperatorHalted, ReasonCode.BreakerDrawdown, ReasonCode.BreakerOrderErrors,
        ReasonCode.BreakerEntryRate,
    ];

    /// <summary>Derives the state from the operator's order and the breakers that are out.</summary>
    public static TradingState Of(OperatorControl control, RiskBook book, DateTimeOffset now)
    {
        var causes = new List<Reason>();
        var order = control.Order switch
        {
            OperatorOrder.Pause => ReasonCode.OperatorPaused,
            OperatorOrder.Reduce or OperatorOrder.Flatten => ReasonCode.OperatorReducing,
            OperatorOrder.Halt => ReasonCode.OperatorHalted,
            _ => ReasonCode.None,
        };
        if (order != ReasonCode.None) causes.Add(new Reason(order));
        causes.AddRange(book.Trips.Where(trip => trip.Until is null || trip.Until > now).Select(trip => trip.Reason));
        if (causes.Count == 0) return new(TradingStateKind.Active, causes);

        var ordered = causes.OrderByDescending(cause => Halting.Contains(cause.Code))
            .ThenBy(cause => cause.Code).ToList();
        return new(Halting.Contains(ordered[0].Code) ? TradingStateKind.Halted : TradingStateKind.Reducing, ordered);
    }
}
