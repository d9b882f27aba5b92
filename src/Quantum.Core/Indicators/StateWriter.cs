using System.Buffers.Binary;

namespace Quantum.Core.Indicators;

/// <summary>Writes indicator state, little-endian and unpadded, into a buffer of the caller.</summary>
public ref struct StateWriter
{
    private readonly Span<byte> _buffer;
    private int _position;

    /// <summary>Starts at the beginning of the buffer.</summary>
    public StateWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>How many bytes were written so far.</summary>
    public readonly int Position => _position;

    /// <summary>Writes four bytes.</summary>
    /// <exception cref="ArgumentException">The buffer is full. A caller's bug.</exception>
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    /// <summary>Writes the eight bytes of a double, bit by bit; NaN is allowed.</summary>
    /// <exception cref="ArgumentException">The buffer is full. A caller's bug.</exception>
    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(sizeof(double)), value);

    /// <summary>Writes doubles one after the other, without a length.</summary>
    /// <exception cref="ArgumentException">The buffer is full. A caller's bug.</exception>
    public void WriteDoubles(ReadOnlySpan<double> values)
    {
        foreach (var value in values) WriteDouble(value);
    }

    private Span<byte> Next(int length)
    {
        if (_buffer.Length - _position < length)
            throw new ArgumentException($"Condition failed: {length} bytes do not fit after byte {_position} of "
                + $"{_buffer.Length}.");

        var next = _buffer.Slice(_position, length);
        _position += length;
        return next;
    }
}
