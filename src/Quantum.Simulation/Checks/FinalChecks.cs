using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges a world after its calm end, when everything was ordered closed: what the stores hold must account for all
/// that the venue's books hold, and the other way round.
/// </summary>
/// <param name="exchange">The venue.</param>
/// <param name="store">Entities.</param>
/// <param name="blobs">Pages.</param>
/// <param name="queue">The queue.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class FinalChecks(
    Exchange exchange, IEntityStore store, IBlobStore blobs, ISignalInbox queue, Docket docket)
{
    /// <summary>Runs them all.</summary>
    /// <param name="orders">What the venue accepted.</param>
    /// <param name="signals">What was wished.</param>
    /// <param name="ours">Reads our ids.</param>
    /// <param name="isForeignFree">Nobody else ever traded in the account: every digit must be ours.</param>
    public void Run(OrderChecks orders, SignalChecks signals, OurOrders ours, bool isForeignFree)
    {
        var head = Read(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead);
        docket.Require(head is not null, Invariant.NoSilence, () => "Nothing was ever scanned.");
        if (head is null) return;
        var book = TradingBook.ReadAsync(store, CancellationToken.None).Result;
        CheckFlat(book, ours);
        CheckMinutes(head);
        CheckSignals(signals, head);
        var positions = ReadSettled(head);
        CheckPositions(positions, orders);
        CheckTrades(positions, head, isForeignFree);
        CheckBooks(book);
        CheckDeadLetters();
    }

    private void CheckFlat(TradingBook book, OurOrders ours)
    {
        var state = exchange.State;
        docket.Require(state.Positions.IsEmpty, Invariant.NothingLost,
            () => $"The venue still holds {string.Join(' ', state.Positions.Select(held => held.Symbol))}.");
        docket.Require(book.Positions.Count == 0, Invariant.NothingLost, () =>
            $"Still open in our books: {string.Join("; ", book.Positions.Select(open => Describe(open.Value)))}.");
        docket.Require(!state.Orders.Any(order => ours.Are(order.Id)), Invariant.NothingLost,
            () => $"{string.Join(' ', state.Orders.Select(order => order.Id))} still rest.");
        docket.Require(book.RiskOrEmpty.Slots.Count == 0, Invariant.NothingLost,
            () => $"{string.Join(' ', book.RiskOrEmpty.Slots.Select(slot => slot.Symbol))} still hold slots.");
    }

    private static string Describe(Position position) =>
        $"{position.Symbol} holding {position.HeldQuantity}, closing {position.Closing}, gone {position.IsGone}, "
        + string.Join(", ", position.Orders.Select(order => $"{order.Leg} {order.State} {order.FilledQuantity}"));

    private void CheckMinutes(ScanHead head)
    {
        var outages = Query(StoreLayout.Outages, DocumentJson.Default.ScanOutage);
        var pages = blobs.ListAsync("ledger/", CancellationToken.None).Result.ToHashSet(StringComparer.Ordinal);
        for (var minute = head.First; minute <= head.Last; minute += 1)
        {
            if (outages.Any(outage => minute >= outage.From && minute <= outage.To)) continue;
            docket.Require(pages.Contains(StoreLayout.Ledger(minute)), Invariant.NoSilence,
                () => $"{minute} was scanned or missed, and has neither a page nor an outage.");
        }
    }

    private void CheckSignals(SignalChecks signals, ScanHead head)
    {
        foreach (var (signal, outcome) in signals.All)
        {
            docket.Require(outcome is not null || signal.Minute > head.Last - 4, Invariant.NoSilence,
                () => $"{signal.Symbol} of {signal.Minute} never ended.");
        }
    }

    private void CheckPositions(List<Position> positions, OrderChecks orders)
    {
        var known = positions.SelectMany(position => position.Orders).DistinctBy(order => order.Id)
            .ToDictionary(order => order.Id);
        foreach (var id in orders.Ids)
        {
            if (!known.TryGetValue(id, out var record))
            {
                docket.Report(Invariant.NothingLost, $"No settled position knows {id}.");
                continue;
            }

            var filled = exchange.Ended.TryGetValue(id, out var ended) ? ended.FilledQuantity : 0;
            docket.Require(record.FilledQuantity == filled, Invariant.NothingLost,
                () => $"{id} is {record.State} with {record.FilledQuantity} filled; the venue filled {filled}.");
        }

        foreach (var record in known.Values.Where(record => record.FilledQuantity > 0))
        {
            docket.Require(orders.Ids.Contains(record.Id), Invariant.NothingLost,
                () => $"{record.Id} is filled in our books; the venue never had it.");
        }
    }

    private void CheckTrades(List<Position> positions, ScanHead head, bool isForeignFree)
    {
        var trades = Days(head).SelectMany(day => Query(StoreLayout.Trades(day), DocumentJson.Default.Trade)).ToList();
        var entered = positions.Where(position => position.EnteredQuantity > 0).Select(position => position.Id);
        docket.Require(trades.Select(trade => trade.Id).Order().SequenceEqual(entered.Order()), Invariant.NothingLost,
            () => $"{trades.Count} trades and {entered.Count()} positions that were entered.");
        if (!isForeignFree) return;
        var (made, moved) = (trades.Sum(trade => trade.NetPnl), exchange.Incomes.Sum(row => row.Amount));
        docket.Require(made == moved, Invariant.BooksBalance,
            () => $"The trades made {made}, the wallet moved by {moved}.");
    }

    private void CheckBooks(TradingBook book)
    {
        if (book.Monitor is not { Value.Books: var books })
        {
            docket.Report(Invariant.BooksBalance, "There are no books.");
            return;
        }

        docket.Require(books.ExpectedBalance == exchange.State.Wallet, Invariant.BooksBalance,
            () => $"Our books say {books.ExpectedBalance}, the wallet holds {exchange.State.Wallet}.");
        docket.Require(books.Equity == exchange.State.Wallet, Invariant.BooksBalance,
            () => $"Our equity is {books.Equity}, the flat account's {exchange.State.Wallet}.");
    }

    private void CheckDeadLetters()
    {
        var rows = store.QueryAsync(StoreLayout.DeadLetters, null, null, CancellationToken.None).Result;
        var recorded = rows.Select(row => row.Row).ToHashSet(StringComparer.Ordinal);
        foreach (var letter in queue.ReadDeadLettersAsync(CancellationToken.None).Result)
        {
            docket.Require(recorded.Contains($"message-{letter.Id:D12}"), Invariant.NothingLost,
                () => $"Message {letter.Id} was given up without a record.");
        }
    }

    private List<Position> ReadSettled(ScanHead head) =>
        [.. Days(head).SelectMany(day => Query(StoreLayout.Settled(day), DocumentJson.Default.Position))];

    private static IEnumerable<Minute> Days(ScanHead head)
    {
        for (var day = head.First.Index / 1_440; day <= (head.Last.Index + 1) / 1_440; day++)
            yield return new Minute(day * 1_440);
    }

    private T? Read<T>(string partition, string row, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => store.ReadAsync(partition, row, type, CancellationToken.None).Result?.Value;

    private List<T> Query<T>(string partition, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
    [
        .. store.QueryAsync(partition, null, null, CancellationToken.None).Result
            .Select(entity => entity.ToDocument(type).Value),
    ];
}
