using Quantum.App.Ports;

namespace Quantum.App.Tests.Fakes;

/// <summary>An entity store behind a gate; its fault is a time-out.</summary>
public sealed class GatedEntityStore(IEntityStore inner, IPortGate gate) : IEntityStore
{
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"store.Read {partition}/{row}",
            () => inner.ReadAsync(partition, row, ct)));

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"store.Query {partition}",
            () => inner.QueryAsync(partition, fromRow, toRow, ct)));

    public Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"store.Write {partition}/{writes[0].Row}",
            () => inner.TryWriteAsync(partition, writes, ct)));
}

/// <summary>A blob store behind a gate; its fault is a time-out.</summary>
public sealed class GatedBlobStore(IBlobStore inner, IPortGate gate) : IBlobStore
{
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"blob.Put {name}", () => inner.TryPutAsync(name, content, ct)));

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"blob.Read {name}", () => inner.ReadAsync(name, ct)));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"blob.List {prefix}", () => inner.ListAsync(prefix, ct)));

    public Task<bool> TryDeleteAsync(string name, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync($"blob.Delete {name}", () => inner.TryDeleteAsync(name, ct)));
}

/// <summary>The sending end of a queue behind a gate; its fault is a time-out.</summary>
public sealed class GatedQueue(ISignalQueue inner, IPortGate gate) : ISignalQueue
{
    public Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct) =>
        StoreFault.TranslateAsync(gate.PassAsync("queue.Send", async () =>
        {
            await inner.SendAsync(body, ct);
            return true;
        }));
}

/// <summary>Planned faults in the words of the storage ports.</summary>
internal static class StoreFault
{
    public static async Task<T> TranslateAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (PortFaultException fault)
        {
            throw new TimeoutException(fault.Message, fault);
        }
    }
}
