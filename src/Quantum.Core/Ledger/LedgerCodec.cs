using System.Text;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Ledger;

/// <summary>
/// The bytes of one sealed minute: about 65 per symbol, little-endian, the same for the same records on every machine.
/// </summary>
/// <remarks>
/// Header: <c>QLDG</c>, format (1 byte), minute (int32), count (int32). Record: symbol, model version (length byte and
/// UTF-8 each, 0 for none), outcome, code (uint16), silence (uint16), side, source (byte each), value, limit,
/// confidence, RSI (double each), close (four int32 of the decimal).
/// </remarks>
public static class LedgerCodec
{
    private const byte Format = 1;

    private static ReadOnlySpan<byte> Magic => "QLDG"u8;

    /// <summary>Writes a minute.</summary>
    public static byte[] Encode(Minute minute, IReadOnlyList<DecisionRecord> records)
    {
        using var stream = new MemoryStream(16 + records.Count * 80);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Format);
        writer.Write(minute.Index);
        writer.Write(records.Count);
        foreach (var record in records) Write(writer, record);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a minute back.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole minute of this format.</exception>
    public static (Minute Minute, IReadOnlyList<DecisionRecord> Records) Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.ReadByte() != Format)
                throw new InvalidDataException("Not a ledger page of this format.");
            var minute = new Minute(reader.ReadInt32());
            var count = reader.ReadInt32();
            if (count < 0 || count > bytes.Length) throw new InvalidDataException($"A page of {count} records.");
            var records = new DecisionRecord[count];
            for (var index = 0; index < count; index++) records[index] = Read(reader);
            return stream.Position == stream.Length
                ? (minute, records)
                : throw new InvalidDataException("Bytes follow the last record.");
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The ledger page is damaged: {error.Message}", error);
        }
    }

    private static void Write(BinaryWriter writer, DecisionRecord record)
    {
        writer.Write(record.Symbol.Name);
        writer.Write(record.ModelVersion ?? "");
        writer.Write((byte)record.Outcome);
        writer.Write((ushort)record.Reason.Code);
        writer.Write((ushort)record.ModelSilence);
        writer.Write((byte)record.Side);
        writer.Write((byte)record.Source);
        writer.Write(record.Reason.Value);
        writer.Write(record.Reason.Limit);
        writer.Write(record.Confidence);
        writer.Write(record.Rsi);
        writer.Write(record.Close);
    }

    private static DecisionRecord Read(BinaryReader reader)
    {
        var symbol = Symbol.Of(reader.ReadString());
        var version = reader.ReadString() is { Length: > 0 } text ? text : null;
        var outcome = Defined((DecisionOutcome)reader.ReadByte());
        var code = Defined((ReasonCode)reader.ReadUInt16());
        var silence = Defined((ReasonCode)reader.ReadUInt16());
        var side = Defined((Side)reader.ReadByte());
        var source = Defined((SignalSource)reader.ReadByte());
        var reason = new Reason(code, reader.ReadDouble(), reader.ReadDouble());
        return new(symbol, outcome, reason, side, source, reader.ReadDouble(), reader.ReadDouble(),
            reader.ReadDecimal(), silence, version);
    }

    private static T Defined<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new FormatException($"{value} is no {typeof(T).Name}.");
}
