using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges every write of a signal: its outcome comes once, never changes, is never deleted, and is true by the venue's
/// books.
/// </summary>
/// <param name="orders">What the venue accepted.</param>
/// <param name="ours">Reads our ids.</param>
/// <param name="store">What is on record.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class SignalChecks(OrderChecks orders, OurOrders ours, IEntityStore store, Docket docket)
{
    private const string Prefix = "signals-";
    private readonly Dictionary<string, (Signal Signal, ReasonCode? Outcome)> _signals = [];

    /// <summary>Signals that were ever written and not dropped with their scan.</summary>
    public int Count => _signals.Count;

    /// <summary>Every signal with its outcome.</summary>
    public IEnumerable<(Signal Signal, ReasonCode? Outcome)> All => _signals.Values;

    /// <summary>A transaction was applied.</summary>
    public void OnWritten(string partition, IReadOnlyList<EntityWrite> writes)
    {
        if (!partition.StartsWith(Prefix, StringComparison.Ordinal)) return;
        foreach (var write in writes)
        {
            switch (write)
            {
                case EntityWrite.Insert or EntityWrite.Replace:
                    Note(write.Row, store.ReadAsync(partition, write.Row, CancellationToken.None).Result
                        ?? throw new InvalidOperationException($"Invariant: {write.Row} was not written."));
                    break;
                case EntityWrite.Delete:
                    Forget(write.Row);
                    break;
            }
        }
    }

    /// <summary>
    /// An order was filled: an entry whose signal has another outcome shows that the outcome was a lie.
    /// </summary>
    public void OnFilled(VenueOrder order)
    {
        if (!ours.IsEntry(order.Id)) return;
        var id = ours.SignalOf(order.Id);
        if (!_signals.TryGetValue(id, out var known))
        {
            docket.Report(Invariant.NothingLost, $"{order.Id} was filled for a signal that is on no record.");
            return;
        }

        docket.Require(known.Outcome is null or ReasonCode.OrderFilled, Invariant.NoSilence,
            () => $"{order.Symbol} of {known.Signal.Minute} ended as {known.Outcome} and its entry was filled.");
    }

    private void Note(string row, StoredEntity entity)
    {
        // What the store holds is read once, whoever reads it: so this reading costs the next reader nothing.
        var read = entity.ToDocument(DocumentJson.Default.SignalRow).Value;
        var outcome = read.Outcome?.Code;
        var before = _signals.TryGetValue(row, out var known) ? known.Outcome : null;
        _signals[row] = (read.Signal, outcome);
        if (before is not null)
        {
            docket.Require(before == outcome, Invariant.NoSilence,
                () => $"{read.Signal.Symbol} of {read.Signal.Minute} ended as {before} and then as {outcome}.");
            return;
        }

        if (outcome is null) return;
        var isFilled = orders.Entered.GetValueOrDefault(row) > 0;
        docket.Require(isFilled == (outcome == ReasonCode.OrderFilled), Invariant.NoSilence,
            () => $"{read.Signal.Symbol} of {read.Signal.Minute} ended as {outcome}; its entry was "
                + $"{(isFilled ? "" : "not ")}filled.");
    }

    private void Forget(string row)
    {
        if (!_signals.Remove(row, out var known)) return;
        docket.Require(known.Outcome is null && !orders.Entered.ContainsKey(row), Invariant.NothingLost,
            () => $"{known.Signal.Symbol} of {known.Signal.Minute} was deleted after it had ended or entered.");
    }
}
