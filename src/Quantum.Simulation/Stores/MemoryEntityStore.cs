using System.Globalization;
using Quantum.App.Ports;

namespace Quantum.Simulation.Stores;

/// <summary>Entities in memory, for simulated worlds and tests. Nothing outlives the object.</summary>
/// <remarks>
/// Safe for concurrent use. Every call runs on the caller's thread and returns a completed task, so that virtual time
/// stays deterministic; a caller's bug is thrown by the call itself. Bodies are copied when written.
/// </remarks>
public sealed class MemoryEntityStore : IEntityStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Partition> _partitions = new(StringComparer.Ordinal);
    private long _version; // one counter for the whole store, so that a row written anew never gets an old tag

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A key breaks <see cref="EntityLimits"/>.</exception>
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        EntityLimits.CheckKey(row);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(
                _partitions.TryGetValue(partition, out var rows) ? rows.Entities.GetValueOrDefault(row) : null);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The partition breaks <see cref="EntityLimits"/>.</exception>
    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEntity>>(
                _partitions.TryGetValue(partition, out var rows) ? rows.Between(fromRow, toRow) : []);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        EntityTransaction.Check(partition, writes);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var rows = _partitions.GetValueOrDefault(partition) ?? new Partition();
            foreach (var write in writes)
            {
                if (rows.Conflicts(write))
                    return Task.FromResult(false);
            }

            var etag = Etag.Of((++_version).ToString(CultureInfo.InvariantCulture));
            foreach (var write in writes)
                rows.Apply(write, etag);

            _partitions[partition] = rows;
            return Task.FromResult(true);
        }
    }

    /// <summary>The rows of one partition: by key for reads, in order for queries.</summary>
    private sealed class Partition
    {
        private readonly SortedSet<string> _order = new(StringComparer.Ordinal);

        public Dictionary<string, StoredEntity> Entities { get; } = new(StringComparer.Ordinal);

        public bool Conflicts(EntityWrite write)
        {
            var current = Entities.GetValueOrDefault(write.Row);
            return write switch
            {
                EntityWrite.Replace replace => !Matches(current, replace.IfMatch),
                EntityWrite.Delete delete => !Matches(current, delete.IfMatch),
                _ => current is not null,
            };
        }

        public void Apply(EntityWrite write, Etag etag)
        {
            switch (write)
            {
                case EntityWrite.Insert insert:
                    _order.Add(insert.Row);
                    Entities.Add(insert.Row, new(insert.Row, insert.Body.ToArray(), etag));
                    break;
                case EntityWrite.Replace replace:
                    Entities[replace.Row] = new(replace.Row, replace.Body.ToArray(), etag);
                    break;
                case EntityWrite.Delete:
                    _order.Remove(write.Row);
                    Entities.Remove(write.Row);
                    break;
            }
        }

        public List<StoredEntity> Between(string? fromRow, string? toRow)
        {
            var found = new List<StoredEntity>();
            var first = fromRow ?? _order.Min;
            var last = toRow ?? _order.Max;
            if (first is null || last is null || string.CompareOrdinal(first, last) > 0)
                return found;

            foreach (var row in _order.GetViewBetween(first, last)) // inclusive at both ends
            {
                if (row != toRow)
                    found.Add(Entities[row]);
            }

            return found;
        }

        // The text is read first: a tag that was never set is a caller's bug, also where the row is gone.
        private static bool Matches(StoredEntity? current, Etag expected) => expected.Text == current?.Etag.Text;
    }
}
