using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Signals;

namespace Quantum.App.Scanning;

/// <summary>A minute that this scanner may work on.</summary>
/// <param name="Row">The claim as stored.</param>
/// <param name="Etag">Its version: whoever takes over changes it, and then this claim can complete nothing.</param>
public sealed record ScanClaim(ScanRow Row, Etag Etag);

/// <summary>What a scan decided: one record per symbol, and the signals among them.</summary>
/// <param name="Records">One per symbol of the universe.</param>
/// <param name="Signals">One per QUEUED record.</param>
public sealed record ScanPage(IReadOnlyList<DecisionRecord> Records, IReadOnlyList<Signal> Signals);

/// <summary>
/// The durable side of a scan, in an order that a crash cannot break: claim → signal rows → ledger page → message →
/// completion. The page is the decision: once it is there, whoever takes over only finishes.
/// </summary>
/// <param name="store">Claims and signals.</param>
/// <param name="blobs">Pages.</param>
/// <param name="queue">The executor's doorbell.</param>
/// <param name="time">The clock.</param>
/// <param name="owner">
/// Name of this scanner; no two that live at the same time share one. It takes over its own claims.
/// </param>
/// <param name="lease">A claim older than this may be taken over.</param>
public sealed class ScanJournal(
    IEntityStore store, IBlobStore blobs, ISignalQueue queue, TimeProvider time, string owner, TimeSpan lease)
{
    /// <summary>The head as last read: nearly always still what is stored when a minute is complete.</summary>
    private Tagged<ScanHead>? _head;

    /// <summary>The first minute that still needs a scan. More missed minutes than allowed become one outage.</summary>
    /// <param name="minute">The current minute.</param>
    /// <param name="catchUpMax">Missed minutes that are still decided.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Minute> FirstOpenAsync(Minute minute, int catchUpMax, CancellationToken ct)
    {
        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        _head = head;
        if (head is null)
        {
            // On record before the first claim, so that a crash in the very first minute is finished like any other.
            await store.TryInsertAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, new ScanHead(minute, minute - 1),
                DocumentJson.Default.ScanHead, ct);
            return minute;
        }

        var first = head.Value.Last + 1;
        var earliest = minute - catchUpMax;
        if (first >= earliest) return first;
        // An outage grows while nothing can be scanned; its record grows with it.
        var outage = new ScanOutage(first, earliest - 1);
        await store.UpdateAsync(StoreLayout.Outages, outage.From.Key, DocumentJson.Default.ScanOutage,
            known => known is not null && known.To >= outage.To ? Change<ScanOutage>.Nothing : new(outage), ct);
        return earliest;
    }

    /// <summary>Claims a minute; <see langword="null"/> when another scanner holds it.</summary>
    /// <returns>A claim whose row is complete when the minute was done before.</returns>
    public async Task<ScanClaim?> TryClaimAsync(Minute minute, CancellationToken ct)
    {
        var (partition, now) = (StoreLayout.Scans(minute), time.GetUtcNow());
        var fresh = new ScanRow { Minute = minute, Owner = owner, ClaimedAt = now, Attempt = 1 };
        if (!await store.TryInsertAsync(partition, minute.Key, fresh, DocumentJson.Default.ScanRow, ct))
        {
            var found = await ReadAsync(minute, ct);
            if (found.Row.CompletedAt is not null)
            {
                await MoveHeadAsync(minute, ct);
                return found;
            }

            var isOurs = string.Equals(found.Row.Owner, owner, StringComparison.Ordinal);
            if (!isOurs && now - found.Row.ClaimedAt < lease) return null;
            var taken = found.Row with { Owner = owner, ClaimedAt = now, Attempt = found.Row.Attempt + 1 };
            if (!await TryReplaceAsync(taken, found.Etag, ct)) return null;
        }

        return await ReadAsync(minute, ct);
    }

    /// <summary>
    /// The page of an earlier attempt, with the signals that are on it and no others; <see langword="null"/> when none
    /// got that far.
    /// </summary>
    public async Task<ScanPage?> ResumePageAsync(ScanClaim claim, CancellationToken ct)
    {
        if (claim.Row.Attempt == 1) return null;
        var minute = claim.Row.Minute;
        if (await blobs.ReadAsync(StoreLayout.Ledger(minute), ct) is not { } bytes) return null;
        var records = LedgerCodec.Decode(bytes).Records;
        var queued = records.Where(record => record.Outcome == DecisionOutcome.Queued)
            .Select(record => (record.Symbol, record.Side)).ToHashSet();
        var found = await ReadSignalsAsync(minute, ct);
        var page = new ScanPage(records, [.. found.Select(row => row.Value.Signal)
            .Where(signal => queued.Contains((signal.Symbol, signal.Side)))]);
        await DropAsync(StoreLayout.Signals(minute), found, page, ct);
        return page;
    }

    /// <summary>Writes the signals, then the page that makes them valid.</summary>
    /// <exception cref="InvalidOperationException">Another scanner took over and wrote its page first.</exception>
    public async Task WritePageAsync(ScanClaim claim, ScanPage page, CancellationToken ct)
    {
        var minute = claim.Row.Minute;
        var partition = StoreLayout.Signals(minute);
        var found = claim.Row.Attempt > 1 ? await ReadSignalsAsync(minute, ct) : [];
        var known = found.Select(row => row.Value.Signal.Id).ToHashSet();
        foreach (var batch in page.Signals.Where(signal => !known.Contains(signal.Id)).Chunk(EntityLimits.WritesMax))
        {
            var writes = batch.Select(signal => (EntityWrite)new EntityWrite.Insert(signal.Id.Text,
                DocumentStore.ToBytes(new SignalRow(signal, null, null), DocumentJson.Default.SignalRow))).ToList();
            if (!await store.TryWriteAsync(partition, writes, ct))
                throw new InvalidOperationException($"The scan of {minute} was taken over by another scanner.");
        }

        if (!await blobs.TryPutAsync(StoreLayout.Ledger(minute), LedgerCodec.Encode(minute, page.Records), ct))
            throw new InvalidOperationException($"The page of {minute} was written by another scanner.");

        // Only now: until the page stands, the attempt before this one may still win with its own signals.
        await DropAsync(partition, found, page, ct);
    }

    /// <summary>Rings the executor, completes the minute and moves the head. Repeating it does no harm.</summary>
    public async Task CompleteAsync(ScanClaim claim, ScanPage page, int candles, CancellationToken ct)
    {
        var row = claim.Row;
        if (page.Signals.Count > 0)
        {
            var message = new SignalMessage(row.Minute, [.. page.Signals.Select(signal => signal.Id)]);
            await queue.SendAsync(DocumentStore.ToBytes(message, DocumentJson.Default.SignalMessage), ct);
        }

        var completed = row with
        {
            CompletedAt = time.GetUtcNow(),
            Candles = candles,
            Symbols = page.Records.Count,
            Decisions = Funnel.Of(page.Records).Lines,
            Outcomes = page.Signals.Count == 0 ? [] : null,
        };
        if (await TryReplaceAsync(completed, claim.Etag, ct)) await MoveHeadAsync(row.Minute, ct);
    }

    private async Task<ScanClaim> ReadAsync(Minute minute, CancellationToken ct)
    {
        var found = await store.ReadAsync(
            StoreLayout.Scans(minute), minute.Key, DocumentJson.Default.ScanRow, ct)
            ?? throw new InvalidOperationException($"Invariant: the claim of {minute} vanished.");
        return new(found.Value, found.Etag);
    }

    private Task<bool> TryReplaceAsync(ScanRow row, Etag etag, CancellationToken ct) => store.TryWriteAsync(
        StoreLayout.Scans(row.Minute),
        [DocumentStore.Put(row.Minute.Key, row, etag, DocumentJson.Default.ScanRow)], ct);

    private async Task MoveHeadAsync(Minute minute, CancellationToken ct)
    {
        var known = _head;
        _head = null; // Its version is good for one write.
        if (known is not null && known.Value.Last < minute
            && await store.TryWriteAsync(StoreLayout.ScanHead, [DocumentStore.Put(StoreLayout.HeadRow,
                known.Value with { Last = minute }, known.Etag, DocumentJson.Default.ScanHead)], ct)) return;
        await store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            head => head is not null && head.Last < minute
                ? new(head with { Last = minute })
                : Change<ScanHead>.Nothing,
            ct);
    }

    private async Task<List<Tagged<SignalRow>>> ReadSignalsAsync(Minute minute, CancellationToken ct) =>
    [
        .. (await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow)),
    ];

    /// <summary>Signals of an attempt that died before its page were never sent and never valid.</summary>
    private async Task DropAsync(
        string partition, List<Tagged<SignalRow>> found, ScanPage page, CancellationToken ct)
    {
        var valid = page.Signals.Select(signal => signal.Id).ToHashSet();
        foreach (var batch in found.Where(row => !valid.Contains(row.Value.Signal.Id)).Chunk(EntityLimits.WritesMax))
        {
            var deletes = batch.Select(row => new EntityWrite.Delete(row.Row, row.Etag));
            await store.TryWriteAsync(partition, [.. deletes], ct);
        }
    }
}
