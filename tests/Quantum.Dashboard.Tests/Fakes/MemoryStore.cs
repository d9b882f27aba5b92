using System.Globalization;
using Quantum.App.Ports;

namespace Quantum.Dashboard.Tests.Fakes;

/// <summary>Entities and blobs in memory, enough for reads and guarded writes from one test.</summary>
public sealed class MemoryStore : IEntityStore, IBlobStore
{
    private readonly Dictionary<string, SortedDictionary<string, StoredEntity>> _partitions = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _blobs = [];
    private readonly Lock _lock = new();
    private int _version;

    /// <summary>Every write conflicts, as in a race that is always lost.</summary>
    public bool LosesEveryRace { get; set; }

    /// <summary>Every read fails with this.</summary>
    public Exception? Failure { get; set; }

    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        if (Failure is not null) throw Failure;
        lock (_lock) return Task.FromResult(Rows(partition).GetValueOrDefault(row));
    }

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        if (Failure is not null) throw Failure;
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StoredEntity>>([.. Rows(partition).Values.Where(entity =>
                (fromRow is null || string.CompareOrdinal(entity.Row, fromRow) >= 0)
                && (toRow is null || string.CompareOrdinal(entity.Row, toRow) < 0))]);
        }
    }

    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        lock (_lock)
        {
            var rows = Rows(partition);
            if (LosesEveryRace || !writes.All(write => Fits(rows, write))) return Task.FromResult(false);
            foreach (var write in writes) Apply(rows, write);
            return Task.FromResult(true);
        }
    }

    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        Task.FromResult(_blobs.TryAdd(name, content));

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct) => Task.FromResult(
        _blobs.TryGetValue(name, out var content) ? content : (ReadOnlyMemory<byte>?)null);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. _blobs.Keys.Where(name =>
            name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    public Task<bool> TryDeleteAsync(string name, CancellationToken ct) => Task.FromResult(_blobs.Remove(name));

    private SortedDictionary<string, StoredEntity> Rows(string partition)
    {
        if (!_partitions.TryGetValue(partition, out var rows))
            _partitions[partition] = rows = new(StringComparer.Ordinal);
        return rows;
    }

    private static bool Fits(SortedDictionary<string, StoredEntity> rows, EntityWrite write) => write switch
    {
        EntityWrite.Insert => !rows.ContainsKey(write.Row),
        EntityWrite.Replace replace => rows.GetValueOrDefault(write.Row)?.Etag == replace.IfMatch,
        EntityWrite.Delete delete => rows.GetValueOrDefault(write.Row)?.Etag == delete.IfMatch,
        _ => false,
    };

    private void Apply(SortedDictionary<string, StoredEntity> rows, EntityWrite write)
    {
        var etag = Etag.Of((++_version).ToString(CultureInfo.InvariantCulture));
        if (write is EntityWrite.Insert insert) rows[write.Row] = new(write.Row, insert.Body, etag);
        else if (write is EntityWrite.Replace replace) rows[write.Row] = new(write.Row, replace.Body, etag);
        else rows.Remove(write.Row);
    }
}
