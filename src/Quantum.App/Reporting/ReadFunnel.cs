using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;

namespace Quantum.App.Reporting;

/// <summary>Reads funnels: one row per minute, and single signals only for minutes that are still open.</summary>
/// <param name="store">Scans and signals.</param>
public sealed class ReadFunnel(IEntityStore store)
{
    /// <summary>Sums up [from, to).</summary>
    public async Task<FunnelReport> HandleAsync(Minute from, Minute to, CancellationToken ct)
    {
        var (decisions, outcomes) = (new Funnel(), new Funnel());
        var (minutes, symbols, open) = (0, 0, 0);
        var candles = 0L;
        foreach (var row in await ReadRowsAsync(from, to, ct))
        {
            if (row.CompletedAt is null) continue; // Not scanned yet: it has decided nobody.
            minutes++;
            symbols = Math.Max(symbols, row.Symbols);
            candles += row.Candles;
            decisions.Add(row.Decisions);
            if (row.Outcomes is not null) outcomes.Add(row.Outcomes);
            else open += await AddOpenAsync(row.Minute, outcomes, ct);
        }

        return new(from, to, minutes, symbols, candles, decisions, outcomes, open);
    }

    /// <summary>The scan rows of [from, to), ascending.</summary>
    public async Task<IReadOnlyList<ScanRow>> ReadRowsAsync(Minute from, Minute to, CancellationToken ct)
    {
        var rows = new List<ScanRow>();
        for (var day = from; day < to; day = new Minute((day.Index / 1440 + 1) * 1440))
        {
            var entities = await store.QueryAsync(StoreLayout.Scans(day), from.Key, to.Key, ct);
            rows.AddRange(entities.Select(entity => entity.ToDocument(DocumentJson.Default.ScanRow).Value));
        }

        return rows;
    }

    private async Task<int> AddOpenAsync(Minute minute, Funnel outcomes, CancellationToken ct)
    {
        var open = 0;
        foreach (var entity in await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
        {
            var row = entity.ToDocument(DocumentJson.Default.SignalRow).Value;
            if (row.Outcome is { } outcome) outcomes.Add(outcome.Code, row.Signal.Source, row.Signal.Side);
            else open++;
        }

        return open;
    }
}
