namespace Quantum.Core.Indicators;

/// <summary>
/// Mean and population standard deviation of the last so many values, without drift and without the cancellation of
/// Σx² − (Σx)²/n: blocks as in <see cref="WindowSum"/>, each grown by Welford's update and joined by Chan's. A window
/// of equal values has that value as its mean and a deviation of exactly 0.
/// </summary>
internal sealed class WindowDeviation
{
    private readonly ValueRing _ring;
    private readonly double[] _suffixMeans;
    private readonly double[] _suffixSquares;
    private double _prefixMean;
    private double _prefixSquares;

    /// <summary>An empty window.</summary>
    /// <param name="length">How many values are looked at, ≥ 2.</param>
    public WindowDeviation(int length)
    {
        _ring = new ValueRing(length);
        _suffixMeans = new double[length];
        _suffixSquares = new double[length];
    }

    /// <summary>Whether so many values were added as the window is long.</summary>
    public bool IsFull => _ring.IsFull;

    /// <summary>The mean of a full window; NaN before.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The population standard deviation of a full window; NaN before.</summary>
    public double StandardDeviation { get; private set; } = double.NaN;

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public int StateBytes => _ring.StateBytes;

    /// <summary>Adds a value and drops the oldest of a full window.</summary>
    public void Add(double value)
    {
        var slot = _ring.Push(value);
        GrowPrefix(slot, value);
        if (!_ring.IsFull) return;

        Combine();
        if (_ring.Next == 0) FillSuffixes();
    }

    /// <summary>Writes the exact state: the values only, because the moments follow from them.</summary>
    public void Save(ref StateWriter writer) => _ring.Save(ref writer);

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        _ring.Load(ref reader);
        Mean = StandardDeviation = double.NaN;
        var turn = _ring.Turn;
        for (var slot = 0; slot < turn.Length; slot++) GrowPrefix(slot, turn[slot]);
        if (!_ring.IsFull) return;

        FillSuffixes();
        Combine();
    }

    private void GrowPrefix(int slot, double value)
    {
        if (slot == 0)
        {
            _prefixMean = value;
            _prefixSquares = 0;
            return;
        }

        var distance = value - _prefixMean;
        _prefixMean += distance / (slot + 1);
        _prefixSquares += distance * (value - _prefixMean);
    }

    private void Combine()
    {
        var length = _ring.Length;
        var mean = _prefixMean;
        var squares = _prefixSquares;
        if (_ring.Next > 0)
        {
            var newer = (double)_ring.Next;
            var older = length - newer;
            var distance = mean - _suffixMeans[_ring.Next];
            mean = _suffixMeans[_ring.Next] + (distance * newer / length);
            squares += _suffixSquares[_ring.Next] + (distance * distance * older * newer / length);
        }

        Mean = mean;
        StandardDeviation = Math.Sqrt(squares / length);
    }

    private void FillSuffixes()
    {
        var slots = _ring.Slots;
        var mean = slots[^1];
        var squares = 0d;
        for (var slot = slots.Length - 1; slot >= _ring.Next; slot--)
        {
            var distance = slots[slot] - mean;
            mean += distance / (slots.Length - slot);
            squares += distance * (slots[slot] - mean);
            _suffixMeans[slot] = mean;
            _suffixSquares[slot] = squares;
        }
    }
}
