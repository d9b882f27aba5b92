using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>
/// A life of one account in two symbols; each step is one number, so that a failing life can be shrunk.
/// </summary>
public sealed class VenueLife
{
    private static readonly Symbol[] Symbols = [Pepe, VenueSamples.Near];
    private readonly decimal[] _marks = [100, 100];
    private DateTimeOffset _now = Start;
    private int _rest;
    private int _count;
    private int _endedBefore;

    public VenueBook Book { get; } = VenueSamples.Book(Options);

    /// <summary>The symbol of the last step.</summary>
    public Symbol Symbol { get; private set; }

    /// <summary>The window of the last step, if it was one.</summary>
    public PriceWindow? LastWindow { get; private set; }

    /// <summary>The last step was an order that may open or turn a position.</summary>
    public bool WasEntry { get; private set; }

    /// <summary>Orders that ended in the last step.</summary>
    public IEnumerable<EndedOrder> EndedNow => Book.Ended.Skip(_endedBefore);

    public void Step(int number)
    {
        _rest = number;
        _count++;
        _endedBefore = Book.Ended.Count;
        LastWindow = null;
        var index = Take(2);
        Symbol = Symbols[index];
        var kind = Take(12);
        WasEntry = kind < 2;
        var side = Take(2) == 0 ? Side.Buy : Side.Sell;
        switch (kind)
        {
            case < 2:
                Submit(index, OrderRequest.Entry(Id($"e{_count}"), Symbol, side, SomeQuantity()));
                break;
            case 2:
                Submit(index, OrderRequest.Exit(Id($"x{_count}"), Symbol, side, SomeQuantity()));
                break;
            case 3:
                Submit(index, OrderRequest.Stop(Id($"s{_count}"), Symbol, side, Trigger(index, -side.Sign())));
                break;
            case 4:
                Submit(index, OrderRequest.TakeProfit(Id($"t{_count}"), Symbol, side, Trigger(index, side.Sign())));
                break;
            case 5:
                var trigger = Trigger(index, -side.Sign());
                Submit(index, OrderRequest.Bridge(Id($"b{_count}"), Symbol, side, SomeQuantity(), trigger));
                break;
            case 6:
                Book.Fund(Symbol, new(_now, (Take(200) - 100) / 10_000d, Price.Of(_marks[index])));
                break;
            case 7 when Book.State.Orders.Length > 0:
                var order = Book.State.Orders[Take(Book.State.Orders.Length)];
                Book.Cancel(order.Symbol, order.Id, isConditional: true, _now);
                break;
            case 8:
                Book.SetLeverage(Symbol, 1 + Take(50), Rules(Symbol));
                break;
            default:
                Pass(index);
                break;
        }
    }

    private void Pass(int index)
    {
        var from = _marks[index] * (1 + (Take(7) == 0 ? (Take(21) - 10) / 100m : 0)); // sometimes a gap
        var close = Math.Clamp(from * (1 + ((Take(101) - 50) / 500m)), 20, 500);
        var high = Math.Max(from, close) * (1 + (Take(5) / 100m));
        var low = Math.Min(from, close) * (1 - (Take(5) / 100m));
        var mark = new PriceBar(from, high, low, close);
        var basis = 1 + ((Take(11) - 5) / 1000m);
        var last = new PriceBar(from * basis, high * basis, low * basis, close * basis);
        var wider = new PriceBar(from, high * 1.01m, low * 0.99m, close);
        LastWindow = new(_now, _now.AddMinutes(1), last, mark, Take(2) == 0 ? mark : wider);
        _now = _now.AddMinutes(1);
        Book.Advance(Symbol, LastWindow.Value, Rules(Symbol));
        _marks[index] = decimal.Round(close, 2);
    }

    private void Submit(int index, OrderRequest request)
    {
        var mark = _marks[index];
        Book.Submit(request, new(Symbol, Price.Of(mark - 0.01m), Price.Of(mark + 0.01m), _now), Price.Of(mark),
            Rules(Symbol), _now);
    }

    private Quantity SomeQuantity() => Quantity.Of((1 + Take(600)) * 0.1m);

    private Price Trigger(int index, int direction) =>
        Price.Of(decimal.Round(_marks[index] * (1 + (direction * (1 + Take(50)) / 1000m)), 2));

    private int Take(int choices)
    {
        var choice = _rest % choices;
        _rest = (int)(((((long)_rest / choices) + 1) * 48_271) % int.MaxValue);
        return choice;
    }
}
