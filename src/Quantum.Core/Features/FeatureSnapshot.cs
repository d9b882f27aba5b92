using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Features;

/// <summary>Why a snapshot was not used. None of them is an error of the program: the states are rebuilt.</summary>
public enum SnapshotDamage
{
    /// <summary>It is whole.</summary>
    None = 0,

    /// <summary>It does not begin like a snapshot, or like one of this format.</summary>
    Format = 1,

    /// <summary>It was made with another feature schema.</summary>
    Schema = 2,

    /// <summary>It is shorter or longer than it says.</summary>
    Length = 3,

    /// <summary>Its checksum differs from its content.</summary>
    Checksum = 4,

    /// <summary>The checksum agrees, but a symbol or a state in it is impossible.</summary>
    Content = 5,
}

/// <summary>What came out of a snapshot.</summary>
/// <param name="Damage"><see cref="SnapshotDamage.None"/> where the rest may be used.</param>
/// <param name="Problem">What is wrong in words; empty where nothing is.</param>
/// <param name="Minute">The scan minute after which it was written; <c>default</c> where damaged.</param>
/// <param name="States">Each symbol's state, ordered by symbol; empty where damaged.</param>
public sealed record SnapshotReading(SnapshotDamage Damage, string Problem, Minute Minute,
    IReadOnlyList<KeyValuePair<Symbol, SymbolFeatures>> States);

/// <summary>
/// The states of all symbols in one blob, little-endian: magic, format, schema hash, scan minute, bytes per state,
/// number of symbols; per symbol the length of its name, the name in UTF-8 and the state; at the end a CRC-32C of all
/// before it. The checksum guards against damage, not against forgery.
/// </summary>
public static class FeatureSnapshot
{
    /// <summary>To be raised when the frame changes; the states inside carry signatures of their own.</summary>
    public const int Format = 1;

    private const int ChecksumBytes = sizeof(uint);
    private const int HashBytes = 32;
    private const int HeaderBytes = 4 + sizeof(int) + HashBytes + (3 * sizeof(int));

    /// <summary>Longest name: every character may take three bytes.</summary>
    private const int NameBytesMax = 3 * Symbol.LengthMax;

    private static readonly byte[] SchemaHash = Convert.FromHexString(FeatureSchema.Hash);

    private static ReadOnlySpan<byte> Magic => "QFS\n"u8;

    /// <summary>Writes a snapshot.</summary>
    /// <param name="minute">The scan minute whose candles are all folded in.</param>
    /// <param name="states">The states in ascending order of their symbols.</param>
    /// <exception cref="ArgumentException">The order is broken or a symbol comes twice. A caller's bug.</exception>
    public static byte[] Encode(Minute minute, IReadOnlyList<KeyValuePair<Symbol, SymbolFeatures>> states)
    {
        byte[] buffer = [];
        return Encode(minute, states, ref buffer).ToArray();
    }

    /// <summary>Writes the states into a buffer that is kept from one snapshot to the next.</summary>
    /// <param name="minute">The scan minute whose candles are folded in.</param>
    /// <param name="states">The states in ascending order of their symbols.</param>
    /// <param name="buffer">Replaced by a larger one where too small; a megabyte each time would be garbage.</param>
    /// <returns>The part of the buffer that holds the snapshot, valid until the buffer is used again.</returns>
    /// <exception cref="ArgumentException">The symbols are not in ascending order. A caller's bug.</exception>
    public static ReadOnlyMemory<byte> Encode(
        Minute minute, IReadOnlyList<KeyValuePair<Symbol, SymbolFeatures>> states, ref byte[] buffer)
    {
        var stateBytes = states.Count > 0 ? states[0].Value.StateBytes : 0;
        var length = HeaderBytes + ChecksumBytes;
        foreach (var (symbol, _) in states) length += 1 + Encoding.UTF8.GetByteCount(symbol.Name) + stateBytes;
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(length);
        var bytes = buffer;
        WriteHeader(bytes, minute, stateBytes, states.Count);
        var position = HeaderBytes;
        for (var index = 0; index < states.Count; index++)
        {
            var (symbol, state) = states[index];
            if (index > 0 && states[index - 1].Key >= symbol)
                throw new ArgumentException($"Condition failed: {symbol} after {states[index - 1].Key}.");
            var nameBytes = Encoding.UTF8.GetBytes(symbol.Name, bytes.AsSpan(position + 1));
            bytes[position] = checked((byte)nameBytes);
            position += 1 + nameBytes;
            var writer = new StateWriter(bytes.AsSpan(position, stateBytes));
            state.Save(ref writer);
            position += stateBytes;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(position), Checksum(bytes.AsSpan(0, position)));
        return bytes.AsMemory(0, length);
    }

