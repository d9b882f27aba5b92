using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;

namespace Quantum.App.Execution;

/// <summary>A wish to end a signal without an order.</summary>
/// <param name="Row">The signal as read before it was judged.</param>
/// <param name="Outcome">Why it ends.</param>
/// <param name="Claims">Claims that the judge made himself since; see <see cref="SignalRow.Claims"/>.</param>
/// <param name="Detail">The venue's words; <see langword="null"/> where it had no part in it.</param>
public readonly record struct SignalRefusal(
    Tagged<SignalRow> Row, Reason Outcome, int Claims = 0, string? Detail = null);

/// <summary>
/// Gives every signal its one terminal outcome. The first one stands, and it is true: whoever is about to enter claims
/// the signal first, and whoever ends one without an order does so only where nobody else has a claim on it.
/// </summary>
/// <param name="store">Where signals are kept.</param>
/// <param name="time">The clock.</param>
public sealed class SignalOutcomes(IEntityStore store, TimeProvider time)
{
    /// <summary>Ends one signal by what its order became; does nothing where it has ended.</summary>
    public Task EndAsync(Signal signal, Reason outcome, CancellationToken ct) => EndAsync(signal, outcome, null, ct);

    /// <summary>The same with the venue's words about it.</summary>
    public Task EndAsync(Signal signal, Reason outcome, string? detail, CancellationToken ct) => store.UpdateAsync(
        StoreLayout.Signals(signal.Minute), signal.Id.Text, DocumentJson.Default.SignalRow,
        row => row is null || row.Outcome is not null
            ? Change<SignalRow>.Nothing
            : new(row with { Outcome = outcome, EndedAt = time.GetUtcNow(), Detail = detail }),
        ct);

    /// <summary>Puts on record that an entry is about to be written, so that nobody else ends the signal.</summary>
    /// <returns>False when it has ended, or was never written.</returns>
    public async Task<bool> TryClaimAsync(Signal signal, CancellationToken ct)
    {
        var isClaimed = false;
        await store.UpdateAsync(StoreLayout.Signals(signal.Minute), signal.Id.Text, DocumentJson.Default.SignalRow,
            row =>
            {
                isClaimed = row is { Outcome: null };
                return row is { Outcome: null } ? new(row with { Claims = row.Claims + 1 }) : Change<SignalRow>.Nothing;
            },
            ct);
        return isClaimed;
    }

    /// <summary>
    /// Ends signals of one minute that no order will come of, in few transactions; those that changed meanwhile one by
    /// one, and not those that somebody else claimed: the sweep ends them when no entry can come any more.
    /// </summary>
    public async Task RefuseAsync(IReadOnlyList<SignalRefusal> refusals, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var refusal in refusals.Where(refusal => refusal.Claims > 0)) await RefuseAsync(refusal, ct);
        foreach (var batch in refusals.Where(refusal => refusal is { Claims: 0, Row.Value.Claims: 0 })
            .Chunk(EntityLimits.WritesMax))
        {
            var writes = batch.Select(end => DocumentStore.Put(end.Row.Row,
                end.Row.Value with { Outcome = end.Outcome, EndedAt = now, Detail = end.Detail }, end.Row.Etag,
                DocumentJson.Default.SignalRow)).ToList();
            if (await store.TryWriteAsync(StoreLayout.Signals(batch[0].Row.Value.Signal.Minute), writes, ct)) continue;
            foreach (var refusal in batch) await RefuseAsync(refusal, ct);
        }
    }

    /// <summary>
    /// Makes every entry that was judged by a book read until now lose its race: from here on whoever enters has read
    /// the book and judged the signal's age anew.
    /// </summary>
    public Task FenceAsync(CancellationToken ct) => store.UpdateAsync(
        StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook, risk => new(risk ?? RiskBook.Empty), ct);

    private Task RefuseAsync(SignalRefusal refusal, CancellationToken ct)
    {
        var signal = refusal.Row.Value.Signal;
        return store.UpdateAsync(StoreLayout.Signals(signal.Minute), signal.Id.Text, DocumentJson.Default.SignalRow,
            row => row is { Outcome: null } && row.Claims == refusal.Claims
                ? new(row with
                {
                    Outcome = refusal.Outcome, EndedAt = time.GetUtcNow(), Detail = refusal.Detail,
                })
                : Change<SignalRow>.Nothing,
            ct);
    }
}
