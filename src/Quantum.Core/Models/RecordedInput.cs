using System.Buffers.Binary;
using System.Text;
using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Core.Models;

/// <summary>
/// The newest rows of some symbols in one scan, in half precision: what a later bundle is scored on before it serves.
/// </summary>
/// <remarks>
/// Bytes: <c>QINP</c>, format (1 byte), first 4 bytes of the schema's hash, minute (int32), count (uint16); per symbol
/// its name (length byte and UTF-8), whether its row is usable (byte), and its features (float16 each).
/// </remarks>
/// <param name="Minute">The minute that the newest candles cover.</param>
/// <param name="Symbols">The symbols.</param>
/// <param name="Usable">Whether a symbol's row may be used.</param>
/// <param name="Rows">Row-major, <see cref="FeatureSchema.Count"/> features per symbol.</param>
public sealed record RecordedInput(
    Minute Minute, IReadOnlyList<Symbol> Symbols, IReadOnlyList<bool> Usable, float[] Rows)
{
    private const byte Format = 1;
    private const int HashLength = 8;

    private static ReadOnlySpan<byte> Magic => "QINP"u8;

    /// <summary>Writes the rows of at most so many symbols, spread evenly over the universe.</summary>
    /// <param name="window">The scan's window.</param>
    /// <param name="symbolsMax">&gt; 0.</param>
    public static byte[] Encode(FeatureWindow window, int symbolsMax)
    {
        var rows = window.Rows.Span;
        var total = window.Universe.Count;
        var count = Math.Min(total, symbolsMax);
        using var stream = new MemoryStream(32 + (count * ((FeatureSchema.Count * 2) + 16)));
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Format);
        writer.Write(Encoding.ASCII.GetBytes(FeatureSchema.Hash[..HashLength]));
        writer.Write(window.Newest.Index);
        writer.Write((ushort)count);
        Span<byte> halves = stackalloc byte[FeatureSchema.Count * 2];
        for (var place = 0; place < count; place++)
        {
            var index = (int)((long)place * total / count);
            var row = rows.Slice(index * FeatureSchema.Count, FeatureSchema.Count);
            for (var feature = 0; feature < row.Length; feature++)
                BinaryPrimitives.WriteHalfLittleEndian(halves[(feature * 2)..], (Half)row[feature]);
            writer.Write(window.Universe[index].Name);
            writer.Write(window.VerdictOf(index).Passed);
            writer.Write(halves);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads rows back; <see langword="null"/> for those of another schema or format.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static RecordedInput? Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) return null;
            if (reader.ReadByte() != Format) return null;
            if (Encoding.ASCII.GetString(reader.ReadBytes(HashLength)) != FeatureSchema.Hash[..HashLength]) return null;
            var minute = new Minute(reader.ReadInt32());
            var count = reader.ReadUInt16();
            var (symbols, usable) = (new Symbol[count], new bool[count]);
            var rows = new float[count * FeatureSchema.Count];
            for (var place = 0; place < count; place++)
            {
                symbols[place] = Symbol.Of(reader.ReadString());
                usable[place] = reader.ReadBoolean();
                for (var feature = 0; feature < FeatureSchema.Count; feature++)
                    rows[(place * FeatureSchema.Count) + feature] = (float)reader.ReadHalf();
            }

            return new(minute, symbols, usable, rows);
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The recorded input is damaged: {error.Message}", error);
        }
    }
}
