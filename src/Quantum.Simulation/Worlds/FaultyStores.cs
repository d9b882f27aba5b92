using Quantum.App.Ports;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>The entity store as one instance reaches it: consistent as Azure Tables are, over a network.</summary>
internal sealed class FaultyEntityStore(IEntityStore inner, PortGate gate) : IEntityStore
{
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) => gate.PassAsync(
        new GatedCall<StoredEntity?>(PortCall.StoreRead,
            _ => inner.ReadAsync(partition, row, CancellationToken.None).Result, StorageFailure.Throw<StoredEntity?>),
        ct);

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) => gate.PassAsync(
        new GatedCall<IReadOnlyList<StoredEntity>>(PortCall.StoreQuery,
            _ => inner.QueryAsync(partition, fromRow, toRow, CancellationToken.None).Result,
            StorageFailure.Throw<IReadOnlyList<StoredEntity>>),
        ct);

    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        gate.PassAsync(
            new GatedCall<bool>(PortCall.StoreWrite,
                _ => inner.TryWriteAsync(partition, writes, CancellationToken.None).Result, StorageFailure.Write),
            ct);
}

/// <summary>The blob store as one instance reaches it.</summary>
internal sealed class FaultyBlobStore(IBlobStore inner, PortGate gate) : IBlobStore
{
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var bytes = content.ToArray(); // The caller may use its buffer again before a late effect.
        return gate.PassAsync(
            new GatedCall<bool>(PortCall.BlobWrite,
                _ => inner.TryPutAsync(name, bytes, CancellationToken.None).Result, StorageFailure.Write),
            ct);
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct) => gate.PassAsync(
        new GatedCall<ReadOnlyMemory<byte>?>(PortCall.BlobRead,
            _ => inner.ReadAsync(name, CancellationToken.None).Result, StorageFailure.Throw<ReadOnlyMemory<byte>?>),
        ct);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct) => gate.PassAsync(
        new GatedCall<IReadOnlyList<string>>(PortCall.BlobRead,
            _ => inner.ListAsync(prefix, CancellationToken.None).Result,
            StorageFailure.Throw<IReadOnlyList<string>>),
        ct);

    public Task<bool> TryDeleteAsync(string name, CancellationToken ct) => gate.PassAsync(
        new GatedCall<bool>(PortCall.BlobWrite,
            _ => inner.TryDeleteAsync(name, CancellationToken.None).Result, StorageFailure.Write),
        ct);
}

/// <summary>What a failed storage call looks like to its caller.</summary>
internal static class StorageFailure
{
    /// <summary>A read, or anything whose answer cannot be made up.</summary>
    public static T Throw<T>(Fault fault) => throw new TimeoutException($"planned: {fault.Kind}");

    /// <summary>A write: a library that repeats one that was applied meets itself and reports a conflict.</summary>
    public static bool Write(Fault fault) => fault.Kind == FaultKind.FalseConflict ? false : Throw<bool>(fault);
}
