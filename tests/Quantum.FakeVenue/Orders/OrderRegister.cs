using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.FakeVenue.Orders;

/// <summary>
/// Numbers of orders, and the orders that the matching engine does not keep itself. Thread-safe.
/// </summary>
internal sealed class OrderRegister
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, PlainOrder> _plain = [];
    private readonly Dictionary<string, (long AlgoId, Symbol Symbol)> _algo = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (string ClientId, Symbol Symbol)> _algoById = [];
    private readonly Dictionary<long, long> _fired = [];
    private long _next = 8_000_000_000;

    /// <summary>Orders that were sent for each client id: more than one shows a double send.</summary>
    public Dictionary<string, int> Sent { get; } = new(StringComparer.Ordinal);

    public PlainOrder Add(Func<long, PlainOrder> make)
    {
        lock (_gate)
        {
            var order = make(_next++);
            _plain[order.Id] = order;
            Sent[order.ClientId] = Sent.GetValueOrDefault(order.ClientId) + 1;
            return order;
        }
    }

    public void Replace(PlainOrder order)
    {
        lock (_gate) _plain[order.Id] = order;
    }

    public PlainOrder? Find(Symbol symbol, long? id, string? clientId)
    {
        lock (_gate)
        {
            if (id is { } number)
                return _plain.TryGetValue(number, out var known) && known.Symbol == symbol ? known : null;
            return _plain.Values.Where(order => order.Symbol == symbol && order.ClientId == clientId)
                .MaxBy(order => order.Id);
        }
    }

    public IReadOnlyList<PlainOrder> Open(Symbol? symbol)
    {
        lock (_gate)
            return [.. _plain.Values.Where(order => order.IsOpen && (symbol is null || order.Symbol == symbol))
                .OrderBy(order => order.Id)];
    }

    public long AddAlgo(string clientId, Symbol symbol)
    {
        lock (_gate)
        {
            var id = _next++;
            _algo[clientId] = (id, symbol);
            _algoById[id] = (clientId, symbol);
            Sent[clientId] = Sent.GetValueOrDefault(clientId) + 1;
            return id;
        }
    }

    public (long AlgoId, string ClientId, Symbol Symbol)? FindAlgo(long? id, string? clientId)
    {
        lock (_gate)
        {
            if (id is { } number)
                return _algoById.TryGetValue(number, out var byId) ? (number, byId.ClientId, byId.Symbol) : null;
            return clientId is not null && _algo.TryGetValue(clientId, out var found)
                ? (found.AlgoId, clientId, found.Symbol)
                : null;
        }
    }

    /// <summary>The order in the book that a fired conditional order has become.</summary>
    public PlainOrder Fired(long algoId, VenueOrder order)
    {
        lock (_gate)
        {
            if (!_fired.TryGetValue(algoId, out var id)) _fired[algoId] = id = _next++;
            return _plain[id] = new PlainOrder
            {
                Id = id,
                ClientId = $"fired_{algoId}",
                Symbol = order.Symbol,
                Side = order.Side,
                Type = "MARKET",
                Status = "FILLED",
                Quantity = order.FilledQuantity,
                Executed = order.FilledQuantity,
                AveragePrice = order.AveragePrice?.QuotePerBase ?? 0,
                ReduceOnly = order.ReduceOnly,
                ClosePosition = order.ClosePosition,
                CreatedAt = order.UpdatedAt,
                UpdatedAt = order.UpdatedAt,
            };
        }
    }
}
