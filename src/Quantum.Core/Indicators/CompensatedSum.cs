namespace Quantum.Core.Indicators;

/// <summary>
/// A running sum whose rounding errors are summed beside it (Neumaier 1974), so that 10⁷ candles of an anchored total
/// cost no digit that matters.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _error;

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public const int StateBytes = 2 * sizeof(double);

    /// <summary>The sum.</summary>
    public readonly double Value => _sum + _error;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        var sum = _sum + value;
        _error += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }

    /// <summary>Writes the exact state.</summary>
    public readonly void Save(ref StateWriter writer)
    {
        writer.WriteDouble(_sum);
        writer.WriteDouble(_error);
    }

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        _sum = reader.ReadDouble();
        _error = reader.ReadDouble();
    }
}
