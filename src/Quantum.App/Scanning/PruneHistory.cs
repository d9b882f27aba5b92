using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>
/// Removes what is older than the history that is kept: ledger pages, scans and signals. Trades, settled positions and
/// equity stay for ever; the venue forgets them after 90 days, and they are small.
/// </summary>
/// <param name="store">Scans and signals.</param>
/// <param name="blobs">Ledger pages.</param>
/// <param name="historyDays">Days that are kept, ≥ 1.</param>
public sealed class PruneHistory(IEntityStore store, IBlobStore blobs, int historyDays)
{
    /// <summary>Minutes removed in one run: an hour's worth once an hour, more often after a pause.</summary>
    public const int MinutesPerRun = 60;

    /// <summary>Whether a scan looks for old records: every fifth, and none that writes a snapshot.</summary>
    public static bool IsDue(Minute minute) => minute.Index % 5 == 3;

    /// <summary>Removes the oldest minutes where at least <see cref="MinutesPerRun"/> of them are too old.</summary>
    /// <param name="minute">The current minute.</param>
    /// <param name="ct">Cancels in between; the next run repeats what was not finished.</param>
    /// <returns>The oldest minute kept; <see langword="null"/> before the first scan.</returns>
    public async Task<Minute?> RunAsync(Minute minute, CancellationToken ct)
    {
        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        if (head is null) return null;
        var from = head.Value.KeptFrom ?? head.Value.First;
        var to = from + MinutesPerRun;
        if (to > minute - (historyDays * 24 * 60)) return from;

        // The scans come last: as long as one stands, whatever a crash left behind is found again.
        for (var old = from; old < to; old += 1)
        {
            await DeleteAsync(StoreLayout.Signals(old), null, null, ct);
            await blobs.TryDeleteAsync(StoreLayout.Ledger(old), ct);
        }

        await DeleteAsync(StoreLayout.Universe, null, StoreLayout.UniverseOf(from, 0), ct);
        await DeleteAsync(StoreLayout.Scans(from), from.Key, to.Key, ct);
        await DeleteAsync(StoreLayout.Scans(to), from.Key, to.Key, ct); // An hour may lie across midnight.
        await store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            known => known is null ? Change<ScanHead>.Nothing : new(known with { KeptFrom = to }), ct);
        return to;
    }

    private async Task DeleteAsync(string partition, string? fromRow, string? toRow, CancellationToken ct)
    {
        var rows = await store.QueryAsync(partition, fromRow, toRow, ct);
        foreach (var batch in rows.Chunk(EntityLimits.WritesMax))
        {
            var deletes = batch.Select(row => new EntityWrite.Delete(row.Row, row.Etag));
            if (!await store.TryWriteAsync(partition, [.. deletes], ct))
                throw new InvalidOperationException($"Rows of {partition} changed while they were pruned; next run.");
        }
    }
}
