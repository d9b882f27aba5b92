using Quantum.App.Ports;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Worlds;

/// <summary>The entities of a world; whoever judges it hears of every write that took effect.</summary>
internal sealed class WatchedEntityStore(MemoryEntityStore inner) : IEntityStore
{
    /// <summary>Called after each transaction that was applied.</summary>
    public Action<string, IReadOnlyList<EntityWrite>>? Written { get; set; }

    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) =>
        inner.ReadAsync(partition, row, ct);

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) =>
        inner.QueryAsync(partition, fromRow, toRow, ct);

    public async Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        var isWritten = await inner.TryWriteAsync(partition, writes, ct);
        if (isWritten) Written?.Invoke(partition, writes);
        return isWritten;
    }
}

/// <summary>The blobs of a world; whoever judges it hears of every blob that was written or deleted.</summary>
internal sealed class WatchedBlobStore(MemoryBlobStore inner) : IBlobStore
{
    /// <summary>Called after a blob was written.</summary>
    public Action<string, ReadOnlyMemory<byte>>? Put { get; set; }

    /// <summary>Called after a blob was deleted.</summary>
    public Action<string>? Deleted { get; set; }

    public async Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var isPut = await inner.TryPutAsync(name, content, ct);
        if (isPut) Put?.Invoke(name, content);
        return isPut;
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct) => inner.ReadAsync(name, ct);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct) => inner.ListAsync(prefix, ct);

    public async Task<bool> TryDeleteAsync(string name, CancellationToken ct)
    {
        var isDeleted = await inner.TryDeleteAsync(name, ct);
        if (isDeleted) Deleted?.Invoke(name);
        return isDeleted;
    }
}
