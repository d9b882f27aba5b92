using Quantum.Core.Labels;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>
/// The candles that followed the newest rows of one contract, and the rows that wait for them. A row's label is settled
/// as soon as its horizon is full, or a hole or the end of the data shows that it never will be.
/// </summary>
/// <param name="barrier">How rows are labelled.</param>
/// <param name="outcomes">What became of the system's own signals, by minute.</param>
/// <param name="rows">Where labels go.</param>
internal sealed class PendingLabels(
    TripleBarrier barrier, IReadOnlyDictionary<Minute, SignalOutcome> outcomes, ContractRows rows)
{
    private readonly Queue<(Minute Minute, double AtrShare)> _waiting = new();
    private readonly PathBar[] _path = new PathBar[4 * (barrier.Horizon + 128)];
    private Minute _pathFirst;
    private int _pathLength;

    /// <summary>The minute after the newest candle.</summary>
    private Minute PathEnd => _pathFirst + _pathLength;

    /// <summary>A row that waits for the candles after it.</summary>
    public void Add(Minute minute, double atrShare) => _waiting.Enqueue((minute, atrShare));

    /// <summary>Takes the next candle, before the row that is made of it is added.</summary>
    public void Take(Minute minute, in PathBar bar)
    {
        if (_pathLength == 0 || minute != PathEnd)
        {
            SettleAll();
            (_pathFirst, _pathLength) = (minute, 0);
        }

        if (_pathLength == _path.Length) Forget();
        _path[_pathLength++] = bar;
        if (_waiting.TryPeek(out var oldest) && minute - oldest.Minute >= barrier.Horizon) Settle();
    }

    /// <summary>Nothing follows: every row that waits gets the label that its candles allow.</summary>
    public void SettleAll()
    {
        while (_waiting.Count > 0) Settle();
    }

    private void Settle()
    {
        var (minute, atrShare) = _waiting.Dequeue();
        var start = minute + 1 - _pathFirst;
        var label = barrier.Label(atrShare, _path.AsSpan(start, _pathLength - start));
        rows.Label(outcomes.TryGetValue(minute, out var outcome) ? outcome.ApplyTo(label, barrier.Horizon) : label);
    }

    /// <summary>Drops the candles that no row waits for any more.</summary>
    private void Forget()
    {
        var kept = _waiting.TryPeek(out var oldest) ? PathEnd - (oldest.Minute + 1) : 0;
        _path.AsSpan(_pathLength - kept, kept).CopyTo(_path);
        (_pathFirst, _pathLength) = (PathEnd - kept, kept);
    }
}
