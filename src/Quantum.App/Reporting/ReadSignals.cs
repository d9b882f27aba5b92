using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.App.Reporting;

/// <summary>Reads the signals that scans made, ended or not.</summary>
/// <param name="store">Scans and signals.</param>
public sealed class ReadSignals(IEntityStore store)
{
    /// <summary>Signals of the scan minutes in [from, to), by minute, then id.</summary>
    public async Task<IReadOnlyList<SignalRow>> HandleAsync(Minute from, Minute to, CancellationToken ct)
    {
        var signals = new List<SignalRow>();
        foreach (var scan in await new ReadFunnel(store).ReadRowsAsync(from, to, ct))
        {
            // Most minutes have no signal: their row says so, and their partition need not be asked.
            var isQuiet = scan.Decisions.All(line => line.Code != ReasonCode.SignalQueued);
            if (scan.CompletedAt is not null && isQuiet) continue;
            var entities = await store.QueryAsync(StoreLayout.Signals(scan.Minute), null, null, ct);
            signals.AddRange(entities.Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow).Value));
        }

        return signals;
    }
}
