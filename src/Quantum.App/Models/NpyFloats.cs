using System.Runtime.InteropServices;
using Quantum.Core.Arrays;

namespace Quantum.App.Models;

/// <summary>Whole arrays of float32 from <c>.npy</c> files.</summary>
public static class NpyFloats
{
    /// <summary>Reads one.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="InvalidDataException">It is no such array, or not whole.</exception>
    public static (float[] Values, IReadOnlyList<long> Shape) Read(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            var header = NpyHeader.Parse(bytes.Span, out var offset);
            if (header.Type != NpyType.Float32 || header.DataBytes != bytes.Length - offset)
                throw new InvalidDataException("It holds no float32, or more or fewer than its shape says.");
            // Every platform of .NET 10 is little-endian, as the file is.
            return (MemoryMarshal.Cast<byte, float>(bytes.Span[offset..]).ToArray(), header.Shape);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }
}
