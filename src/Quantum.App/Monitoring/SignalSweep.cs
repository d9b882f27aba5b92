using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Monitoring;

/// <summary>How far a sweep came.</summary>
/// <param name="To">Every signal up to this minute has ended; <see langword="null"/> before the first.</param>
/// <param name="Tally">What those minutes asked and got.</param>
public readonly record struct SweepReport(Minute? To, SignalTally? Tally);

/// <summary>
/// Nothing is dropped in silence: a signal that was written and not executed is sent again, one that is too old is
/// ended
/// as expired, and a minute whose signals have all ended gets its outcome counts.
/// </summary>
/// <param name="store">Scans, signals, trades.</param>
/// <param name="queue">The executor's doorbell.</param>
/// <param name="outcomes">Where signals end.</param>
/// <param name="settings">The time to live.</param>
public sealed class SignalSweep(
    IEntityStore store, ISignalQueue queue, SignalOutcomes outcomes, TradingSettings settings)
{
    /// <summary>Minutes that one tick looks at, so that a long outage is swept over several ticks.</summary>
    public const int MinutesPerTick = 120;

    /// <summary>A signal without an outcome is sent again when it is so old, once a tick, until it expires.</summary>
    public static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How much longer a claimed signal is waited for: more than the clocks of two instances may differ by, so that
    /// every executor finds it too old by then.
    /// </summary>
    public static readonly TimeSpan ClaimGrace = TimeSpan.FromSeconds(15);

    /// <summary>Sweeps the minutes after the last one that was swept.</summary>
    /// <param name="head">How far the scans came; <see langword="null"/> before the first.</param>
    /// <param name="sweptTo">
    /// Every signal up to this minute has ended; <see langword="null"/> before the first sweep.
    /// </param>
    /// <param name="tally">What the minutes up to <paramref name="sweptTo"/> asked and got.</param>
    /// <param name="positions">Open positions by id: their signals end with their entry.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels between minutes.</param>
    public async Task<SweepReport> SweepAsync(ScanHead? head, Minute? sweptTo, SignalTally? tally,
        IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        if (head is null) return new(sweptTo, tally);
        var minute = sweptTo is { } swept ? swept + 1 : head.First;
        for (var count = 0; minute <= head.Last && count < MinutesPerTick; count++, minute += 1)
        {
            if (await TrySweepAsync(minute, positions, now, ct) is not { } done) break;
            sweptTo = minute;
            if (done.Row is { CompletedAt: not null, Outcomes: { } ended } row)
                tally = (tally ?? SignalTally.Empty).With(minute, row.Decisions, ended, positions.Count > 0);
        }

        return new(sweptTo, tally);
    }

    private async Task<SweptMinute?> TrySweepAsync(
        Minute minute, IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        var scan = await store.ReadAsync(StoreLayout.Scans(minute), minute.Key, DocumentJson.Default.ScanRow, ct);
        if (scan is null || scan.Value.Outcomes is not null) return new(scan?.Value); // An outage, or counted already.

        // Below the head and not complete: its scanner died and the outage took it. What it left expires, unsent.
        var isGivenUp = scan.Value.CompletedAt is null;
        if (isGivenUp && (now - minute.Start).TotalSeconds <= settings.Signal.TimeToLiveSeconds) return null;

        var rows = (await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow)).ToList();
        var open = rows.Where(row => row.Value.Outcome is null).ToList();
        if (open.Count > 0)
        {
            await DealWithAsync(minute, open, positions, now, ct);
            return null; // The next tick counts.
        }

        var funnel = new Funnel();
        foreach (var row in rows)
            funnel.Add(row.Value.Outcome?.Code ?? ReasonCode.None, row.Value.Signal.Source, row.Value.Signal.Side);
        var counted = scan.Value with { Outcomes = funnel.Lines };
        return await store.TryWriteAsync(StoreLayout.Scans(minute),
            [DocumentStore.Put(scan.Row, counted, scan.Etag, DocumentJson.Default.ScanRow)], ct)
            ? new(counted)
            : null;
    }

    private async Task DealWithAsync(Minute minute, List<Tagged<SignalRow>> open,
        IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        var (age, limit) = ((now - minute.Start).TotalSeconds, settings.Signal.TimeToLiveSeconds);
        var waiting = new List<Tagged<SignalRow>>();
        foreach (var row in open)
        {
            if (!await TryEndByEvidenceAsync(row, positions, ct)) waiting.Add(row);
        }

        if (waiting.Count == 0) return;
        if (age > limit)
        {
            var expired = new Reason(ReasonCode.SignalExpired, age, limit);
            await outcomes.RefuseAsync([.. waiting.Select(row => new SignalRefusal(row, expired))], ct);
            var claimed = waiting.Where(row => row.Value.Claims > 0).ToList();
            if (claimed.Count > 0 && age > limit + ClaimGrace.TotalSeconds) await EndClaimedAsync(claimed, expired, ct);
        }
        else if (age >= ResendAfter.TotalSeconds)
        {
            var message = new SignalMessage(minute, [.. waiting.Select(row => row.Value.Signal.Id)]);
            await queue.SendAsync(DocumentStore.ToBytes(message, DocumentJson.Default.SignalMessage), ct);
        }
    }

    /// <summary>Ends a signal that was entered; true also where the fate of its entry is open.</summary>
    private async Task<bool> TryEndByEvidenceAsync(
        Tagged<SignalRow> row, IReadOnlyDictionary<SignalId, Position> positions, CancellationToken ct)
    {
        var signal = row.Value.Signal;
        var isEntered = positions.TryGetValue(signal.Id, out var position) && position.EnteredQuantity > 0;
        if (position is not null && !isEntered) return true; // The keeper ends it.
        if (!isEntered
            && await store.ReadAsync(StoreLayout.Trades(signal.Minute), StoreLayout.Trade(signal), ct) is null)
            return false;
        await outcomes.EndAsync(signal, new Reason(ReasonCode.OrderFilled), ct);
        return true;
    }

    /// <summary>
    /// Ends signals whose claims came to nothing. Their executors died, or are between claim and entry: the fence makes
    /// such an entry lose its race, and judged anew the signal is too old. What was entered before the fence is seen
    /// after it.
    /// </summary>
    private async Task EndClaimedAsync(List<Tagged<SignalRow>> claimed, Reason expired, CancellationToken ct)
    {
        await outcomes.FenceAsync(ct);
        var book = await TradingBook.ReadAsync(store, ct);
        var positions = book.Positions.ToDictionary(position => position.Value.Id, position => position.Value);
        foreach (var row in claimed)
        {
            if (await TryEndByEvidenceAsync(row, positions, ct)) continue;
            await outcomes.EndAsync(row.Value.Signal, expired, ct);
        }
    }

    /// <summary>A minute whose signals have all ended; without a row for one that nobody scanned.</summary>
    private readonly record struct SweptMinute(ScanRow? Row);
}
