namespace Quantum.Core.Indicators;

/// <summary>
/// The sum of the last so many values without ever subtracting, so that it neither drifts nor cancels: each full turn
/// of the ring is summed once from its end (suffixes), and a window is the suffix that is left of the last turn plus
/// what came since (prefix). Two additions per value, amortised.
/// </summary>
/// <remarks>The method is that of van Herk and of Gil and Werman (1992/93) for running extremes.</remarks>
internal sealed class WindowSum
{
    private readonly ValueRing _ring;
    private readonly double[] _suffix;
    private double _prefix;

    /// <summary>An empty window.</summary>
    /// <param name="length">How many values are summed, ≥ 1.</param>
    public WindowSum(int length)
    {
        _ring = new ValueRing(length);
        _suffix = new double[length];
    }

    /// <summary>Whether so many values were added as the window is long.</summary>
    public bool IsFull => _ring.IsFull;

    /// <summary>The sum of the values in the window, also while it fills. Exactly 0 if all of them are.</summary>
    public double Sum { get; private set; }

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public int StateBytes => _ring.StateBytes;

    /// <summary>Adds a value and drops the oldest of a full window.</summary>
    public void Add(double value)
    {
        var slot = _ring.Push(value);
        _prefix = slot == 0 ? value : _prefix + value;
        Combine();
        if (_ring.Next == 0) FillSuffixes();
    }

    /// <summary>Writes the exact state: the values only, because the sums follow from them.</summary>
    public void Save(ref StateWriter writer) => _ring.Save(ref writer);

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        _ring.Load(ref reader);
        _prefix = 0;
        foreach (var value in _ring.Turn) _prefix += value;
        FillSuffixes();
        Combine();
    }

    private void Combine() =>
        Sum = _ring.IsFull && _ring.Next > 0 ? _suffix[_ring.Next] + _prefix : _prefix;

    private void FillSuffixes()
    {
        var sum = 0d;
        for (var slot = _suffix.Length - 1; slot >= _ring.Next; slot--)
        {
            sum += _ring.Slots[slot];
            _suffix[slot] = sum;
        }
    }
}
