using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Settings;

namespace Quantum.Core.Positions;

/// <summary>
/// What follows from time and price alone, before anything is asked of the venue. Pure and idempotent.
/// </summary>
public static class PositionUpkeep
{
    /// <summary>Time between two looks of the monitor, on the grid of the clock.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long a look takes at most until it acts, where the venue answers.</summary>
    public static readonly TimeSpan LookGrace = TimeSpan.FromSeconds(2);

    /// <summary>What is urgent is looked at again so soon, by hosts that can wait.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(3);

    /// <summary>An order that was sent so long ago and is not there will hardly come any more.</summary>
    private static readonly TimeSpan UrgentFor = TimeSpan.FromSeconds(15);

    /// <summary>By when the monitor's next regular look will have acted, UTC.</summary>
    public static DateTimeOffset NextLook(DateTimeOffset now) =>
        new DateTimeOffset((now.UtcTicks / LookEvery.Ticks + 1) * LookEvery.Ticks, TimeSpan.Zero) + LookGrace;

    /// <summary>
    /// Whether the regular look is too late for a position: it holds something that nothing guards, its entry may still
    /// arrive, or grow at any moment, or nobody got an answer about it yet.
    /// </summary>
    /// <param name="position">As known after a look.</param>
    /// <param name="now">UTC.</param>
    public static bool IsUrgent(this Position position, DateTimeOffset now) =>
        position.HeldQuantity > 0 && !position.IsProtected && !position.IsFoundFlat
        || position.Entry is { NeedsEvidence: true, AbsentReads: 0 }
        || position.Entry.State == OrderState.Working
        || !position.Entry.IsFinal && now - position.Entry.PreparedAt <= UrgentFor;

    /// <summary>Sets the first stop after the first fill, and keeps the clock of unprotected time.</summary>
    /// <remarks>
    /// While the account shows no position, nobody knows whether anything is naked, and the clock runs on without being
    /// booked. Where it proves gone, it was naked until the first reading without it; otherwise until it was guarded.
    /// </remarks>
    /// <param name="position">The position with its newest order knowledge.</param>
    /// <param name="now">UTC.</param>
    public static Position Refresh(this Position position, DateTimeOffset now)
    {
        if (position.EntryPrice is not { } entry) return position;
        var next = position.OpenedAt is null
            ? position with { OpenedAt = now, UnprotectedSince = position.FilledFrom ?? now }
            : position;
        if (next.StopTarget is null)
            next = next with { StopTarget = next.Plan.StopFor(next.Side, entry), BestMark = entry };

        var isOver = next.IsProtected || next.HeldQuantity == 0 || next.IsFoundFlat;
        if (next.UnprotectedSince is not { } since)
            return isOver ? next : next with { UnprotectedSince = now };
        if (!isOver && next.FlatReads > 0) return next;

        var end = (next.IsGone || next.IsFoundFlat) && next.FirstFlatAt < now ? next.FirstFlatAt.Value : now;
        return next with
        {
            UnprotectedSecondsMax = Math.Max(next.UnprotectedSecondsMax, (end - since).TotalSeconds),
            UnprotectedSince = isOver ? null : since,
        };
    }

    /// <summary>
    /// Follows the best mark price; arms the trailing stop and raises its target (lowers it for a short).
    /// </summary>
    /// <param name="position">An open position.</param>
    /// <param name="mark">Mark price now.</param>
    /// <param name="now">UTC.</param>
    /// <param name="settings">Ratios and least moves.</param>
    public static Position Trail(this Position position, Price mark, DateTimeOffset now, ExitSettings settings)
    {
        if (position.EntryPrice is null || position.BestMark is not { } best || position.StopTarget is not { } target)
            return position;

        var isBetter = position.ProfitShare(mark) > position.ProfitShare(best);
        var next = isBetter ? position with { BestMark = mark } : position;
        best = next.BestMark ?? best;
        if (!next.IsTrailing && next.ProfitShare(best) >= next.Plan.StopShare * (decimal)settings.TrailingArmRatio)
            next = next with { IsTrailing = true };
        if (!next.IsTrailing) return next;

        var callback = next.Plan.StopShare * (decimal)settings.TrailingCallbackRatio;
        var wanted = next.Plan.At(best, -next.Side.Sign() * callback);
        var gain = next.Side.Sign() * (wanted.QuotePerBase - target.QuotePerBase) / target.QuotePerBase;
        var rested = next.StopMovedAt is not { } moved || (now - moved).TotalSeconds >= settings.StopMoveMinSeconds;
        return gain > 0 && gain >= (decimal)settings.StopMoveMinShare && rested
            ? next with { StopTarget = wanted, StopMovedAt = now }
            : next;
    }

    /// <summary>Why a position should be closed now because of its age, or <see cref="CloseType.None"/>.</summary>
    /// <remarks>The time stop spares a position that is trailing: its stop is in profit and follows.</remarks>
    public static CloseType Overdue(this Position position, DateTimeOffset now, ExitSettings settings)
    {
        if (position.OpenedAt is not { } opened) return CloseType.None;
        var age = now - opened;
        if (age.TotalHours >= settings.PositionAgeMaxHours) return CloseType.AgeLimit;
        return age.TotalMinutes >= settings.TimeStopMinutes && !position.IsTrailing
            ? CloseType.TimeStop
            : CloseType.None;
    }
}
