using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>
/// An entity as a row of a table: the body in binary properties <c>B0</c>, <c>B1</c>, … of at most 64 KiB each, and
/// <c>Mark</c>, 16 random bytes that say which write the row is from. Nothing else is stored.
/// </summary>
/// <remarks>
/// Binary, because a body must come back byte by byte and a string property holds half as much. No numbers, because
/// the library reads some of their types back as 0.
/// </remarks>
internal static class EntityMapping
{
    /// <summary>The most bytes of one property (Azure Table storage).</summary>
    public const int ChunkBytesMax = 64 * 1024;

    private const string MarkName = "Mark";

    /// <summary>A mark that no other write has: it proves nothing but which of two writes a row is from.</summary>
    public static byte[] NewMark() => RandomNumberGenerator.GetBytes(16);

    /// <summary>One change as the library wants it.</summary>
    /// <exception cref="InvalidOperationException">A version was never set.</exception>
    public static TableTransactionAction ToAction(string partition, EntityWrite write, byte[] mark) => write switch
    {
        EntityWrite.Insert insert => new(
            TableTransactionActionType.Add, ToRow(partition, insert.Row, insert.Body, mark)),
        EntityWrite.Replace replace => new(
            TableTransactionActionType.UpdateReplace, ToRow(partition, replace.Row, replace.Body, mark),
            new ETag(replace.IfMatch.Text)),
        EntityWrite.Delete delete => new(
            TableTransactionActionType.Delete, new TableEntity(partition, delete.Row), new ETag(delete.IfMatch.Text)),
        _ => throw new ArgumentException($"Condition failed: {write.GetType().Name} is not a change.", nameof(write)),
    };

    /// <summary>A row as read.</summary>
    /// <exception cref="AzureStoreException">A part of the body is missing.</exception>
    public static StoredEntity ToEntity(TableEntity row) =>
        new(row.RowKey, BodyOf(row), Etag.Of(row.ETag.ToString()));

    /// <summary>Whether a row is from the write with this mark.</summary>
    public static bool HasMark(TableEntity row, byte[] mark) =>
        row.GetBinary(MarkName) is { } found && found.AsSpan().SequenceEqual(mark);

    /// <summary>
    /// Whether a text can be a version of this store; any other would be refused as a malformed header instead of a
    /// conflict.
    /// </summary>
    public static bool IsVersion(string text)
    {
        const string Start = "W/\"datetime'";
        const string End = "'\"";
        return text.Length > Start.Length + End.Length
            && text.StartsWith(Start, StringComparison.Ordinal)
            && text.EndsWith(End, StringComparison.Ordinal)
            && text.AsSpan(Start.Length, text.Length - Start.Length - End.Length).IndexOfAnyExcept(VersionCharacters)
                < 0;
    }

    private static readonly System.Buffers.SearchValues<char> VersionCharacters =
        System.Buffers.SearchValues.Create("0123456789ABCDEFTZabcdef%:.+-");

    private static TableEntity ToRow(string partition, string row, ReadOnlyMemory<byte> body, byte[] mark)
    {
        var entity = new TableEntity(partition, row) { [MarkName] = mark };
        var index = 0;
        for (var rest = body; rest.Length > 0; rest = rest[Math.Min(rest.Length, ChunkBytesMax)..])
            entity[ChunkName(index++)] = rest[..Math.Min(rest.Length, ChunkBytesMax)].ToArray();
        return entity;
    }

    private static byte[] BodyOf(TableEntity row)
    {
        var chunks = new List<byte[]>();
        while (row.GetBinary(ChunkName(chunks.Count)) is { } chunk) chunks.Add(chunk);
        var unread = row.Keys.Count(key => key[0] == 'B' && key[1..].All(char.IsAsciiDigit)) - chunks.Count;
        if (unread != 0 || chunks.Take(chunks.Count - 1).Any(chunk => chunk.Length != ChunkBytesMax))
        {
            throw new AzureStoreException($"{row.PartitionKey}/{row.RowKey}", AzureFault.Damaged,
                $"{chunks.Count} parts of the body in order, {unread} others");
        }

        if (chunks.Count == 1) return chunks[0];
        var body = new byte[chunks.Sum(chunk => chunk.Length)];
        var written = 0;
        foreach (var chunk in chunks)
        {
            chunk.CopyTo(body, written);
            written += chunk.Length;
        }

        return body;
    }

    private static string ChunkName(int index) => index switch
    {
        0 => "B0", 1 => "B1", 2 => "B2", 3 => "B3", 4 => "B4", 5 => "B5", 6 => "B6", 7 => "B7",
        _ => $"B{index}",
    };
}
