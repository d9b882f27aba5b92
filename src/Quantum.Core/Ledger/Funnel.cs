using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Ledger;

/// <summary>How many symbols or signals ended with one reason, by who wished what.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Source">Who had the wish; None where nobody was asked.</param>
/// <param name="Side">The wish; None without one.</param>
/// <param name="Count">How many, &gt; 0.</param>
public sealed record FunnelLine(ReasonCode Code, SignalSource Source, Side Side, long Count);

/// <summary>
/// Counts by reason. Adding is associative and has no order, so minutes make hours and hours make days.
/// </summary>
public sealed class Funnel
{
    private readonly Dictionary<(ReasonCode Code, SignalSource Source, Side Side), long> _counts = [];

    /// <summary>The lines in order of code, source and side.</summary>
    public IReadOnlyList<FunnelLine> Lines =>
    [
        .. _counts.OrderBy(line => line.Key.Code).ThenBy(line => line.Key.Source).ThenBy(line => line.Key.Side)
            .Select(line => new FunnelLine(line.Key.Code, line.Key.Source, line.Key.Side, line.Value)),
    ];

    /// <summary>Everything counted.</summary>
    public long Total => _counts.Values.Sum();

    /// <summary>How many ended with a code, whoever wished what.</summary>
    public long CountOf(ReasonCode code) => _counts.Where(line => line.Key.Code == code).Sum(line => line.Value);

    /// <summary>Counts one more, or several.</summary>
    public void Add(ReasonCode code, SignalSource source, Side side, long count = 1)
    {
        var key = (code, source, side);
        _counts[key] = _counts.GetValueOrDefault(key) + count;
    }

    /// <summary>Counts every line.</summary>
    public void Add(IEnumerable<FunnelLine> lines)
    {
        foreach (var line in lines) Add(line.Code, line.Source, line.Side, line.Count);
    }

    /// <summary>The funnel of one sealed minute.</summary>
    public static Funnel Of(IEnumerable<DecisionRecord> records)
    {
        var funnel = new Funnel();
        foreach (var record in records) funnel.Add(record.Reason.Code, record.Source, record.Side);
        return funnel;
    }
}
