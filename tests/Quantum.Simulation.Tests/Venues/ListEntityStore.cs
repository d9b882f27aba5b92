using Quantum.App.Ports;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>
/// An entity store of one process, just large enough for these tests. It can lose races and crash on demand.
/// </summary>
public sealed class ListEntityStore : IEntityStore
{
    private readonly SortedDictionary<string, StoredEntity> _rows = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Transactions that were applied.</summary>
    public int WriteCount { get; private set; }

    /// <summary>Rows of the largest transaction so far.</summary>
    public int LargestWrite { get; private set; }

    /// <summary>Runs before each write is looked at: another process may slip in.</summary>
    public Action? BeforeWrite { get; set; }

    /// <summary>Runs after each write was applied: the process may die before it learns so.</summary>
    public Action? AfterWrite { get; set; }

    /// <summary>All rows with their text, for comparing two stores.</summary>
    public IEnumerable<string> Dump() =>
        _rows.Select(row => row.Key + " " + System.Text.Encoding.UTF8.GetString(row.Value.Body.Span));

    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) =>
        Task.FromResult(_rows.GetValueOrDefault(row));

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredEntity>>([.. _rows.Values.Where(stored =>
            (fromRow is null || string.CompareOrdinal(stored.Row, fromRow) >= 0)
            && (toRow is null || string.CompareOrdinal(stored.Row, toRow) < 0))]);

    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        BeforeWrite?.Invoke();
        if (writes.Count is 0 or > EntityLimits.WritesMax) throw new ArgumentException($"{writes.Count} writes.");
        foreach (var write in writes)
        {
            EntityLimits.CheckKey(write.Row);
            var isFree = !_rows.TryGetValue(write.Row, out var stored);
            if (write is EntityWrite.Insert ? !isFree : isFree || stored!.Etag != ((EntityWrite.Replace)write).IfMatch)
                return Task.FromResult(false);
        }

        foreach (var write in writes)
        {
            var body = write is EntityWrite.Insert insert ? insert.Body : ((EntityWrite.Replace)write).Body;
            _rows[write.Row] = new(write.Row, body.ToArray(), Etag.Of($"v{++_version}"));
        }

        WriteCount++;
        LargestWrite = Math.Max(LargestWrite, writes.Count);
        AfterWrite?.Invoke();
        return Task.FromResult(true);
    }
}
