using Azure;
using Azure.Data.Tables;
using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>
/// Entities in one table: a partition of the port is a partition of the table, a row a row, a version the service's
/// ETag. How partitions are chosen is written down in <c>docs/decisions</c>; the names come from the use cases.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Every write is one entity group transaction, also of a single row, so that there is one
/// path and one meaning of a conflict. The library repeats attempts that failed on the way; where such an attempt may
/// have been applied and the next one meets a conflict, the row's mark tells whether the conflict is its own work.
/// </remarks>
/// <param name="table">The table; it must exist.</param>
public sealed class AzureEntityStore(TableClient table) : IEntityStore
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A key breaks <see cref="EntityLimits"/>.</exception>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task<StoredEntity?> ReadAsync(string partition, string row, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        EntityLimits.CheckKey(row);
        return await FindAsync(partition, row, ct) is { } found ? EntityMapping.ToEntity(found) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The partition breaks <see cref="EntityLimits"/>.</exception>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task<IReadOnlyList<StoredEntity>> QueryAsync(
        string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        EntityLimits.CheckKey(partition);
        ct.ThrowIfCancellationRequested();
        if (toRow is not null && string.CompareOrdinal(fromRow ?? "", toRow) >= 0) return [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        if (!string.IsNullOrEmpty(fromRow)) filter += TableClient.CreateQueryFilter($" and RowKey ge {fromRow}");
        if (toRow is not null) filter += TableClient.CreateQueryFilter($" and RowKey lt {toRow}");
        var entities = new List<StoredEntity>();
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
                entities.Add(EntityMapping.ToEntity(row));
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of($"{table.Name}/{partition}", failure);
        }

        // The service orders keys so already; the port promises it whatever the service does.
        entities.Sort((left, right) => string.CompareOrdinal(left.Row, right.Row));
        return entities;
    }

    /// <inheritdoc/>
    /// <exception cref="AzureStoreException">
    /// The account did not answer or refused, or nobody knows whether the changes were applied.
    /// </exception>
    public async Task<bool> TryWriteAsync(string partition, IReadOnlyList<EntityWrite> writes, CancellationToken ct)
    {
        EntityTransaction.Check(partition, writes);
        var mark = EntityMapping.NewMark();
        var actions = new List<TableTransactionAction>(writes.Count);
        foreach (var write in writes) actions.Add(EntityMapping.ToAction(partition, write, mark));
        ct.ThrowIfCancellationRequested();
        if (!writes.All(NamesVersion)) return false;

        var attempts = new AttemptLog();
        try
        {
            using (attempts.Watch()) await table.SubmitTransactionAsync(actions, ct);
            return true;
        }
        catch (RequestFailedException answer) when (IsConflict(answer))
        {
            return attempts.Unanswered > 0 && await SettleAsync(partition, writes, mark, answer, ct);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of($"{table.Name}/{partition}", failure);
        }
    }

    private static bool NamesVersion(EntityWrite write) => write switch
    {
        EntityWrite.Replace replace => EntityMapping.IsVersion(replace.IfMatch.Text),
        EntityWrite.Delete delete => EntityMapping.IsVersion(delete.IfMatch.Text),
        _ => true,
    };

    /// <summary>By the code, not the status alone: a missing table is a 404 too, and no conflict.</summary>
    private static bool IsConflict(RequestFailedException answer) => (answer.Status, answer.ErrorCode) switch
    {
        (409, "EntityAlreadyExists") => true,
        (412, "UpdateConditionNotSatisfied" or "ConditionNotMet") => true,
        (404, "ResourceNotFound" or "EntityNotFound") => true,
        _ => false,
    };

    /// <summary>
    /// An attempt without an answer came before the conflict. All changes of a transaction are applied together, so one
    /// row with our mark proves them all; without one nobody knows, for somebody else may have written since.
    /// </summary>
    private async Task<bool> SettleAsync(string partition, IReadOnlyList<EntityWrite> writes, byte[] mark,
        RequestFailedException conflict, CancellationToken ct)
    {
        foreach (var write in writes.Where(write => write is not EntityWrite.Delete))
        {
            if (await FindAsync(partition, write.Row, ct) is { } row && EntityMapping.HasMark(row, mark)) return true;
        }

        throw new AzureStoreException($"{table.Name}/{partition}", AzureFault.OutcomeUnknown,
            $"an attempt had no answer, the next one met {conflict.ErrorCode}", conflict);
    }

    private async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken ct)
    {
        try
        {
            return await table.GetEntityAsync<TableEntity>(partition, row, cancellationToken: ct);
        }
        catch (RequestFailedException answer) when (answer.Status == 404 && IsConflict(answer))
        {
            return null;
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of($"{table.Name}/{partition}/{row}", failure);
        }
    }
}
