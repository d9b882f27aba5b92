using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.Simulation.Tests.Fakes;

/// <summary>Breaks: a slot is held until its order is settled. No slot is ever kept.</summary>
public sealed class ReleasingStore(IEntityStore inner) : StoreDecorator(inner)
{
    public override Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        base.TryWriteAsync(partition, [.. writes.Select(Release)], ct);

    private static EntityWrite Release(EntityWrite write) => write switch
    {
        EntityWrite.Insert { Row: StoreLayout.RiskRow } insert => insert with { Body = Release(insert.Body) },
        EntityWrite.Replace { Row: StoreLayout.RiskRow } replace => replace with { Body = Release(replace.Body) },
        _ => write,
    };

    private static ReadOnlyMemory<byte> Release(ReadOnlyMemory<byte> body)
    {
        var book = new StoredEntity("risk", body, Etag.Of("1")).ToDocument(DocumentJson.Default.RiskBook).Value;
        return DocumentStore.ToBytes(book with { Slots = [] }, DocumentJson.Default.RiskBook);
    }
}

/// <summary>Breaks: a write names the version it read. The last writer wins.</summary>
public sealed class OverwritingStore(IEntityStore inner) : StoreDecorator(inner)
{
    private readonly IEntityStore _inner = inner;

    public override async Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        if (await base.TryWriteAsync(partition, writes, ct)) return true;
        var forced = new List<EntityWrite>();
        foreach (var write in writes)
        {
            var now = await _inner.ReadAsync(partition, write.Row, ct);
            if (write is EntityWrite.Replace replace && now is not null)
                forced.Add(replace with { IfMatch = now.Etag });
            else if (write is EntityWrite.Insert insert && now is not null)
                forced.Add(new EntityWrite.Replace(insert.Row, insert.Body, now.Etag));
            else forced.Add(write);
        }

        return await base.TryWriteAsync(partition, forced, ct);
    }
}

/// <summary>Breaks: the first outcome stands. A second one is written over it.</summary>
public sealed class RewritingStore(IEntityStore inner) : StoreDecorator(inner)
{
    private readonly IEntityStore _inner = inner;

    public override async Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        var isWritten = await base.TryWriteAsync(partition, writes, ct);
        if (!isWritten || !partition.StartsWith("signals-", StringComparison.Ordinal)) return isWritten;
        if (await _inner.ReadAsync(partition, writes[0].Row, DocumentJson.Default.SignalRow, ct)
            is not { Value.Outcome: not null } row) return true;
        var second = row.Value with { Outcome = new Reason(ReasonCode.SpreadWide) };
        await base.TryWriteAsync(partition,
            [DocumentStore.Put(row.Row, second, row.Etag, DocumentJson.Default.SignalRow)], ct);
        return true;
    }
}

/// <summary>Breaks: whoever enters claims the signal first. A claim is said to be made and is not.</summary>
public sealed class UnclaimedStore(IEntityStore inner) : StoreDecorator(inner)
{
    public override Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        partition.StartsWith("signals-", StringComparison.Ordinal)
            && writes is [EntityWrite.Replace replace] && IsClaim(replace)
            ? Task.FromResult(true)
            : base.TryWriteAsync(partition, writes, ct);

    private static bool IsClaim(EntityWrite.Replace write)
    {
        var entity = new StoredEntity(write.Row, write.Body, write.IfMatch);
        return entity.ToDocument(DocumentJson.Default.SignalRow).Value is { Outcome: null, Claims: > 0 };
    }
}

/// <summary>Breaks: what was written is there. Writes to some partitions are swallowed.</summary>
public sealed class SwallowingStore(IEntityStore inner, string prefix) : StoreDecorator(inner)
{
    public override Task<bool> TryWriteAsync(
        string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct) =>
        partition.StartsWith(prefix, StringComparison.Ordinal)
            ? Task.FromResult(true)
            : base.TryWriteAsync(partition, writes, ct);
}
