using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;

namespace Quantum.App.Reporting;

/// <summary>Reads trades and the equity curve.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class ReadTrades(IEntityStore store)
{
    /// <summary>Trades whose signal came in [from, to), in order of their close, then symbol.</summary>
    public async Task<IReadOnlyList<Trade>> HandleAsync(Minute from, Minute to, CancellationToken ct)
    {
        var trades = new List<Trade>();
        for (var day = from; day < to; day = NextDay(day))
        {
            var entities = await store.QueryAsync(StoreLayout.Trades(day), from.Key, to.Key, ct);
            trades.AddRange(entities.Select(entity => entity.ToDocument(DocumentJson.Default.Trade).Value));
        }

        return [.. trades.OrderBy(trade => trade.ClosedAt).ThenBy(trade => trade.Symbol)];
    }

    /// <summary>
    /// Trades of positions that were open at some time in [from, to), in order of their close, then symbol.
    /// </summary>
    public async Task<IReadOnlyList<Trade>> HeldAsync(Minute from, Minute to, CancellationToken ct)
    {
        // They are kept by the minute of their signal, which may lie long before the span.
        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        var first = head is { } known && known.Value.First < from ? known.Value.First : from;
        return
        [
            .. (await HandleAsync(first, to, ct))
                .Where(trade => trade.OpenedAt < to.Start && trade.ClosedAt >= from.Start),
        ];
    }

    /// <summary>Equity at the end of the minutes of [from, to), ascending.</summary>
    public async Task<IReadOnlyList<EquityPoint>> ReadEquityAsync(Minute from, Minute to, CancellationToken ct)
    {
        var points = new List<EquityPoint>();
        for (var day = from; day < to; day = NextDay(day))
        {
            var entities = await store.QueryAsync(StoreLayout.Equity(day), from.Key, to.Key, ct);
            points.AddRange(entities.Select(entity => entity.ToDocument(DocumentJson.Default.EquityPoint).Value));
        }

        return points;
    }

    private static Minute NextDay(Minute minute) => new((minute.Index / 1440 + 1) * 1440);
}
