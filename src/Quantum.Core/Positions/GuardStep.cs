using Quantum.Core.Orders;

namespace Quantum.Core.Positions;

/// <summary>The one thing to do next for a position. Nothing here has happened yet.</summary>
public abstract record GuardStep
{
    private GuardStep()
    {
    }

    /// <summary>Nothing now; the next tick looks again.</summary>
    public sealed record Rest : GuardStep
    {
        /// <summary>The only one.</summary>
        public static Rest Instance { get; } = new();
    }

    /// <summary>Ask the venue about an order.</summary>
    /// <param name="Order">The order whose fate is open.</param>
    public sealed record Ask(OrderRecord Order) : GuardStep;

    /// <summary>Put an intent on record, then send it once.</summary>
    /// <param name="Leg">Its part.</param>
    /// <param name="Request">The order.</param>
    /// <param name="Closing">Why it closes the position; None for protective orders.</param>
    public sealed record Place(OrderLeg Leg, OrderRequest Request, CloseType Closing) : GuardStep;

    /// <summary>Cancel an order that is no longer wanted.</summary>
    /// <param name="Order">The order.</param>
    public sealed record Cancel(OrderRecord Order) : GuardStep;

    /// <summary>Everything is settled: write the trade and free the slot.</summary>
    /// <param name="Closing">How it ended.</param>
    public sealed record Settle(CloseType Closing) : GuardStep;
}
