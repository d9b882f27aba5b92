using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Execution;

/// <summary>Gives every signal its one terminal outcome. The first one stands.</summary>
/// <param name="store">Where signals are kept.</param>
/// <param name="time">The clock.</param>
public sealed class SignalOutcomes(IEntityStore store, TimeProvider time)
{
    /// <summary>Ends one signal; does nothing where it has ended.</summary>
    public Task EndAsync(Signal signal, Reason outcome, CancellationToken ct) => store.UpdateAsync(
        StoreLayout.Signals(signal.Minute), signal.Id.Text, DocumentJson.Default.SignalRow,
        row => row is null || row.Outcome is not null
            ? Change<SignalRow>.Nothing
            : new(row with { Outcome = outcome, EndedAt = time.GetUtcNow() }),
        ct);

    /// <summary>
    /// Ends signals of one minute in few transactions; those that somebody else ended meanwhile one by one.
    /// </summary>
    /// <param name="ended">The rows as read, each with its outcome.</param>
    /// <param name="ct">Cancels between transactions.</param>
    public async Task EndAsync(IReadOnlyList<(Tagged<SignalRow> Row, Reason Outcome)> ended, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var batch in ended.Chunk(EntityLimits.WritesMax))
        {
            var writes = batch.Select(end => DocumentStore.Put(end.Row.Row,
                end.Row.Value with { Outcome = end.Outcome, EndedAt = now }, end.Row.Etag,
                DocumentJson.Default.SignalRow)).ToList();
            if (await store.TryWriteAsync(StoreLayout.Signals(batch[0].Row.Value.Signal.Minute), writes, ct)) continue;
            foreach (var (row, outcome) in batch) await EndAsync(row.Value.Signal, outcome, ct);
        }
    }
}
