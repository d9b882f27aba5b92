using System.Buffers.Binary;

namespace Quantum.Core.Indicators;

/// <summary>Reads what <see cref="StateWriter"/> wrote and refuses what it cannot have written.</summary>
public ref struct StateReader
{
    private readonly ReadOnlySpan<byte> _buffer;
    private int _position;

    /// <summary>Starts at the beginning of the buffer.</summary>
    public StateReader(ReadOnlySpan<byte> buffer) => _buffer = buffer;

    /// <summary>How many bytes were read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Reads an integer that must lie in a range.</summary>
    /// <param name="minimum">Smallest possible value, inclusive.</param>
    /// <param name="maximum">Largest possible value, inclusive.</param>
    /// <exception cref="InvalidDataException">The state ends early, or the value is out of range.</exception>
    public int ReadInt32(int minimum, int maximum)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));
        return value >= minimum && value <= maximum
            ? value
            : throw new InvalidDataException(
                $"State byte {_position - sizeof(int)}: {value} is not in [{minimum}, {maximum}].");
    }

    /// <summary>Reads the mark of an indicator's kind and parameters, which must be the expected one.</summary>
    /// <exception cref="InvalidDataException">The state ends early, or belongs to something else.</exception>
    public void Expect(int signature)
    {
        var found = BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));
        if (found != signature)
            throw new InvalidDataException($"State byte {_position - sizeof(int)}: signature {found:x8} is of another "
                + $"indicator or other parameters than {signature:x8}.");
    }

    /// <summary>Reads a finite double.</summary>
    /// <exception cref="InvalidDataException">The state ends early, or the value is NaN or ∞.</exception>
    public double ReadDouble()
    {
        var value = ReadDoubleOrNaN();
        return double.IsNaN(value)
            ? throw new InvalidDataException($"State byte {_position - sizeof(double)}: NaN where a number must be.")
            : value;
    }

    /// <summary>Reads a finite double that cannot be negative, e.g. a price or an average of ranges.</summary>
    /// <exception cref="InvalidDataException">The state ends early, or the value is NaN, ∞ or &lt; 0.</exception>
    public double ReadNonNegative()
    {
        var value = ReadDouble();
        return value >= 0
            ? value
            : throw new InvalidDataException($"State byte {_position - sizeof(double)}: {value} is negative.");
    }

    /// <summary>Reads a double that may be undefined.</summary>
    /// <exception cref="InvalidDataException">The state ends early, or the value is ∞.</exception>
    public double ReadDoubleOrNaN()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(Next(sizeof(double)));
        return double.IsInfinity(value)
            ? throw new InvalidDataException($"State byte {_position - sizeof(double)}: the value is infinite.")
            : value;
    }

    /// <summary>Reads a double that is a number exactly when the rest of the state says so.</summary>
    /// <param name="isDefined">Whether the value must be a number; otherwise it must be NaN.</param>
    /// <exception cref="InvalidDataException">The state ends early, the value is ∞ or contradicts the rest.</exception>
    public double ReadDefined(bool isDefined)
    {
        var value = ReadDoubleOrNaN();
        return double.IsNaN(value) != isDefined
            ? value
            : throw new InvalidDataException(
                $"State byte {_position - sizeof(double)}: {value} where the count says defined = {isDefined}.");
    }

    /// <summary>Reads as many finite doubles as the span holds.</summary>
    /// <exception cref="InvalidDataException">The state ends early, or a value is NaN or ∞.</exception>
    public void ReadDoubles(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = ReadDouble();
    }

    private ReadOnlySpan<byte> Next(int length)
    {
        if (_buffer.Length - _position < length)
            throw new InvalidDataException($"State ends at byte {_buffer.Length}: {length} more were expected after "
                + $"byte {_position}.");

        var next = _buffer.Slice(_position, length);
        _position += length;
        return next;
    }
}
