using System.Text;
using Quantum.App.Monitoring;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Reasons;

namespace Quantum.App.Execution;

/// <summary>A message was given up: keep it where people look, and end the signals that it named.</summary>
/// <param name="store">Where dead letters are kept.</param>
/// <param name="outcomes">Where signals end.</param>
/// <param name="time">The clock.</param>
public sealed class RecordDeadLetter(IEntityStore store, SignalOutcomes outcomes, TimeProvider time)
{
    /// <summary>Records one.</summary>
    /// <param name="key">The message's id; the same one again changes nothing.</param>
    /// <param name="body">The message.</param>
    /// <param name="reason">Why it was given up.</param>
    /// <param name="ct">Cancels between writes.</param>
    public async Task HandleAsync(string key, ReadOnlyMemory<byte> body, string reason, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 2_000)]);
        var at = time.GetUtcNow();
        if (!await store.TryInsertAsync(StoreLayout.DeadLetters, key, new DeadLetterRow(at, reason, text),
            DocumentJson.Default.DeadLetterRow, ct))
        {
            // Whoever wrote it may have died before the rest: all of it is repeated, with the time that it had.
            var known = await store.ReadAsync(StoreLayout.DeadLetters, key, DocumentJson.Default.DeadLetterRow, ct);
            at = known?.Value.At ?? at;
        }

        SignalMessage? message = null;
        try
        {
            message = ExecuteSignal.Read(body);
        }
        catch (UnreadableMessageException)
        {
            // It named no signal; those that it should have named expire in the monitor's sweep.
        }

        var code = message is null ? ReasonCode.MessageUnreadable : ReasonCode.SignalDeadLettered;
        await AlarmJournal.RaiseAsync(store, new Reason(code), at, ct);
        if (message is null) return;

        var partition = StoreLayout.Signals(message.Minute);
        var refusals = new List<SignalRefusal>(message.Signals.Count);
        foreach (var id in message.Signals)
        {
            // One that somebody claimed may be entering at this moment; the sweep knows when it no longer can.
            var row = await store.ReadAsync(partition, id.Text, DocumentJson.Default.SignalRow, ct);
            if (row is { Value.Outcome: null }) refusals.Add(new(row, new Reason(ReasonCode.SignalDeadLettered)));
        }

        await outcomes.RefuseAsync(refusals, ct);
    }
}
