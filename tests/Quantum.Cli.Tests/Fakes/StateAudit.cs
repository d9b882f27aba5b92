using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Cli.State;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Signals;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>
/// Holds the state that a run left against what it must never lose or do twice: records, signals, orders, money. It
/// reads the file with the system's own readers, and the venue's rows beside them.
/// </summary>
internal sealed class StateAudit
{
    private readonly IEntityStore _store;
    private readonly IBlobStore _blobs;
    private readonly int _symbols;
    private readonly List<string> _problems = [];

    private StateAudit(StateDirectory state, int symbols) =>
        (_store, _blobs, _symbols) = (state.Store, state.Blobs, symbols);

    /// <summary>Minutes that were scanned.</summary>
    public int Minutes { get; private set; }

    /// <summary>Signals of minutes that were swept.</summary>
    public int Signals { get; private set; }

    /// <summary>What was found at the venue.</summary>
    public VenueAudit? Venue { get; private set; }

    /// <summary>Everything that is wrong; empty when all is right.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Audits a state that nobody runs on.</summary>
    /// <param name="path">The state directory.</param>
    /// <param name="symbols">Contracts of the market: the records that every minute must have.</param>
    public static async Task<StateAudit> RunAsync(string path, int symbols)
    {
        using var state = StateDirectory.OpenBeside(path, isReadOnly: true);
        var audit = new StateAudit(state, symbols);
        await audit.RunAsync();
        return audit;
    }

    /// <summary>Checks only what must hold at every instant, also in the middle of a step: money and intents.</summary>
    public static async Task<(VenueAudit? Venue, IReadOnlyList<string> Problems)> ReadOrdersAsync(string path)
    {
        using var state = StateDirectory.OpenBeside(path, isReadOnly: false);
        var head = await state.Store.ReadAsync(
            StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, CancellationToken.None);
        var problems = new List<string>();
        var venue = await VenueAudit.ReadAsync(state.Store, problems);
        if (head is null || venue is null) return (null, problems);
        var book = await TradingBook.ReadAsync(state.Store, CancellationToken.None);
        venue.CheckOrders(await PositionsAsync(state.Store, head.Value, book), problems);
        return (venue, problems);
    }

    private async Task RunAsync()
    {
        var head = await _store.ReadAsync(
            StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, CancellationToken.None);
        var book = await TradingBook.ReadAsync(_store, CancellationToken.None);
        if (head is null || book.Monitor is not { } monitor)
        {
            _problems.Add("Nothing was ever scanned or monitored.");
            return;
        }

        var outages = await _store.QueryAsync(StoreLayout.Outages, null, null, CancellationToken.None);
        var off = outages.Select(row => row.ToDocument(DocumentJson.Default.ScanOutage).Value).ToList();
        for (var minute = head.Value.First; minute <= head.Value.Last; minute += 1)
        {
            if (off.Any(outage => minute >= outage.From && minute <= outage.To)) continue;
            await CheckMinuteAsync(minute, isSwept: minute <= monitor.Value.SweptTo);
        }

        if (monitor.Value.Books.Mismatch != 0)
            _problems.Add($"Our books and the venue differ by {monitor.Value.Books.Mismatch}.");
        Venue = await VenueAudit.ReadAsync(_store, _problems);
        Venue?.CheckOrders(await PositionsAsync(_store, head.Value, book), _problems);
        Venue?.CheckRest([.. book.Positions.Select(position => position.Value)], _problems);
    }

    /// <summary>Open and settled; one that is being settled may stand in both places and is the same one.</summary>
    private static async Task<IReadOnlyList<Position>> PositionsAsync(
        IEntityStore store, ScanHead head, TradingBook book)
    {
        var positions = new List<Position>();
        for (var day = head.First; day <= head.Last + 1; day = new Minute((day.Index / 1440 + 1) * 1440))
        {
            positions.AddRange((await store.QueryAsync(StoreLayout.Settled(day), null, null, CancellationToken.None))
                .Select(row => row.ToDocument(DocumentJson.Default.Position).Value));
        }

        return
        [
            .. positions.Concat(book.Positions.Select(position => position.Value))
                .DistinctBy(position => position.Id),
        ];
    }

    private async Task CheckMinuteAsync(Minute minute, bool isSwept)
    {
        Minutes++;
        var scan = await _store.ReadAsync(
            StoreLayout.Scans(minute), minute.Key, DocumentJson.Default.ScanRow, CancellationToken.None);
        if (scan?.Value.CompletedAt is null) _problems.Add($"{minute} lies behind the head and is not complete.");
        if (scan?.Value.Symbols != _symbols) _problems.Add($"{minute} counts {scan?.Value.Symbols} symbols.");
        if (await _blobs.ReadAsync(StoreLayout.Ledger(minute), CancellationToken.None) is not { } page)
        {
            _problems.Add($"{minute} has no ledger page.");
            return;
        }

        var (written, records) = LedgerCodec.Decode(page);
        if (written != minute) _problems.Add($"The page of {minute} says {written}.");
        if (records.Count != _symbols || records.DistinctBy(record => record.Symbol).Count() != _symbols)
            _problems.Add($"The page of {minute} has {records.Count} records.");
        await CheckSignalsAsync(minute, records, scan?.Value, isSwept);
    }

    private async Task CheckSignalsAsync(
        Minute minute, IReadOnlyList<DecisionRecord> records, ScanRow? scan, bool isSwept)
    {
        var rows = (await _store.QueryAsync(StoreLayout.Signals(minute), null, null, CancellationToken.None))
            .Select(row => row.ToDocument(DocumentJson.Default.SignalRow).Value).ToList();
        var queued = records.Where(record => record.Outcome == DecisionOutcome.Queued).Select(record => record.Symbol);
        if (!queued.Order().SequenceEqual(rows.Select(row => row.Signal.Symbol).Order()))
            _problems.Add($"{minute}: the page and the signal rows name different symbols.");
        if (!isSwept) return;
        Signals += rows.Count;
        foreach (var row in rows.Where(row => row.Outcome is null))
            _problems.Add($"{minute} {row.Signal.Symbol}: swept, and without an outcome.");
        var counted = scan?.Outcomes?.Sum(line => line.Count);
        if (counted != rows.Count) _problems.Add($"{minute}: {rows.Count} signals, {counted} outcomes counted.");
    }
}
