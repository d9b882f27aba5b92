using Quantum.Core.Orders;
using Quantum.Core.Settings;

namespace Quantum.Core.Positions;

/// <summary>
/// A position that the venue no longer shows, and that no order of ours explains, counts as gone only after enough
/// readings over enough time: the venue's reads may lag behind its writes.
/// </summary>
public static class FlatReadings
{
    /// <summary>Counts one reading of the account.</summary>
    /// <param name="position">An open position.</param>
    /// <param name="isFlat">Whether the reading shows no position in the symbol.</param>
    /// <param name="at">The venue's time of the reading, UTC.</param>
    /// <param name="settings">How many readings over how long.</param>
    public static Position Note(Position position, bool isFlat, DateTimeOffset at, ExecutionSettings settings)
    {
        if (position.HeldQuantity == 0) return position;
        if (!isFlat)
            return position.FlatReads == 0 ? position : position with { FlatReads = 0, FirstFlatAt = null };

        var first = position.FirstFlatAt ?? at;
        var next = position with { FlatReads = position.FlatReads + 1, FirstFlatAt = first };
        var isEnough = next.FlatReads >= settings.AbsentReadsMin
            && (at - first).TotalSeconds >= settings.AbsentMinSeconds
            && next.Orders.All(order => !order.NeedsEvidence || order.Leg == OrderLeg.Entry);
        return isEnough ? next with { IsGone = true } : next;
    }
}
