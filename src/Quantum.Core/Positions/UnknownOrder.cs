using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Core.Positions;

/// <summary>
/// An order of ours of which nobody knows what became of it; it blocks its symbol until evidence comes.
/// </summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Id">Our id.</param>
/// <param name="Since">When its intent was put on record, UTC.</param>
public readonly record struct UnknownOrder(Symbol Symbol, ClientOrderId Id, DateTimeOffset Since)
{
    /// <summary>For how long, seconds; ≥ 0.</summary>
    public double SecondsAt(DateTimeOffset now) => Math.Max(0, (now - Since).TotalSeconds);

    /// <summary>Every such order that is unknown for so long, the oldest first.</summary>
    /// <param name="positions">Open and opening positions.</param>
    /// <param name="now">UTC.</param>
    /// <param name="secondsMin">Least age, seconds; 0 for all.</param>
    public static IReadOnlyList<UnknownOrder> In(
        IEnumerable<Position> positions, DateTimeOffset now, double secondsMin = 0) =>
    [
        .. positions.SelectMany(position => position.Orders).Where(order => order.NeedsEvidence)
            .Select(order => new UnknownOrder(order.Request.Symbol, order.Id, order.PreparedAt))
            .Where(order => order.SecondsAt(now) >= secondsMin)
            .OrderBy(order => order.Since).ThenBy(order => order.Id.Text, StringComparer.Ordinal),
    ];
}
