using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

/// <summary>What the network or the venue does to one call.</summary>
public enum VenueFault
{
    /// <summary>Nothing: the call does what it says.</summary>
    None,

    /// <summary>A certain refusal without effect.</summary>
    Refused,

    /// <summary>It arrived, and its answer was lost.</summary>
    AnswerLost,

    /// <summary>It never arrived, and nobody knows.</summary>
    CallLost,
}

/// <summary>One contract at a venue that keeps its own rules and notes every promise that the guard breaks.</summary>
/// <param name="mark">Mark price at the start.</param>
public sealed class FakeVenue(Price mark)
{
    private readonly Dictionary<ClientOrderId, VenueOrder> _orders = [];

    /// <summary>Mark price now.</summary>
    public Price Mark { get; private set; } = mark;

    /// <summary>Base units held in the direction of the entry.</summary>
    public decimal Held { get; private set; }

    /// <summary>Promises that were broken.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>Stops that rest: close-position stops and bridges.</summary>
    public int Guards => _orders.Values.Count(order => order.IsOpen && order.Type == OrderType.StopMarket);

    /// <summary>Everything that rests.</summary>
    public int Open => _orders.Values.Count(order => order.IsOpen);

    /// <summary>Sends an order.</summary>
    /// <returns>The order, a refusal, or neither where nobody knows.</returns>
    public (VenueOrder? Accepted, VenueRefusal Refused) Submit(
        OrderRequest request, decimal heldByUs, VenueFault fault, DateTimeOffset now)
    {
        if (_orders.ContainsKey(request.Id)) Broken.Add($"{request.Id} was sent twice.");
        if (request.Id.Text.Contains("-x") && !(request.ReduceOnly && request.Quantity?.Base <= heldByUs))
            Broken.Add($"Exit {request} of {heldByUs} held.");
        if (fault == VenueFault.CallLost) return default;
        if (fault == VenueFault.Refused) return (null, VenueRefusal.RateLimited);

        var (accepted, refused) = Take(request, now);
        return fault == VenueFault.AnswerLost ? default : (accepted, refused);
    }

    /// <summary>Reads an order; <see langword="null"/> where there is none.</summary>
    public VenueOrder? Find(ClientOrderId id) => _orders.GetValueOrDefault(id);

    /// <summary>Cancels what still rests.</summary>
    public void Cancel(ClientOrderId id, DateTimeOffset now)
    {
        if (!_orders.TryGetValue(id, out var order) || !order.IsOpen) return;
        _orders[id] = order with { Status = VenueOrderStatus.Cancelled, UpdatedAt = now };
        if (Held > 0 && Guards == 0 && order.Type == OrderType.StopMarket)
            Broken.Add($"{id} was cancelled and nothing protects {Held}.");
    }

    /// <summary>Moves the mark price and fires what it reaches.</summary>
    public void Move(Price to, DateTimeOffset now)
    {
        Mark = to;
        foreach (var order in _orders.Values.Where(order => order.IsOpen).OrderBy(order => order.Id.Text).ToList())
        {
            if (!IsThrough(order.Type, order.Side, order.TriggerPrice!.Value)) continue;
            var filled = Math.Min(Held, order.Quantity?.Base ?? Held);
            Held -= filled;
            _orders[order.Id] = order with
            {
                Status = filled > 0 ? VenueOrderStatus.Filled : VenueOrderStatus.Expired,
                FilledQuantity = filled, AveragePrice = filled > 0 ? to : null, UpdatedAt = now,
            };
        }
    }

    private (VenueOrder? Accepted, VenueRefusal Refused) Take(OrderRequest request, DateTimeOffset now)
    {
        if (request.Type == OrderType.Market)
        {
            if (request.ReduceOnly && Held == 0) return (null, VenueRefusal.NothingToReduce);
            var size = request.ReduceOnly ? Math.Min(Held, request.Quantity!.Value.Base) : request.Quantity!.Value.Base;
            Held += request.ReduceOnly ? -size : size;
            return (Keep(Sample.Seen(request, VenueOrderStatus.Filled, size, Mark.QuotePerBase, now)), default);
        }

        if (IsThrough(request.Type, request.Side, request.TriggerPrice!.Value))
            return (null, VenueRefusal.WouldTriggerImmediately);
        if (request.ClosePosition && _orders.Values.Any(order =>
            order.IsOpen && order.ClosePosition && order.Type == request.Type))
        {
            Broken.Add($"{request.Id} is a second {request.Type} that closes the position.");
            return (null, VenueRefusal.StopExists);
        }

        return (Keep(Sample.Seen(request, VenueOrderStatus.New, at: now)), default);
    }

    private VenueOrder Keep(VenueOrder order) => _orders[order.Id] = order;

    private bool IsThrough(OrderType type, Side side, Price trigger) =>
        (type == OrderType.StopMarket) == (side == Side.Sell) ? Mark <= trigger : Mark >= trigger;
}
