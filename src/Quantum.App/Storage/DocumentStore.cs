using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Quantum.App.Ports;

namespace Quantum.App.Storage;

/// <summary>A document with the version it was read at.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Row">Its row.</param>
/// <param name="Value">The document.</param>
/// <param name="Etag">Its version.</param>
public sealed record Tagged<T>(string Row, T Value, Etag Etag);

/// <summary>What a decision over a document wants.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Next">The document to write, or <see langword="null"/> to leave it as it is.</param>
public readonly record struct Change<T>(T? Next)
    where T : class
{
    /// <summary>Leave it.</summary>
    public static Change<T> Nothing => new(null);
}

/// <summary>Typed documents over an <see cref="IEntityStore"/>.</summary>
public static class DocumentStore
{
    /// <summary>
    /// Most lost races before a write gives up; whoever called is called again by its queue or timer.
    /// </summary>
    public const int AttemptsMax = 20;

    /// <summary>A document's bytes.</summary>
    public static ReadOnlyMemory<byte> ToBytes<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>A document of its bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a document; the message names the row.</exception>
    public static Tagged<T> ToDocument<T>(this StoredEntity entity, JsonTypeInfo<T> type) =>
        entity.Once(stored => new Tagged<T>(stored.Row, Parse(stored, type), stored.Etag));

    /// <summary>Reads a document; <see langword="null"/> where there is none.</summary>
    public static async Task<Tagged<T>?> ReadAsync<T>(
        this IEntityStore store, string partition, string row, JsonTypeInfo<T> type, CancellationToken ct) =>
        (await store.ReadAsync(partition, row, ct))?.ToDocument(type);

    /// <summary>Writes a document where there is none; false where there is one.</summary>
    public static Task<bool> TryInsertAsync<T>(
        this IEntityStore store, string partition, string row, T value, JsonTypeInfo<T> type, CancellationToken ct) =>
        store.TryWriteAsync(partition, [new EntityWrite.Insert(row, ToBytes(value, type))], ct);

    /// <summary>A change within a transaction: insert where nothing was read, replace what was.</summary>
    public static EntityWrite Put<T>(string row, T value, Etag? read, JsonTypeInfo<T> type) => read is { } etag
        ? new EntityWrite.Replace(row, ToBytes(value, type), etag)
        : new EntityWrite.Insert(row, ToBytes(value, type));

    /// <summary>Reads, decides and writes only over the version read; decides again after a lost race.</summary>
    /// <param name="store">The store.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="row">The row.</param>
    /// <param name="type">The document's type.</param>
    /// <param name="decide">Pure; gets <see langword="null"/> where there is no document yet.</param>
    /// <param name="ct">Cancels between attempts.</param>
    /// <returns>The document as it now is; <see langword="null"/> where there is none.</returns>
    /// <exception cref="TimeoutException">The race was lost <see cref="AttemptsMax"/> times.</exception>
    public static async Task<T?> UpdateAsync<T>(this IEntityStore store, string partition, string row,
        JsonTypeInfo<T> type, Func<T?, Change<T>> decide, CancellationToken ct)
        where T : class
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var current = await store.ReadAsync(partition, row, type, ct);
            if (decide(current?.Value).Next is not { } next) return current?.Value;
            if (await store.TryWriteAsync(partition, [Put(row, next, current?.Etag, type)], ct)) return next;
        }

        throw new TimeoutException($"{partition}/{row}: lost the write race {AttemptsMax} times.");
    }

    private static T Parse<T>(StoredEntity entity, JsonTypeInfo<T> type)
    {
        try
        {
            return StrictReader.Read(entity.Body.Span, type)
                ?? throw new InvalidDataException($"The stored document {entity.Row} is null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The stored document {entity.Row} is damaged: {error.Message}", error);
        }
    }
}
