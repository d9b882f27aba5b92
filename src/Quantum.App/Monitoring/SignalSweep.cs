using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Monitoring;

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

    /// <summary>Sweeps the minutes after the last one that was swept.</summary>
    /// <param name="head">How far the scans came; <see langword="null"/> before the first.</param>
    /// <param name="sweptTo">
    /// Every signal up to this minute has ended; <see langword="null"/> before the first sweep.
    /// </param>
    /// <param name="positions">Open positions by id: their signals end with their entry.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels between minutes.</param>
    /// <returns>The new <paramref name="sweptTo"/>.</returns>
    public async Task<Minute?> SweepAsync(ScanHead? head, Minute? sweptTo,
        IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        if (head is null) return sweptTo;
        var minute = sweptTo is { } swept ? swept + 1 : head.First;
        for (var count = 0; minute <= head.Last && count < MinutesPerTick; count++, minute += 1)
        {
            if (!await TrySweepAsync(minute, positions, now, ct)) break;
            sweptTo = minute;
        }

        return sweptTo;
    }

    private async Task<bool> TrySweepAsync(
        Minute minute, IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        var scan = await store.ReadAsync(StoreLayout.Scans(minute), minute.Key, DocumentJson.Default.ScanRow, ct);
        if (scan is null || scan.Value.Outcomes is not null) return true; // An outage, or counted already.

        // Below the head and not complete: its scanner died and the outage took it. What it left expires, unsent.
        var isGivenUp = scan.Value.CompletedAt is null;
        if (isGivenUp && (now - minute.Start).TotalSeconds <= settings.Signal.TimeToLiveSeconds) return false;

        var rows = (await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow)).ToList();
        var open = rows.Where(row => row.Value.Outcome is null).ToList();
        if (open.Count > 0)
        {
            await DealWithAsync(minute, open, positions, now, ct);
            return false; // The next tick counts.
        }

        var funnel = new Funnel();
        foreach (var row in rows)
            funnel.Add(row.Value.Outcome?.Code ?? ReasonCode.None, row.Value.Signal.Source, row.Value.Signal.Side);
        var counted = scan.Value with { Outcomes = funnel.Lines };
        return await store.TryWriteAsync(StoreLayout.Scans(minute),
            [DocumentStore.Put(scan.Row, counted, scan.Etag, DocumentJson.Default.ScanRow)], ct);
    }

    private async Task DealWithAsync(Minute minute, List<Tagged<SignalRow>> open,
        IReadOnlyDictionary<SignalId, Position> positions, DateTimeOffset now, CancellationToken ct)
    {
        var (age, limit) = ((now - minute.Start).TotalSeconds, settings.Signal.TimeToLiveSeconds);
        var waiting = new List<Tagged<SignalRow>>();
        foreach (var row in open)
        {
            var signal = row.Value.Signal;
            var isEntered = positions.TryGetValue(signal.Id, out var position) && position.EnteredQuantity > 0;
            if (position is not null && !isEntered) continue; // Its entry's fate is open; the keeper ends it.
            if (isEntered
                || await store.ReadAsync(StoreLayout.Trades(minute), StoreLayout.Trade(signal), ct) is not null)
                await outcomes.EndAsync(signal, new Reason(ReasonCode.OrderFilled), ct);
            else waiting.Add(row);
        }

        if (waiting.Count == 0) return;
        if (age > limit)
        {
            var expired = new Reason(ReasonCode.SignalExpired, age, limit);
            await outcomes.EndAsync([.. waiting.Select(row => (row, expired))], ct);
        }
        else if (age >= ResendAfter.TotalSeconds)
        {
            var message = new SignalMessage(minute, [.. waiting.Select(row => row.Value.Signal.Id)]);
            await queue.SendAsync(DocumentStore.ToBytes(message, DocumentJson.Default.SignalMessage), ct);
        }
    }
}
