using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// What happens around the system: the venue's weather, other hands in the account, contracts that stop.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="timers">Timers that may fall silent.</param>
internal sealed class Surroundings(WorldCore world, Timers timers)
{
    private readonly List<(ClientOrderId Id, Symbol Symbol)> _orders = [];
    private readonly List<(Symbol Symbol, Side Side, Quantity Quantity)> _positions = [];

    /// <summary>Somebody else traded in the account, or the venue closed something by itself.</summary>
    public bool HasForeignTrades { get; private set; }

    /// <summary>Begins.</summary>
    public void Start() => Every(0);

    /// <summary>Everything foreign leaves and everything trades again.</summary>
    public void ComeToRest()
    {
        foreach (var contract in world.Source.Contracts)
            world.Market.Halt(contract.Symbol, ContractStatus.Trading, TimeSpan.Zero);
        foreach (var order in _orders.ToList()) Withdraw(order.Id, order.Symbol);
        foreach (var position in _positions.ToList()) Leave(position.Symbol, position.Side, position.Quantity);
    }

    private void Every(int minute) =>
        world.Events.At(WorldCore.Start + TimeSpan.FromSeconds(31 + (60L * minute)), () =>
        {
            Strike(new CallSite(CallSite.Surroundings, minute, 0));
            Every(minute + 1);
        });

    private void Strike(CallSite site)
    {
        var fault = world.Strike(site, PortCall.Minute);
        var contracts = world.Source.Contracts;
        var chosen = (int)(world.UniformOf(site, 31) * contracts.Count);
        var symbol = contracts[chosen].Symbol;
        switch (fault.Kind)
        {
            case FaultKind.Outage:
                world.Weather.FallSilent(fault.Between(3, 90));
                world.Judge.Naked.Excuse(NakedExcuse.Venue, world.Weather.AnswersFrom);
                break;
            case FaultKind.Banned:
                world.Weather.Ban(fault.Between(20, 180));
                world.Judge.Naked.Excuse(NakedExcuse.Venue, world.Weather.AnswersFrom);
                break;
            case FaultKind.HostSilence:
                timers.FallSilent(areMonitors: fault.Share < 0.5);
                break;
            case FaultKind.Crash:
                world.Source.Crash(chosen, fault.Share < 0.5 ? -0.04 - fault.Share : fault.Share - 0.4);
                break;
            case FaultKind.TradingHalt:
                world.Market.Halt(symbol, ContractStatus.Closed, fault.Between(20, 400));
                break;
            case FaultKind.Delisting:
                world.Market.Halt(symbol, ContractStatus.Delisting, fault.Between(60, 1_800));
                break;
            case FaultKind.Deleverage:
                Deleverage(fault);
                break;
            case FaultKind.ForeignPosition:
                Enter(symbol, fault);
                break;
            case FaultKind.ForeignOrder:
                Place(symbol, fault);
                break;
        }
    }

    private void Deleverage(Fault fault)
    {
        var held = world.Exchange.State.Positions.FirstOrDefault(held => world.Judge.Naked.Ours.Contains(held.Symbol));
        if (held is null)
        {
            world.Void();
            return;
        }

        HasForeignTrades = true;
        var rules = world.Source.Contracts.First(contract => contract.Symbol == held.Symbol).Rules;
        var part = fault.Share < 0.5 ? held.Quantity : Math.Max(rules.StepSize, rules.FloorToStep(held.Quantity / 2));
        world.Exchange.Submit(OrderRequest.Exit(world.Exchange.NextForeign("adl_autoclose-"), held.Symbol, held.Side,
            Quantity.Of(part)), 1, TimeSpan.Zero, true);
    }

    /// <summary>
    /// Only where we hold nothing: the venue knows one position a symbol, and a mixed one is nobody's.
    /// </summary>
    private void Enter(Symbol symbol, Fault fault)
    {
        if (world.Exchange.State.PositionIn(symbol) is not null || world.Judge.IsEntering(symbol))
        {
            world.Void();
            return;
        }

        HasForeignTrades = true;
        var (side, size) = (fault.Share < 0.5 ? Side.Buy : Side.Sell, Quantity.Of(5));
        var request = OrderRequest.Entry(world.Exchange.NextForeign("web_"), symbol, side, size);
        if (world.Exchange.Submit(request, 1, TimeSpan.Zero, true) is not App.Ports.SubmitOutcome.Accepted) return;
        _positions.Add((symbol, side, size));
        world.Judge.OnForeign(symbol);
        world.Events.After(fault.Between(60, 900), () => Leave(symbol, side, size));
    }

    private void Leave(Symbol symbol, Side side, Quantity size)
    {
        if (!_positions.Remove((symbol, side, size))) return;
        var exit = OrderRequest.Exit(world.Exchange.NextForeign("web_"), symbol, side, size);
        if (world.Exchange.Submit(exit, 1, TimeSpan.Zero, true) is not App.Ports.SubmitOutcome.Refused refused) return;
        if (refused.Refusal == VenueRefusal.NothingToReduce) return; // Liquidated meanwhile.
        _positions.Add((symbol, side, size));
        world.Events.After(TimeSpan.FromSeconds(30), () => Leave(symbol, side, size));
    }

    private void Place(Symbol symbol, Fault fault)
    {
        if (world.Exchange.Mark(symbol) is not { } mark) return;
        var id = world.Exchange.NextForeign("ios_");
        var trigger = Price.Of(Math.Round(mark.QuotePerBase * 0.7m, 2));
        var request = fault.Share < 0.5
            ? OrderRequest.Stop(id, symbol, Side.Buy, trigger)
            : OrderRequest.Bridge(id, symbol, Side.Buy, Quantity.Of(1), trigger);
        if (world.Exchange.Submit(request, 1, TimeSpan.Zero, true) is not App.Ports.SubmitOutcome.Accepted) return;
        _orders.Add((id, symbol));
        world.Events.After(fault.Between(60, 1_200), () => Withdraw(id, symbol));
    }

    private void Withdraw(ClientOrderId id, Symbol symbol)
    {
        if (_orders.Remove((id, symbol))) world.Exchange.Withdraw(symbol, id);
    }
}
