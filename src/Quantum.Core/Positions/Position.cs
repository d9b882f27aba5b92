using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Signals;

namespace Quantum.Core.Positions;

/// <summary>
/// One position from the plan to the last order, with every order that belongs to it: one document, so that one guarded
/// write moves it from one consistent state to the next. What can be derived is derived, not stored.
/// </summary>
public sealed record Position
{
    /// <summary>The signal that it came from.</summary>
    public required Signal Signal { get; init; }

    /// <summary>Where it will end.</summary>
    public required ExitPlan Plan { get; init; }

    /// <summary>Initial leverage, isolated.</summary>
    public required int Leverage { get; init; }

    /// <summary>Best bid or ask that the entry should have filled at; slippage is measured from it.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>When the entry was put on record, UTC.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Every order, oldest first; the first one is the entry.</summary>
    public required IReadOnlyList<OrderRecord> Orders { get; init; }

    /// <summary>When it was first known to hold anything, UTC.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Since when no stop is known to rest at the venue, UTC; <see langword="null"/> while one is.</summary>
    public DateTimeOffset? UnprotectedSince { get; init; }

    /// <summary>The longest it was without a stop, seconds.</summary>
    public double UnprotectedSecondsMax { get; init; }

    /// <summary>Where the stop should be; <see langword="null"/> before the first fill.</summary>
    public Price? StopTarget { get; init; }

    /// <summary>Best mark price seen since the entry.</summary>
    public Price? BestMark { get; init; }

    /// <summary>When the stop was last moved, UTC.</summary>
    public DateTimeOffset? StopMovedAt { get; init; }

    /// <summary>Whether the stop follows the best price.</summary>
    public bool IsTrailing { get; init; }

    /// <summary>Why it is being closed; <see cref="CloseType.None"/> while it is not.</summary>
    public CloseType Closing { get; init; }

    /// <summary>Readings in a row that saw no position at the venue though no order of ours explains it.</summary>
    public int FlatReads { get; init; }

    /// <summary>The first of those readings, UTC.</summary>
    public DateTimeOffset? FirstFlatAt { get; init; }

    /// <summary>Enough readings saw it gone: it ended without us.</summary>
    public bool IsGone { get; init; }

    /// <summary>
    /// The venue found nothing to reduce and the account shows nothing: it is gone in all but name, and what is left is
    /// to wait for the readings that say so.
    /// </summary>
    public bool IsFoundFlat => FlatReads > 0
        && Newest(OrderLeg.Exit) is { State: OrderState.Refused, Refusal: VenueRefusal.NothingToReduce };

    /// <summary>Its id: that of its signal.</summary>
    public SignalId Id => Signal.Id;

    /// <summary>The contract.</summary>
    public Symbol Symbol => Signal.Symbol;

    /// <summary>Buy for long, Sell for short.</summary>
    public Side Side => Signal.Side;

    /// <summary>The order that opens it.</summary>
    public OrderRecord Entry => Orders[0];

    /// <summary>Mean entry price; <see langword="null"/> before the first fill.</summary>
    public Price? EntryPrice => Entry.AveragePrice;

    /// <summary>
    /// No fill of the entry is older, UTC by the venue's clock; <see langword="null"/> before it was seen there. An
    /// entry that is filled in parts settles later than it begins to hold something.
    /// </summary>
    public DateTimeOffset? FilledFrom => Entry.AcceptedAt ?? Entry.SettledAt;

    /// <summary>Base units bought or sold at entry so far.</summary>
    public decimal EnteredQuantity => Entry.FilledQuantity;

    /// <summary>Base units still held, as far as our own orders tell.</summary>
    public decimal HeldQuantity => IsGone ? 0 : Math.Max(0, EnteredQuantity - ExitedQuantity);

    /// <summary>Whether a stop of ours is known to rest at the venue that closes all that is held.</summary>
    public bool IsProtected => Working(OrderLeg.Stop) is not null || Orders.Any(order =>
        order is { Leg: OrderLeg.Bridge, State: OrderState.Working } && !IsShortBridge(order));

    /// <summary>Whether every order is settled.</summary>
    public bool IsSettled => Orders.All(order => order.IsFinal);

    private decimal ExitedQuantity => Orders.Where(order => order.Leg != OrderLeg.Entry).Sum(o => o.FilledQuantity);

    /// <summary>A bridge that rests and is smaller than what is held: the entry was filled further after it.</summary>
    public bool IsShortBridge(OrderRecord order) => order is { Leg: OrderLeg.Bridge, State: OrderState.Working }
        && !(order.Request.Quantity?.Base - order.FilledQuantity >= HeldQuantity);

    /// <summary>The order of a leg that rests at the venue, or <see langword="null"/>.</summary>
    public OrderRecord? Working(OrderLeg leg) => Orders.FirstOrDefault(order => order.Leg == leg
        && order.State == OrderState.Working);

    /// <summary>The newest order of a leg, whatever its state.</summary>
    public OrderRecord? Newest(OrderLeg leg) => Orders.LastOrDefault(order => order.Leg == leg);

    /// <summary>How many orders of a leg there were: the epoch of the next one.</summary>
    public int CountOf(OrderLeg leg) => Orders.Count(order => order.Leg == leg);

    /// <summary>Profit at a mark price as a share of the entry price, before cost; 0 before the first fill.</summary>
    public decimal ProfitShare(Price mark) => EntryPrice is { } entry
        ? Side.Sign() * (mark.QuotePerBase - entry.QuotePerBase) / entry.QuotePerBase
        : 0;

    /// <summary>Adds an order.</summary>
    public Position With(OrderRecord added) => this with { Orders = [.. Orders, added] };

    /// <summary>Puts the newer knowledge about one order in the place of the older.</summary>
    /// <exception cref="ArgumentException">No order has that id. A caller's bug.</exception>
    public Position Replacing(OrderRecord changed)
    {
        if (Orders.All(order => order.Id != changed.Id))
            throw new ArgumentException($"Condition failed: {changed.Id} is no order of {Symbol}.");
        return this with { Orders = [.. Orders.Select(order => order.Id == changed.Id ? changed : order)] };
    }
}
