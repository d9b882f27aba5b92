using System.Text;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Core.Ledger;

/// <summary>
/// The bytes of one sealed minute: about 60 per symbol and 24 more where a model spoke, little-endian, the same for the
/// same records on every machine.
/// </summary>
/// <remarks>
/// Header: <c>QLDG</c>, format (1 byte), minute (int32), count (int32), model versions (count byte, then length byte
/// and UTF-8 each). Record: symbol (length byte and UTF-8), place of its version among them (byte, 0 for none),
/// outcome, code (uint16), silence (uint16), side, source, contents (byte each), value, limit, RSI (double each), close
/// (four int32 of the decimal); then, as the contents say, confidence (1: double), the rule's wish (2: side and
/// double), the models' scores (4: down and up of ensemble, XGBoost, TFT; float32 each). Format 1, still read, had the
/// version in every record, always a confidence, and neither rule nor scores.
/// </remarks>
public static class LedgerCodec
{
    private const byte Format = 2;
    private const int VersionsMax = byte.MaxValue;

    private static ReadOnlySpan<byte> Magic => "QLDG"u8;

    /// <summary>Writes a minute.</summary>
    /// <exception cref="ArgumentException">More than 255 model versions speak in it. A caller's bug.</exception>
    public static byte[] Encode(Minute minute, IReadOnlyList<DecisionRecord> records)
    {
        var versions = records.Select(record => record.ModelVersion).OfType<string>().Distinct().ToList();
        if (versions.Count > VersionsMax)
            throw new ArgumentException($"Condition failed: {versions.Count} model versions in one minute.");
        using var stream = new MemoryStream(64 + (records.Count * 96));
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Format);
        writer.Write(minute.Index);
        writer.Write(records.Count);
        writer.Write((byte)versions.Count);
        foreach (var version in versions) writer.Write(version);
        foreach (var record in records)
            Write(writer, record, record.ModelVersion is { } spoke ? versions.IndexOf(spoke) + 1 : 0);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a minute back.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole minute of format 1 or 2.</exception>
    public static (Minute Minute, IReadOnlyList<DecisionRecord> Records) Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw new InvalidDataException("Not a ledger page.");
            var format = reader.ReadByte();
            if (format is not (1 or Format)) throw new InvalidDataException($"A ledger page of format {format}.");
            var minute = new Minute(reader.ReadInt32());
            var count = reader.ReadInt32();
            if (count < 0 || count > bytes.Length) throw new InvalidDataException($"A page of {count} records.");
            string?[] versions = [null, .. format == 1 ? [] : ReadTexts(reader)];
            var records = new DecisionRecord[count];
            for (var index = 0; index < count; index++)
                records[index] = format == 1 ? ReadFormat1(reader) : Read(reader, versions);
            return stream.Position == stream.Length
                ? (minute, records)
                : throw new InvalidDataException("Bytes follow the last record.");
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The ledger page is damaged: {error.Message}", error);
        }
    }

    private static void Write(BinaryWriter writer, DecisionRecord record, int version)
    {
        var contents = (double.IsNaN(record.Confidence) ? Contents.None : Contents.Confidence)
            | (record.Rule.Side == Side.None ? Contents.None : Contents.Rule)
            | (record.Model is null ? Contents.None : Contents.Model);
        writer.Write(record.Symbol.Name);
        writer.Write((byte)version);
        writer.Write((byte)record.Outcome);
        writer.Write((ushort)record.Reason.Code);
        writer.Write((ushort)record.ModelSilence);
        writer.Write((byte)record.Side);
        writer.Write((byte)record.Source);
        writer.Write((byte)contents);
        writer.Write(record.Reason.Value);
        writer.Write(record.Reason.Limit);
        writer.Write(record.Rsi);
        writer.Write(record.Close);
        if (contents.HasFlag(Contents.Confidence)) writer.Write(record.Confidence);
        if (contents.HasFlag(Contents.Rule))
        {
            writer.Write((byte)record.Rule.Side);
            writer.Write(record.Rule.Confidence);
        }

        if (record.Model is not { } model) return;
        foreach (var scores in (ReadOnlySpan<ClassScores>)[model.Ensemble, model.XgBoost, model.Tft])
        {
            writer.Write(scores.Down);
            writer.Write(scores.Up);
        }
    }

    private static DecisionRecord Read(BinaryReader reader, string?[] versions)
    {
        var symbol = Symbol.Of(reader.ReadString());
        var place = reader.ReadByte();
        if (place >= versions.Length) throw new FormatException($"There is no model version {place}.");
        var outcome = Defined((DecisionOutcome)reader.ReadByte());
        var code = Defined((ReasonCode)reader.ReadUInt16());
        var silence = Defined((ReasonCode)reader.ReadUInt16());
        var side = Defined((Side)reader.ReadByte());
        var source = Defined((SignalSource)reader.ReadByte());
        var contents = (Contents)reader.ReadByte();
        if ((contents & ~Contents.All) != 0) throw new FormatException($"{contents} is no content of a record.");
        var reason = new Reason(code, reader.ReadDouble(), reader.ReadDouble());
        var (rsi, close) = (reader.ReadDouble(), reader.ReadDecimal());
        var confidence = contents.HasFlag(Contents.Confidence) ? reader.ReadDouble() : double.NaN;
        var rule = contents.HasFlag(Contents.Rule)
            ? new Opinion(Defined((Side)reader.ReadByte()), reader.ReadDouble())
            : Opinion.Neutral;
        var model = contents.HasFlag(Contents.Model)
            ? new ModelScores(ReadScores(reader), ReadScores(reader), ReadScores(reader))
            : null;
        return new(symbol, outcome, reason, side, source, confidence, rsi, close, silence, versions[place])
        {
            Rule = rule,
            Model = model,
        };
    }

    private static DecisionRecord ReadFormat1(BinaryReader reader)
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

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[reader.ReadByte()];
        for (var index = 0; index < texts.Length; index++) texts[index] = reader.ReadString();
        return texts;
    }

    private static ClassScores ReadScores(BinaryReader reader) => new(reader.ReadSingle(), reader.ReadSingle());

    private static T Defined<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new FormatException($"{value} is no {typeof(T).Name}.");

    /// <summary>What a record holds beyond what every record holds.</summary>
    [Flags]
    private enum Contents : byte
    {
        None = 0,
        Confidence = 1,
        Rule = 2,
        Model = 4,
        All = Confidence | Rule | Model,
    }
}
