using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Settings;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges the day's loss budget by the venue's books, whenever the first stop of a position rests: were every stop hit
/// now, at its trigger, the day would end inside its limit. What a stop loses beyond its trigger is nobody's decision;
/// it shows in the wallet and stops the entries after it.
/// </summary>
/// <param name="exchange">The venue.</param>
/// <param name="events">The world's clock.</param>
/// <param name="settings">The limits.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class LossChecks(Exchange exchange, EventQueue events, TradingSettings settings, Docket docket)
{
    /// <summary>Fills slip, triggers are rounded.</summary>
    private const decimal Air = 1.05m;

    /// <summary>
    /// An entry is judged by a reading of at most a minute, and slow calls may lie between judgement and stop: any
    /// balance since then was a fair one to judge by.
    /// </summary>
    private static readonly TimeSpan Readings = TimeSpan.FromMinutes(3);

    /// <summary>By when the day's first reading was made; nothing is judged before.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromMinutes(15);

    private readonly OurOrders _ours = new(settings.Execution.Account);
    private readonly HashSet<string> _judged = [];
    private readonly Queue<(DateTimeOffset At, decimal Wallet)> _wallets = new();
    private DateTimeOffset _day;
    private decimal _startMin;
    private decimal _startMax;

    /// <summary>Positions that were judged.</summary>
    public int Judged => _judged.Count;

    /// <summary>The venue's books changed, or a minute began.</summary>
    public void OnChanged()
    {
        var (now, state) = (events.Now, exchange.State);
        _wallets.Enqueue((now, state.Wallet));
        while (_wallets.Count > 1 && _wallets.Peek().At < now - Readings) _wallets.Dequeue();
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (now - day > Morning && day == _day) return;
        var equity = state.Wallet + state.Positions.Sum(held => held.UnrealisedAt(held.Mark));
        if (day != _day) (_day, _startMin, _startMax) = (day, equity, equity);
        (_startMin, _startMax) = (Math.Min(_startMin, equity), Math.Max(_startMax, equity));
    }

    /// <summary>An order was accepted.</summary>
    /// <param name="request">The order.</param>
    /// <param name="ours">Symbols that hold something of ours and nothing foreign.</param>
    public void OnAccepted(OrderRequest request, IReadOnlySet<Symbol> ours)
    {
        if (request is not { Type: OrderType.StopMarket, ClosePosition: true } || !_ours.Are(request.Id)) return;
        if (!_judged.Add(_ours.SignalOf(request.Id)) || events.Now - _day <= Morning + Readings && _day > First) return;
        var atRisk = exchange.State.Positions.Where(held => ours.Contains(held.Symbol))
            .Sum(held => RiskOf(held.Symbol, request));
        var wallet = _wallets.Max(known => known.Wallet);
        var loss = _startMin - wallet + (atRisk / Air);
        docket.Require(loss <= settings.Risk.DailyLossMax * _startMax, Invariant.NoLimitExceeded,
            () => $"Were every stop hit after {request.Id}, the day would have lost {loss} of {_startMax}; "
                + $"{settings.Risk.DailyLossMax:P0} are allowed.");
    }

    private static DateTimeOffset First => new(WorldCore.Start.UtcDateTime.Date, TimeSpan.Zero);

    private decimal RiskOf(Symbol symbol, OrderRequest placed)
    {
        var held = exchange.State.PositionIn(symbol);
        var trigger = symbol == placed.Symbol ? placed.TriggerPrice : exchange.State.Orders.FirstOrDefault(order =>
            order.Symbol == symbol && order.Type == OrderType.StopMarket && _ours.Are(order.Id))?.TriggerPrice;
        if (held is null || trigger is not { } stop) return 0; // It is being closed.
        var risk = held.Side.Sign() * (held.EntryPrice.QuotePerBase - stop.QuotePerBase) * held.Quantity;

        // The price may have jumped between the decision and the fill; decided was no more than this.
        return Math.Clamp(risk, 0, settings.Risk.RiskPerTrade * _startMax);
    }
}
