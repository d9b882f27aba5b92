namespace Quantum.Core.Indicators;

/// <summary>
/// The largest of the last so many values and its age, in constant amortised time: suffixes of the last turn of the
/// ring against the prefix of this one, as in <see cref="WindowSum"/>. A minimum is the maximum of the negated values.
/// </summary>
internal sealed class WindowMaximum
{
    private readonly ValueRing _ring;
    private readonly int[] _suffix;
    private int _prefix;
    private int _largest;

    /// <summary>An empty window.</summary>
    /// <param name="length">How many values are compared, ≥ 1.</param>
    public WindowMaximum(int length)
    {
        _ring = new ValueRing(length);
        _suffix = new int[length];
    }

    /// <summary>Whether so many values were added as the window is long.</summary>
    public bool IsFull => _ring.IsFull;

    /// <summary>The largest value in the window; meaningful after the first value.</summary>
    public double Value => _ring.Slots[_largest];

    /// <summary>How many values came after the largest one; of equal values the oldest counts.</summary>
    public int Age
    {
        get
        {
            var distance = _ring.Next - 1 - _largest;
            return distance >= 0 ? distance : distance + _ring.Length;
        }
    }

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public int StateBytes => _ring.StateBytes;

    /// <summary>Adds a value and drops the oldest of a full window.</summary>
    public void Add(double value)
    {
        var slot = _ring.Push(value);
        if (slot == 0 || value > _ring.Slots[_prefix]) _prefix = slot;
        Combine();
        if (_ring.Next == 0) FillSuffixes();
    }

    /// <summary>Writes the exact state: the values only, because their order follows from them.</summary>
    public void Save(ref StateWriter writer) => _ring.Save(ref writer);

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        _ring.Load(ref reader);
        var turn = _ring.Turn;
        _prefix = 0;
        for (var slot = 1; slot < turn.Length; slot++)
        {
            if (turn[slot] > turn[_prefix]) _prefix = slot;
        }

        FillSuffixes();
        Combine();
    }

    private void Combine()
    {
        _largest = _prefix;
        if (!_ring.IsFull || _ring.Next == 0) return;

        var older = _suffix[_ring.Next];
        if (_ring.Slots[older] >= _ring.Slots[_prefix]) _largest = older;
    }

    private void FillSuffixes()
    {
        var slots = _ring.Slots;
        var largest = slots.Length - 1;
        for (var slot = largest; slot >= _ring.Next; slot--)
        {
            if (slots[slot] >= slots[largest]) largest = slot;
            _suffix[slot] = largest;
        }
    }
}
