using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;

namespace Quantum.App.Tests.Fakes;

/// <summary>
/// Judges a world from outside: by the venue's own books and by what the stores hold, never by what a use case says.
/// </summary>
public static class Auditor
{
    /// <summary>The account in the venue's own document; an unused one where nothing ever happened.</summary>
    public static async Task<VenueState> VenueAsync(this World world) =>
        await world.Store.ReadAsync(PaperRows.Partition, PaperRows.Account, default) is { } account
            ? VenueJson.ReadState(account.Body)
            : VenueState.Open(new PaperVenueOptions().Deposit);

    /// <summary>Every order that ended at the venue, in the order of its rows.</summary>
    public static async Task<IReadOnlyList<VenueOrder>> EndedOrdersAsync(this World world) =>
        [.. (await world.Store.QueryAsync(PaperRows.Partition, "order-", "order.", default))
            .Select(row => VenueJson.ReadOrder(row.Body))];

    /// <summary>Every change of the wallet, ascending.</summary>
    public static async Task<IReadOnlyList<IncomeRow>> IncomesAsync(this World world) =>
        [.. (await world.Store.QueryAsync(PaperRows.Partition, "income-", "income.", default))
            .Select(row => VenueJson.ReadIncome(row.Body))];

    /// <summary>Entry orders that reached the venue.</summary>
    public static async Task<IReadOnlyList<VenueOrder>> EntriesAsync(this World world) =>
        [.. (await world.EndedOrdersAsync()).Where(order => !order.ReduceOnly && !order.ClosePosition)];

    /// <summary>Trades of the days around the world's start.</summary>
    public static async Task<IReadOnlyList<Trade>> TradesAsync(this World world) =>
        await world.Open().Trades.HandleAsync(Minute.Of(World.Start) - 60, world.Minute + 1, default);

    /// <summary>At most one entry order per signal ever reached the venue.</summary>
    public static async Task AssertOneOrderPerSignalAsync(this World world, string context)
    {
        foreach (var group in (await world.EntriesAsync()).GroupBy(order => order.Id))
            Assert.True(group.Count() == 1, $"{context}: {group.Count()} entry orders {group.Key} reached the venue.");
    }

    /// <summary>Every open position has a resting stop on the closing side.</summary>
    public static async Task AssertNothingNakedAsync(this World world, string context)
    {
        var state = await world.VenueAsync();
        foreach (var held in state.Positions)
        {
            Assert.True(state.Orders.Any(order => order.Symbol == held.Symbol && order.Side != held.Side
                && order.Type == OrderType.StopMarket), $"{context}: {held.Symbol} is naked at {world.Now:HH:mm:ss}.");
        }
    }

    /// <summary>
    /// Every minute has one page with every symbol, every QUEUED record has its signal row and the other way round, and
    /// every signal up to <paramref name="endedTo"/> has its outcome.
    /// </summary>
    public static async Task AssertNoSilenceAsync(
        this World world, Minute from, Minute to, int symbols, Minute endedTo, string context)
    {
        var pages = await world.Blobs.ListAsync("ledger/", default);
        for (var minute = from; minute <= to; minute += 1)
        {
            Assert.True(pages.Contains(StoreLayout.Ledger(minute)), $"{context}: no page of {minute}.");
            var records = await world.RecordsAsync(minute);
            Assert.True(records.Select(record => record.Symbol).Distinct().Count() == symbols
                && records.Count == symbols, $"{context}: {records.Count} records at {minute}, not {symbols}.");
            var queued = records.Where(record => record.Outcome == DecisionOutcome.Queued)
                .Select(record => record.Symbol).Order().ToList();
            var rows = (await world.SignalsAsync(minute)).OrderBy(row => row.Signal.Symbol).ToList();
            Assert.True(queued.SequenceEqual(rows.Select(row => row.Signal.Symbol)),
                $"{context}: at {minute} the page queued [{string.Join(' ', queued)}], the rows are "
                + $"[{string.Join(' ', rows.Select(row => row.Signal.Symbol))}].");
            if (minute > endedTo) continue;
            foreach (var row in rows)
                Assert.True(row.Outcome is not null, $"{context}: {row.Signal.Symbol} of {minute} has no outcome.");
        }
    }

    /// <summary>The page of a minute.</summary>
    public static async Task<IReadOnlyList<DecisionRecord>> RecordsAsync(this World world, Minute minute) =>
        await world.Blobs.ReadAsync(StoreLayout.Ledger(minute), default) is { } bytes
            ? LedgerCodec.Decode(bytes).Records
            : [];

    /// <summary>The signal rows of a minute.</summary>
    public static async Task<IReadOnlyList<SignalRow>> SignalsAsync(this World world, Minute minute) =>
        [.. (await world.Store.QueryAsync(StoreLayout.Signals(minute), null, null, default))
            .Select(entity => entity.ToDocument(DocumentJson.Default.SignalRow).Value)];

    /// <summary>Our books equal the venue's wallet, and trades and open positions explain every digit of it.</summary>
    public static async Task AssertBooksBalanceAsync(this World world, string context)
    {
        var state = await world.VenueAsync();
        var book = await world.BookAsync();
        var books = book.Monitor!.Value.Books;
        Assert.True(books.Mismatch == 0m && books.IsBalanced, $"{context}: books are off by {books.Mismatch}.");
        Assert.True(books.ExpectedBalance == state.Wallet,
            $"{context}: our books say {books.ExpectedBalance}, the venue's wallet holds {state.Wallet}.");

        var incomes = await world.IncomesAsync();
        var open = book.Positions.Sum(position => incomes.Where(income => income.Symbol == position.Value.Symbol
            && income.At >= (position.Value.FilledFrom ?? DateTimeOffset.MaxValue)).Sum(income => income.Amount));
        var trades = (await world.TradesAsync()).Sum(trade => trade.NetPnl);
        Assert.True(trades + open == state.Wallet - state.Deposit,
            $"{context}: trades {trades} + open {open} are not {state.Wallet - state.Deposit}.");
    }
}
