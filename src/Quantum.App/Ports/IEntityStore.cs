namespace Quantum.App.Ports;

/// <summary>The version of a stored entity. Never empty and never "any": a write names the version it read.</summary>
public readonly record struct Etag
{
    private readonly string? _text;

    private Etag(string text) => _text = text;

    /// <summary>The store's text for the version; equality is all that is promised.</summary>
    /// <exception cref="InvalidOperationException">The tag is <c>default</c>.</exception>
    public string Text => _text ?? throw new InvalidOperationException("Etag was never set.");

    /// <summary>Wraps a store's text.</summary>
    /// <exception cref="ArgumentException">It is empty, or <c>*</c>, which would overwrite anything.</exception>
    public static Etag Of(string text) => text is not (null or "" or "*")
        ? new(text)
        : throw new ArgumentException($"'{text}' is not the version of an entity.", nameof(text));

    /// <inheritdoc/>
    public override string ToString() => _text ?? "(no version)";
}

/// <summary>One entity as read.</summary>
/// <param name="Row">Its key within the partition.</param>
/// <param name="Body">Its document, UTF-8 JSON, exactly the bytes written.</param>
/// <param name="Etag">Its version.</param>
public sealed record StoredEntity(string Row, ReadOnlyMemory<byte> Body, Etag Etag)
{
    private Memo? _memo;

    /// <summary>Two readings are equal when row, version and the very memory of the body are.</summary>
    public bool Equals(StoredEntity? other) =>
        other is not null && Row == other.Row && Etag == other.Etag && Body.Equals(other.Body);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Row, Etag);

    /// <summary>
    /// What the body says, read once: a store that keeps entities in memory hands out the same one again, and documents
    /// never change.
    /// </summary>
    internal T Once<T>(Func<StoredEntity, T> read)
        where T : class
    {
        // The memo names its body: a copy of this record with another body must not answer with the old document.
        if (_memo is { Document: T known } memo && memo.Body.Equals(Body)) return known;
        var document = read(this);
        _memo = new(Body, document);
        return document;
    }

    private sealed record Memo(ReadOnlyMemory<byte> Body, object Document);
}

/// <summary>One change within a transaction.</summary>
public abstract record EntityWrite(string Row)
{
    /// <summary>Writes where nothing is; conflicts where the row exists.</summary>
    public sealed record Insert(string Row, ReadOnlyMemory<byte> Body) : EntityWrite(Row);

    /// <summary>Overwrites exactly the version read; conflicts where it changed or is gone.</summary>
    public sealed record Replace(string Row, ReadOnlyMemory<byte> Body, Etag IfMatch) : EntityWrite(Row);

    /// <summary>Removes exactly the version read; conflicts where it changed or is gone.</summary>
    public sealed record Delete(string Row, Etag IfMatch) : EntityWrite(Row);
}

/// <summary>Bounds that hold in every adapter, so that what works on one store works on all.</summary>
public static class EntityLimits
{
    /// <summary>Most changes in one transaction (Azure Table storage).</summary>
    public const int WritesMax = 100;

    /// <summary>Most bytes of one body.</summary>
    public const int BodyBytesMax = 512 * 1024;

    /// <summary>
    /// Most bytes of all bodies of one transaction: Azure Table storage takes 4 MiB a request, base64 makes 4 bytes of
    /// 3, and 100 changes carry about 150 KiB of headers.
    /// </summary>
    public const int TransactionBytesMax = 2 * 1024 * 1024;

    /// <summary>Most characters of a partition or row key: letters, digits, <c>. _ : -</c>.</summary>
    public const int KeyLengthMax = 128;

    /// <summary>Throws for a key that some adapter could not store.</summary>
    /// <exception cref="ArgumentException">Empty, too long, or a character is not allowed.</exception>
    public static void CheckKey(string key)
    {
        if (key.Length is 0 or > KeyLengthMax || !key.All(IsKeyCharacter))
        {
            throw new ArgumentException(
                $"Condition failed: '{key}' is not a key: 1 to {KeyLengthMax} of [A-Za-z0-9._:-].");
        }
    }

    private static bool IsKeyCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '-';
}

/// <summary>
/// Documents by partition and row, each with a version. A transaction stays inside one partition and is all or nothing.
/// Rows order by ordinal comparison of their keys.
/// </summary>
/// <remarks>A key that <see cref="EntityLimits.CheckKey"/> refuses is an <see cref="ArgumentException"/>; the bounds of
/// a
/// query may be any text.</remarks>
public interface IEntityStore
{
    /// <summary>Reads one entity; <see langword="null"/> where there is none.</summary>
    Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct);

    /// <summary>Reads rows of one partition in ascending order.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="fromRow">First row, inclusive; <see langword="null"/> for the start.</param>
    /// <param name="toRow">Last row, exclusive; <see langword="null"/> for the end.</param>
    /// <param name="ct">Cancels the read.</param>
    Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct);

    /// <summary>Applies all changes or none.</summary>
    /// <param name="partition">The partition that all rows live in.</param>
    /// <param name="writes">1 to <see cref="EntityLimits.WritesMax"/> changes to different rows.</param>
    /// <param name="ct">Cancels before the effect, or after it unknown to the caller.</param>
    /// <returns>True when applied; false when any change conflicted, and then nothing was written.</returns>
    /// <exception cref="ArgumentException">
    /// <see cref="EntityTransaction.Check"/> refuses it. A caller's bug.
    /// </exception>
    Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct);
}
