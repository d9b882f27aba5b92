using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Storage;

/// <summary>One scanned minute: who claimed it, and what came of it.</summary>
public sealed record ScanRow
{
    /// <summary>The scan minute.</summary>
    public required Minute Minute { get; init; }

    /// <summary>Who claimed it last.</summary>
    public required string Owner { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>1 for the first claim, counted up by each one that took over.</summary>
    public required int Attempt { get; init; }

    /// <summary>When its ledger page and signals were durable and its message sent, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Candles that were folded in for it.</summary>
    public int Candles { get; init; }

    /// <summary>Symbols decided.</summary>
    public int Symbols { get; init; }

    /// <summary>How the symbols ended the scan.</summary>
    public IReadOnlyList<FunnelLine> Decisions { get; init; } = [];

    /// <summary>How its signals ended; <see langword="null"/> until all of them have.</summary>
    public IReadOnlyList<FunnelLine>? Outcomes { get; init; }
}

/// <summary>How far the scans came.</summary>
/// <param name="First">The first minute ever scanned.</param>
/// <param name="Last">The last minute completed.</param>
public sealed record ScanHead(Minute First, Minute Last)
{
    /// <summary>The oldest minute whose records are kept; <see langword="null"/> while nothing was pruned.</summary>
    public Minute? KeptFrom { get; init; }
}

/// <summary>Minutes that nobody scanned because the system was off for too long.</summary>
/// <param name="From">First minute missed.</param>
/// <param name="To">Last minute missed.</param>
public sealed record ScanOutage(Minute From, Minute To);

/// <summary>A signal and its one terminal outcome.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Outcome">How it ended; <see langword="null"/> until then.</param>
/// <param name="EndedAt">When, UTC.</param>
public sealed record SignalRow(Signal Signal, Reason? Outcome, DateTimeOffset? EndedAt)
{
    /// <summary>
    /// How often an executor was about to write an entry for it. Whoever ends it without an order does so only where
    /// all claims are his own, or when none of them can come to anything any more.
    /// </summary>
    public int Claims { get; init; }

    /// <summary>What the venue said of its end; <see langword="null"/> where it had no part in it.</summary>
    public string? Detail { get; init; }
}

/// <summary>The message of one scan: a doorbell; the signals themselves are rows.</summary>
/// <param name="Minute">The scan minute.</param>
/// <param name="Signals">The ids of its signals.</param>
public sealed record SignalMessage(Minute Minute, IReadOnlyList<SignalId> Signals);

/// <summary>A message that was given up, as the ledger keeps it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Body">Its first 2,000 characters.</param>
public sealed record DeadLetterRow(DateTimeOffset At, string Reason, string Body);

/// <summary>What the monitor saw at its last tick.</summary>
public sealed record MonitorRow
{
    /// <summary>Our books of the account.</summary>
    public required AccountBooks Books { get; init; }

    /// <summary>When the last tick was complete, UTC.</summary>
    public required DateTimeOffset TickAt { get; init; }

    /// <summary>Our clock less the venue's, seconds.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Symbols in which the venue holds something that is not ours.</summary>
    public IReadOnlyList<Symbol> Quarantined { get; init; } = [];

    /// <summary>Every signal up to and including this minute has its outcome.</summary>
    public Minute? SweptTo { get; init; }

    /// <summary>What the venue could not answer, or <see langword="null"/>.</summary>
    public string? VenueProblem { get; init; }

    /// <summary>The longest that any position was ever without a confirmed stop, seconds.</summary>
    public double UnprotectedSecondsMax { get; init; }

    /// <summary>Mark prices of what was held.</summary>
    public IReadOnlyList<HeldMark> Marks { get; init; } = [];

    /// <summary>The minutes up to <see cref="SweptTo"/> in numbers; <see langword="null"/> before the first.</summary>
    public SignalTally? Tally { get; init; }

    /// <summary>Alarms that last, so that each is raised once and ended; <see langword="null"/> for none.</summary>
    public IReadOnlyList<StandingAlarm>? Standing { get; init; }

    /// <summary>
    /// What stands after a tick that made <paramref name="next"/> of <paramref name="before"/>. Where another tick
    /// wrote since, its word stands and the next one looks again.
    /// </summary>
    public IReadOnlyList<StandingAlarm>? StandingAfter(
        IReadOnlyList<StandingAlarm>? before, IReadOnlyList<StandingAlarm>? next) =>
        (before ?? []).SequenceEqual(Standing ?? []) ? next : Standing;
}

/// <summary>An alarm whose cause lasts, as the monitor remembers it.</summary>
/// <param name="Code">What.</param>
/// <param name="Since">When its cause began, UTC: with code and order it names the alarm's row.</param>
/// <param name="OrderId">Our order; <see langword="null"/> where it is about none.</param>
/// <param name="IsOver">Whether the cause is over and only the position is still there.</param>
public sealed record StandingAlarm(ReasonCode Code, DateTimeOffset Since, ClientOrderId? OrderId, bool IsOver);

/// <summary>The mark price of a position at the monitor's last reading.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Mark">Quote units per base unit.</param>
public sealed record HeldMark(Symbol Symbol, Price Mark);

/// <summary>Equity at the end of a minute.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Equity">Balance plus unrealised profit, quote units.</param>
/// <param name="WalletBalance">Balance, quote units.</param>
public sealed record EquityPoint(Minute Minute, decimal Equity, decimal WalletBalance);

/// <summary>
/// Something that somebody should know: a breaker that came out, an order whose outcome stays unknown, a position
/// without a stop, silence, a message that was given up.
/// </summary>
/// <param name="At">When it was noticed, UTC.</param>
/// <param name="Reason">What, with both sides of the comparison.</param>
/// <param name="Symbol">The contract; <see langword="null"/> where it is about the whole system.</param>
/// <param name="OrderId">Our order; <see langword="null"/> where it is about none.</param>
/// <param name="EndedAt">
/// When what lasted was over, UTC; <see langword="null"/> while it lasts, and for what happens at a moment.
/// </param>
public sealed record AlarmRow(DateTimeOffset At, Reason Reason, Symbol? Symbol = null, ClientOrderId? OrderId = null,
    DateTimeOffset? EndedAt = null);

/// <summary>A use case failed; its timer or queue calls it again.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="UseCase">Which.</param>
/// <param name="Message">What was thrown.</param>
public sealed record FaultRow(DateTimeOffset At, string UseCase, string Message);
