using System.Globalization;
using Quantum.App.Ports;
using Quantum.Core.Orders;

namespace Quantum.Simulation.Venues;

/// <summary>Where the paper account lies in the store, so that hosts and tests can look at it.</summary>
public static class PaperRows
{
    /// <summary>The partition of everything below.</summary>
    public const string Partition = "paper";

    /// <summary>The row of the <see cref="VenueState"/>.</summary>
    public const string Account = "account";

    /// <summary>The row of one income; rows sort by sequence.</summary>
    public static string Income(long sequence) =>
        "income-" + sequence.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>The row of one ended order; rows of one client id lie together and sort by number.</summary>
    public static string Order(ClientOrderId id, long number) =>
        OrderPrefix(id) + number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>First (inclusive) and last (exclusive) row of the ended orders of one client id.</summary>
    internal static (string From, string To) OrdersOf(ClientOrderId id) =>
        (OrderPrefix(id), OrderPrefix(id)[..^1] + 'o');

    /// <summary>Everything that a book leaves behind, as changes of one transaction.</summary>
    /// <param name="book">The book.</param>
    /// <param name="read">
    /// Version of the account that the book was made from; <see langword="null"/> if it is new.
    /// </param>
    internal static List<EntityWrite> Writes(VenueBook book, Etag? read)
    {
        var body = VenueJson.Write(book.State);
        var writes = new List<EntityWrite>(book.RowCount + 1)
        {
            read is { } etag ? new EntityWrite.Replace(Account, body, etag) : new EntityWrite.Insert(Account, body),
        };
        foreach (var ended in book.Ended)
            writes.Add(new EntityWrite.Insert(Order(ended.Order.Id, ended.Number), VenueJson.Write(ended.Order)));
        foreach (var income in book.Incomes)
            writes.Add(new EntityWrite.Insert(Income(income.Sequence), VenueJson.Write(income)));
        return writes;
    }

    // Client ids may contain '/', keys may not. After the escape a ':' is followed by ':' or 's' only, so ":n" ends the
    // id and no id is the beginning of another.
    private static string OrderPrefix(ClientOrderId id) => "order-"
        + id.Text.Replace(":", "::", StringComparison.Ordinal).Replace("/", ":s", StringComparison.Ordinal) + ":n";
}
