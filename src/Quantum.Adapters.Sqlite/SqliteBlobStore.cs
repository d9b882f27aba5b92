using Quantum.App.Ports;

namespace Quantum.Adapters.Sqlite;

/// <summary>Blobs in an SQLite file; one holds at most 1,000,000,000 bytes.</summary>
/// <remarks>
/// Safe for concurrent use, also between processes. Every call runs on the caller's thread and returns a completed
/// task, so that virtual time stays deterministic; what goes wrong is thrown by the call itself, as
/// <see cref="SqliteStoreException"/> unless the caller is to blame. Cancelling works before a call only.
/// </remarks>
/// <param name="database">The file; the caller disposes it.</param>
public sealed class SqliteBlobStore(SqliteDatabase database) : IBlobStore
{
    /// <summary>
    /// Behind a prefix it is after every name that begins so: no character of a name is greater than 'z'.
    /// </summary>
    private const string AfterEveryCharacter = "{";

    private static readonly SqlText PutText = new(
        "INSERT INTO blob (name, content) VALUES (?1, ?2) ON CONFLICT DO NOTHING");

    private static readonly SqlText ReadText = new("SELECT content FROM blob WHERE name = ?1");

    private static readonly SqlText ListText = new(
        "SELECT name FROM blob WHERE name >= ?1 AND name < ?2 ORDER BY name");

    private static readonly SqlText DeleteText = new("DELETE FROM blob WHERE name = ?1");

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        using (var cursor = writing.Session.Run(PutText).Bind(1, name).Bind(2, content))
        {
            if (cursor.Change() == 0)
                return Task.FromResult(false);
        }

        writing.Commit();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(ReadText).Bind(1, name);
        return Task.FromResult<ReadOnlyMemory<byte>?>(
            cursor.Step() ? cursor.Blob(0).AsMemory() : default(ReadOnlyMemory<byte>?));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var names = new List<string>();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(ListText).Bind(1, prefix).Bind(2, prefix + AfterEveryCharacter);
        while (cursor.Step())
            names.Add(cursor.Text(0));

        return Task.FromResult<IReadOnlyList<string>>(names);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Task<bool> TryDeleteAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        using (var cursor = writing.Session.Run(DeleteText).Bind(1, name))
        {
            if (cursor.Change() == 0)
                return Task.FromResult(false);
        }

        writing.Commit();
        return Task.FromResult(true);
    }
}