    /// <summary>Reads a snapshot. Damage of any kind is an answer, never an exception.</summary>
    public static SnapshotReading Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes + ChecksumBytes)
            return Refuse(SnapshotDamage.Length, $"{bytes.Length} bytes are fewer than a header.");
        if (!bytes[..Magic.Length].SequenceEqual(Magic)) return Refuse(SnapshotDamage.Format, "It is no snapshot.");
        var format = ReadInt32(bytes, Magic.Length);
        if (format != Format) return Refuse(SnapshotDamage.Format, $"Format {format} is not {Format}.");
        var hash = bytes.Slice(Magic.Length + sizeof(int), HashBytes);
        if (!hash.SequenceEqual(SchemaHash))
        {
            return Refuse(SnapshotDamage.Schema,
                $"Schema {Convert.ToHexStringLower(hash)[..8]} is not {FeatureSchema.ShortHash}.");
        }

        var content = bytes[..^ChecksumBytes];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[content.Length..]) != Checksum(content))
            return Refuse(SnapshotDamage.Checksum, $"The checksum of {bytes.Length} bytes differs: cut or damaged.");

        try
        {
            return ReadStates(content);
        }
        catch (InvalidDataException error)
        {
            return Refuse(SnapshotDamage.Content, error.Message);
        }
    }

    private static SnapshotReading ReadStates(ReadOnlySpan<byte> content)
    {
        var header = new StateReader(content[(Magic.Length + sizeof(int) + HashBytes)..]);
        var minute = new Minute(header.ReadInt32(int.MinValue, int.MaxValue));
        var stateBytes = header.ReadInt32(0, content.Length);
        var count = header.ReadInt32(0, content.Length);
        var states = new List<KeyValuePair<Symbol, SymbolFeatures>>(count);
        var rest = content[HeaderBytes..];
        for (var index = 0; index < count; index++)
        {
            var nameBytes = rest.Length > 0 ? rest[0] : 0;
            if (nameBytes > NameBytesMax || rest.Length < 1 + nameBytes + stateBytes)
                return Refuse(SnapshotDamage.Length, $"It ends within symbol {index + 1} of {count}.");
            var name = Encoding.UTF8.GetString(rest.Slice(1, nameBytes));
            if (!Symbol.TryParse(name, out var symbol) || (index > 0 && states[^1].Key >= symbol))
                return Refuse(SnapshotDamage.Content, $"'{name}' is no symbol or out of order.");
            var state = new SymbolFeatures();
            if (state.StateBytes != stateBytes)
                return Refuse(SnapshotDamage.Content, $"A state has {stateBytes} bytes, not {state.StateBytes}.");
            var reader = new StateReader(rest.Slice(1 + nameBytes, stateBytes));
            state.Load(ref reader);
            states.Add(new(symbol, state));
            rest = rest[(1 + nameBytes + stateBytes)..];
        }

        return rest.IsEmpty
            ? new(SnapshotDamage.None, "", minute, states)
            : Refuse(SnapshotDamage.Length, $"{rest.Length} bytes follow the last symbol.");
    }

    private static void WriteHeader(Span<byte> bytes, Minute minute, int stateBytes, int count)
    {
        Magic.CopyTo(bytes);
        var writer = new StateWriter(bytes[Magic.Length..HeaderBytes]);
        writer.WriteInt32(Format);
        SchemaHash.CopyTo(bytes[(Magic.Length + sizeof(int))..]);
        writer = new StateWriter(bytes[(Magic.Length + sizeof(int) + HashBytes)..HeaderBytes]);
        writer.WriteInt32(minute.Index);
        writer.WriteInt32(stateBytes);
        writer.WriteInt32(count);
    }

    private static SnapshotReading Refuse(SnapshotDamage damage, string problem) => new(damage, problem, default, []);

    private static int ReadInt32(ReadOnlySpan<byte> bytes, int position) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]);

    /// <summary>CRC-32C (Castagnoli, RFC 3720), eight bytes per step where the processor can.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var last in bytes) checksum = BitOperations.Crc32C(checksum, last);
        return ~checksum;
    }
}
