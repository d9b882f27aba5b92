using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Tests.Fakes;

/// <summary>A venue that does what another does, except where a test breaks it.</summary>
public class VenueDecorator(IVenue inner) : IVenue
{
    public virtual Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        inner.SubmitAsync(request, ct);

    public virtual Task<FindOutcome> FindAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        inner.FindAsync(symbol, id, isConditional, ct);

    public virtual Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        inner.CancelAsync(symbol, id, isConditional, ct);

    public virtual Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) => inner.ReadAccountAsync(ct);

    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        inner.SetLeverageAsync(symbol, leverage, ct);

    public virtual Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) => inner.ReadIncomeAsync(from, symbol, ct);
}

/// <summary>A store that does what another does, except where a test breaks it.</summary>
public class StoreDecorator(IEntityStore inner) : IEntityStore
{
    public Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct) =>
        inner.ReadAsync(partition, row, ct);

    public Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct) =>
        inner.QueryAsync(partition, fromRow, toRow, ct);

    public virtual Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        inner.TryWriteAsync(partition, writes, ct);
}

/// <summary>A blob store that changes what is written into it.</summary>
/// <param name="inner">Where the blobs go.</param>
/// <param name="change">Gets name and content.</param>
public sealed class BlobChanger(IBlobStore inner, Func<string, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change)
    : IBlobStore
{
    public Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        inner.TryPutAsync(name, change(name, content), ct);

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct) => inner.ReadAsync(name, ct);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct) => inner.ListAsync(prefix, ct);

    public Task<bool> TryDeleteAsync(string name, CancellationToken ct) => inner.TryDeleteAsync(name, ct);
}
