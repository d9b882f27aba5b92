using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.App.Reporting;

/// <summary>A decision that was more than a hold.</summary>
/// <param name="Minute">The scan minute.</param>
/// <param name="Record">The symbol's record: queued or refused.</param>
/// <param name="Outcome">How its signal ended; <see langword="null"/> without one, or until it has.</param>
/// <param name="Alike">Further symbols of the minute with the same wish and reason.</param>
public sealed record LatestDecision(Minute Minute, DecisionRecord Record, Reason? Outcome, int Alike);

/// <summary>Reads what was decided last, other than to hold.</summary>
/// <param name="store">The scans' head and the signals.</param>
/// <param name="blobs">Pages.</param>
public sealed class ReadDecisions(IEntityStore store, IBlobStore blobs)
{
    /// <summary>
    /// The newest signals by minute, newest first; in a minute first what became a position, each by symbol. Where
    /// there are fewer than wanted, what was refused before it could become a signal follows in the same order. Of
    /// symbols with the same wish and reason only the first is named, or one full limit would hide everything else.
    /// </summary>
    /// <param name="countMax">How many at most.</param>
    /// <param name="minutesMax">How many minutes it looks back from the last one scanned.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<LatestDecision>> HandleAsync(int countMax, int minutesMax, CancellationToken ct)
    {
        var (found, refused) = (new List<LatestDecision>(), new List<LatestDecision>());
        var head = await store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        if (head is not { Value: var scanned }) return found;
        var oldest = Math.Max(scanned.First.Index, scanned.Last.Index - minutesMax + 1);
        for (var minute = scanned.Last; minute.Index >= oldest && found.Count < countMax; minute -= 1)
        {
            foreach (var decision in await OfAsync(minute, ct))
                (decision.Record.Outcome == DecisionOutcome.Queued ? found : refused).Add(decision);
        }

        return [.. found.Concat(refused).Take(countMax)];
    }

    private async Task<IEnumerable<LatestDecision>> OfAsync(Minute minute, CancellationToken ct)
    {
        if (await blobs.ReadAsync(StoreLayout.Ledger(minute), ct) is not { } page) return [];
        var signals = (await store.QueryAsync(StoreLayout.Signals(minute), null, null, ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow).Value)
            .ToLookup(row => (row.Signal.Symbol, row.Signal.Side), row => row.Outcome);
        return LedgerCodec.Decode(page).Records
            .Where(record => record.Outcome is DecisionOutcome.Queued or DecisionOutcome.Refused)
            .OrderBy(record => record.Symbol)
            .Select(record => new LatestDecision(minute, record,
                // A scanner that lost its claim may have left the signal of another side.
                signals[(record.Symbol, record.Side)].FirstOrDefault(), Alike: 0))
            .GroupBy(decision => (decision.Record.Side, decision.Outcome?.Code ?? decision.Record.Reason.Code))
            .Select(group => group.First() with { Alike = group.Count() - 1 })
            .OrderByDescending(decision => decision.Outcome is { Code: ReasonCode.OrderFilled })
            .ThenBy(decision => decision.Record.Symbol);
    }
}
