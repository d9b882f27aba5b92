using Quantum.App.Ports;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Simulation.Venues;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>The paper account as the venue wrote it, held against what the system believes.</summary>
internal sealed class VenueAudit
{
    private VenueAudit(VenueState account, IReadOnlyList<VenueOrder> ended) =>
        (Account, Ended) = (account, ended);

    /// <summary>The account.</summary>
    public VenueState Account { get; }

    /// <summary>Orders that ended, in order of their rows.</summary>
    public IReadOnlyList<VenueOrder> Ended { get; }

    /// <summary>Every entry order that ever reached the venue.</summary>
    public IReadOnlyList<VenueOrder> Entries => [.. Ended.Where(order => IsEntry(order.Id))];

    /// <summary>Reads the partition and adds up its money.</summary>
    /// <returns><see langword="null"/> before the first order, when there is no account yet.</returns>
    public static async Task<VenueAudit?> ReadAsync(IEntityStore store, List<string> problems)
    {
        var rows = await store.QueryAsync(PaperRows.Partition, null, null, CancellationToken.None);
        if (rows.Count == 0) return null;
        var account = VenueJson.ReadState(rows.Single(row => row.Row == PaperRows.Account).Body);
        var incomes = Of(rows, "income-").Select(row => VenueJson.ReadIncome(row.Body)).ToList();
        if (account.Wallet != account.Deposit + incomes.Sum(income => income.Amount))
            problems.Add($"Wallet {account.Wallet} is not {account.Deposit} + {incomes.Sum(income => income.Amount)}.");
        if (incomes.Where((income, index) => income.Sequence != index + 1).Any())
            problems.Add("The incomes are not numbered 1, 2, 3…");
        return new(account, [.. Of(rows, "order-").Select(row => VenueJson.ReadOrder(row.Body))]);
    }

    /// <summary>At every instant: no id twice, no signal entered twice, no order that nobody knows of.</summary>
    public void CheckOrders(IReadOnlyList<Position> positions, List<string> problems)
    {
        var all = Ended.Concat(Account.Orders).ToList();
        foreach (var twice in all.GroupBy(order => order.Id).Where(group => group.Count() > 1))
            problems.Add($"{twice.Key} stands {twice.Count()} times at the venue.");
        foreach (var twice in Entries.GroupBy(order => SignalOf(order.Id)).Where(group => group.Count() > 1))
            problems.Add($"Signal {twice.Key} was entered {twice.Count()} times.");
        var known = positions.SelectMany(position => position.Orders).DistinctBy(order => order.Id)
            .ToDictionary(order => order.Id);
        foreach (var order in all)
        {
            if (!known.TryGetValue(order.Id, out var record)) problems.Add($"No position knows {order.Id}.");
            else if (record.State is OrderState.Lapsed or OrderState.Refused)
                problems.Add($"{order.Id} is {record.State} in our books and {order.Status} at the venue.");
            else if (record.IsFinal && record.FilledQuantity != order.FilledQuantity)
                problems.Add($"{order.Id}: we know {record.FilledQuantity} filled, the venue {order.FilledQuantity}.");
        }

        foreach (var record in known.Values.Where(record => record.FilledQuantity > 0))
        {
            if (!all.Any(order => order.Id == record.Id)) problems.Add($"The venue never had {record.Id}.");
        }
    }

    /// <summary>Between two steps: no position at the venue without its document and a resting stop.</summary>
    public void CheckRest(IReadOnlyList<Position> open, List<string> problems)
    {
        foreach (var held in Account.Positions)
        {
            var document = open.FirstOrDefault(position => position.Symbol == held.Symbol);
            if (document?.Side != held.Side || document.HeldQuantity != held.Quantity)
                problems.Add($"{held.Symbol}: {held.Quantity} {held.Side} at the venue, "
                    + $"{document?.HeldQuantity} {document?.Side} in our books.");
            if (!Account.Orders.Any(order => order.Symbol == held.Symbol && order.Type == OrderType.StopMarket))
                problems.Add($"{held.Symbol} is held without a resting stop.");
        }
    }

    private static IEnumerable<StoredEntity> Of(IReadOnlyList<StoredEntity> rows, string prefix) =>
        rows.Where(row => row.Row.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsEntry(ClientOrderId id) => id.Text[(id.Text.LastIndexOf('-') + 1)..].StartsWith('e');

    private static string SignalOf(ClientOrderId id) => id.Text[..id.Text.LastIndexOf('-')];
}
