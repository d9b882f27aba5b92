using System.Text;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Settings;
using Quantum.Simulation.Venues;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Judges every order at the moment the venue accepts it: is it the first of its intent, was the intent on record
/// before, does it stay inside the limits, does it keep off what is not ours?
/// </summary>
/// <param name="exchange">The venue.</param>
/// <param name="store">What is on record.</param>
/// <param name="settings">The limits.</param>
/// <param name="docket">Where violations go.</param>
internal sealed class OrderChecks(
    Exchange exchange, IEntityStore store, TradingSettings settings, Docket docket)
{
    /// <summary>
    /// Prices move between sizing and fill, and fills slip: a limit of value is judged with this much air.
    /// </summary>
    private const decimal Air = 1.05m;

    private readonly OurOrders _ours = new(settings.Execution.Account);
    private readonly HashSet<ClientOrderId> _ids = [];
    private readonly HashSet<string> _wanted = [];
    private readonly Dictionary<string, decimal> _entered = [];
    private readonly Dictionary<Symbol, (Side Side, decimal Value)> _open = [];

    /// <summary>Orders of ours that the venue accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Entry orders among them.</summary>
    public int Entries { get; private set; }

    /// <summary>Base units filled, by the signal whose entry it was.</summary>
    public IReadOnlyDictionary<string, decimal> Entered => _entered;

    /// <summary>Every id of ours that the venue accepted.</summary>
    public IReadOnlySet<ClientOrderId> Ids => _ids;

    /// <summary>An order was accepted.</summary>
    public void OnAccepted(OrderRequest request)
    {
        if (!_ours.Are(request.Id)) return;
        Accepted++;
        docket.Require(_ids.Add(request.Id), Invariant.OneOrderPerIntent,
            () => $"{request.Id} was accepted a second time.");
        docket.Require(IsOnRecord(request), Invariant.OneOrderPerIntent,
            () => $"{request.Id} reached the venue before its intent was on record.");
        if (!_ours.IsEntry(request.Id))
        {
            docket.Require(request.ReduceOnly || request.ClosePosition, Invariant.OneOrderPerIntent,
                () => $"{request.Id} leaves a position and is not reduce-only.");
            return;
        }

        Entries++;
        docket.Require(_wanted.Add(_ours.SignalOf(request.Id)), Invariant.OneOrderPerIntent,
            () => $"{_ours.SignalOf(request.Id)} was entered a second time.");
        CheckLimits(request);
    }

    /// <summary>An order was filled, in part or whole.</summary>
    public void OnFilled(VenueOrder order, decimal quantity)
    {
        if (!_ours.IsEntry(order.Id)) return;
        var signal = _ours.SignalOf(order.Id);
        _entered[signal] = _entered.GetValueOrDefault(signal) + quantity;
    }

    /// <summary>The venue's books changed: what is flat is no position of ours any more.</summary>
    public void OnChanged()
    {
        if (_open.Count == 0) return;
        foreach (var symbol in _open.Keys.Where(symbol => exchange.State.PositionIn(symbol) is null).ToList())
            _open.Remove(symbol);
    }

    /// <summary>An order was cancelled by the system.</summary>
    public void OnCancelled(ClientOrderId id) => docket.Require(_ours.Are(id), Invariant.ForeignUntouched,
        () => $"{id} is not ours and was cancelled.");

    /// <summary>By the raw bytes of the position's document: the check does not trust our codec.</summary>
    private bool IsOnRecord(OrderRequest request)
    {
        var row = store.ReadAsync(StoreLayout.Book, StoreLayout.Position(request.Symbol), CancellationToken.None);
        return row.Result is { } entity
            && entity.Body.Span.IndexOf(Encoding.ASCII.GetBytes($"\"{request.Id.Text}\"")) >= 0;
    }

    /// <summary>By the venue's positions, the new one among them.</summary>
    private void CheckLimits(OrderRequest request)
    {
        var state = exchange.State;
        if (state.PositionIn(request.Symbol) is not { } held) return; // It hit its liquidation price at once.
        _open[request.Symbol] = (held.Side, held.EntryValue);
        var (risk, equity) = (settings.Risk, state.Wallet + state.Positions.Sum(position =>
            position.UnrealisedAt(position.Mark)));
        docket.Require(_open.Count <= risk.PositionsMax, Invariant.NoLimitExceeded,
            () => $"{_open.Count} positions are open at the venue, at most {risk.PositionsMax} may be.");
        var permitted = equity * risk.BalanceShare * risk.LeverageMax * risk.SideShareMax * Air;
        var side = _open.Values.Where(open => open.Side == held.Side).Sum(open => open.Value);
        docket.Require(side <= permitted, Invariant.NoLimitExceeded,
            () => $"{held.Side} positions are worth {side}, at most {permitted} may be.");
        var margin = state.Positions.Where(position => _open.ContainsKey(position.Symbol)).Sum(open => open.Margin);
        docket.Require(margin <= equity * risk.BalanceShare * Air, Invariant.NoLimitExceeded,
            () => $"Margin of {margin} is in use at an equity of {equity}.");
    }
}
