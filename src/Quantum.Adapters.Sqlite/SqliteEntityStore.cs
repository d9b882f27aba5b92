using System.Globalization;
using Quantum.App.Ports;

namespace Quantum.Adapters.Sqlite;

/// <summary>Entities in an SQLite file. A version is a number that grows through the whole file.</summary>
/// <remarks>
/// Safe for concurrent use, also between processes. Every call runs on the caller's thread and returns a completed
/// task, so that virtual time stays deterministic; what goes wrong is thrown by the call itself, as
/// <see cref="SqliteStoreException"/> unless the caller is to blame. Cancelling works before a call only.
/// </remarks>
/// <param name="database">The file; the caller disposes it.</param>
public sealed class SqliteEntityStore(SqliteDatabase database) : IEntityStore
{
    /// <summary>After every key: no character of a key is greater than 'z'.</summary>
    private const string AfterEveryRow = "{";

    private static readonly SqlText ReadText = new(
        "SELECT version, body FROM entity WHERE partition_key = ?1 AND row_key = ?2");

    private static readonly SqlText QueryText = new(
        "SELECT row_key, version, body FROM entity "
        + "WHERE partition_key = ?1 AND row_key >= ?2 AND row_key < ?3 ORDER BY row_key");

    private static readonly SqlText InsertText = new(
        "INSERT INTO entity (partition_key, row_key, version, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    private static readonly SqlText ReplaceText = new(
        "UPDATE entity SET version = ?3, body = ?4 WHERE partition_key = ?1 AND row_key = ?2 AND version = ?5");

    private static readonly SqlText DeleteText = new(
        "DELETE FROM entity WHERE partition_key = ?1 AND row_key = ?2 AND version = ?3");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A key breaks <see cref="EntityLimits"/>.</exception>
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        EntityLimits.CheckKey(row);
        ct.ThrowIfCancellationRequested();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(ReadText).Bind(1, partition).Bind(2, row);
        return Task.FromResult(
            cursor.Step() ? new StoredEntity(row, cursor.Blob(1), EtagOf(cursor.Number(0))) : null);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The partition breaks <see cref="EntityLimits"/>.</exception>
    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        ct.ThrowIfCancellationRequested();
        var entities = new List<StoredEntity>();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(QueryText)
            .Bind(1, partition).Bind(2, fromRow ?? "").Bind(3, toRow ?? AfterEveryRow);
        while (cursor.Step())
            entities.Add(new(cursor.Text(0), cursor.Blob(2), EtagOf(cursor.Number(1))));

        return Task.FromResult<IReadOnlyList<StoredEntity>>(entities);
    }

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        EntityTransaction.Check(partition, writes);
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        var version = writing.Stamp();
        foreach (var write in writes)
        {
            if (!TryApply(writing.Session, partition, write, version))
                return Task.FromResult(false);
        }

        writing.Commit();
        return Task.FromResult(true);
    }

    private static bool TryApply(SqliteSession session, string partition, EntityWrite write, long version)
    {
        switch (write)
        {
            case EntityWrite.Insert insert:
            {
                using var cursor = session.Run(InsertText)
                    .Bind(1, partition).Bind(2, insert.Row).Bind(3, version).Bind(4, insert.Body);
                return cursor.Change() == 1;
            }

            case EntityWrite.Replace replace:
            {
                using var cursor = session.Run(ReplaceText)
                    .Bind(1, partition).Bind(2, replace.Row).Bind(3, version).Bind(4, replace.Body)
                    .Bind(5, VersionOf(replace.IfMatch));
                return cursor.Change() == 1;
            }

            default:
            {
                using var cursor = session.Run(DeleteText)
                    .Bind(1, partition).Bind(2, write.Row).Bind(3, VersionOf(((EntityWrite.Delete)write).IfMatch));
                return cursor.Change() == 1;
            }
        }
    }

    private static Etag EtagOf(long version) => Etag.Of(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The number behind a tag; 0, which no entity has, for a text that this store did not write.</summary>
    private static long VersionOf(Etag etag) =>
        long.TryParse(etag.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && etag.Text[0] != '0'
            ? version
            : 0;
}
