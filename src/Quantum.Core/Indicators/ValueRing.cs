namespace Quantum.Core.Indicators;

/// <summary>The last so many values of a series, in an array that is written round and round.</summary>
internal sealed class ValueRing
{
    private readonly double[] _values;

    /// <summary>An empty ring.</summary>
    /// <param name="length">How many values it holds, ≥ 1.</param>
    public ValueRing(int length) => _values = new double[length];

    /// <summary>How many values the ring holds when full.</summary>
    public int Length => _values.Length;

    /// <summary>
    /// The slots, in the order of writing only up to <see cref="Next"/>; behind it lie the older values.
    /// </summary>
    public ReadOnlySpan<double> Slots => _values;

    /// <summary>The slot of the next value, which in a full ring still holds the oldest.</summary>
    public int Next { get; private set; }

    /// <summary>What was written in this turn of the ring, or in the whole last turn if it has just ended.</summary>
    public ReadOnlySpan<double> Turn => Slots[..(Next == 0 && IsFull ? Length : Next)];

    /// <summary>Whether every slot was written.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The oldest value; meaningful in a full ring only.</summary>
    public double Oldest => _values[Next];

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public int StateBytes => 2 * sizeof(int) + (_values.Length * sizeof(double));

    /// <summary>Overwrites the oldest value.</summary>
    /// <returns>The slot that was written.</returns>
    public int Push(double value)
    {
        var slot = Next;
        _values[slot] = value;
        if (slot + 1 < _values.Length)
        {
            Next = slot + 1;
            return slot;
        }

        Next = 0;
        IsFull = true;
        return slot;
    }

    /// <summary>Writes the exact state.</summary>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(Next);
        writer.WriteInt32(IsFull ? 1 : 0);
        writer.WriteDoubles(_values);
    }

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        Next = reader.ReadInt32(0, _values.Length - 1);
        IsFull = reader.ReadInt32(0, 1) == 1;
        reader.ReadDoubles(_values);
    }
}
