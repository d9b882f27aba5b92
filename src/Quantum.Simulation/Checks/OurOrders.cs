using Quantum.Core.Orders;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Reads our order ids from outside, by their text alone: <c>{account}-{signal}-{leg letter}{epoch}</c>. The checks do
/// not ask the code that they check.
/// </summary>
/// <param name="account">Prefix of our ids.</param>
internal sealed class OurOrders(string account)
{
    private readonly string _prefix = account + "-";

    /// <summary>Whether an order is ours.</summary>
    public bool Are(ClientOrderId id) => id.Text.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>Whether an order of ours opens a position.</summary>
    public bool IsEntry(ClientOrderId id) => Are(id) && LegOf(id) == 'e';

    /// <summary>The signal of an order of ours.</summary>
    public string SignalOf(ClientOrderId id) => id.Text[_prefix.Length..id.Text.LastIndexOf('-')];

    private static char LegOf(ClientOrderId id) => id.Text[id.Text.LastIndexOf('-') + 1];
}
