using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>
/// A clock that stands still until it is told to move; and prices that walk the bars they were given.
/// </summary>
public sealed class ScriptedPrices(DateTimeOffset start) : TimeProvider, IPriceSource
{
    private const decimal HalfSpread = 0.01m;
    private readonly SortedDictionary<Symbol, SortedDictionary<int, PriceBar>> _bars = [];
    private readonly SortedDictionary<Symbol, SymbolRules> _rules = [];
    private readonly SortedDictionary<Symbol, List<FundingEvent>> _fundings = [];

    public DateTimeOffset Now { get; set; } = start;

    /// <summary>Windows handed out so far: what a catch-up costs.</summary>
    public int WindowCount { get; private set; }

    public override DateTimeOffset GetUtcNow() => Now;

    public void List(SymbolRules rules, decimal price)
    {
        _rules[rules.Symbol] = rules;
        _fundings[rules.Symbol] = [];
        _bars[rules.Symbol] = new() { [Minute.Of(Now).Index - 1] = new(price, price, price, price) };
    }

    public void Unlist(Symbol symbol) => _rules.Remove(symbol);

    /// <summary>The close of a symbol's newest bar.</summary>
    public decimal Close(Symbol symbol) => _bars[symbol].Last().Value.Close;

    /// <summary>Appends a minute after the newest one of the symbol; time itself does not move.</summary>
    public void Append(Symbol symbol, PriceBar bar) => _bars[symbol][_bars[symbol].Last().Key + 1] = bar;

    public void AppendFunding(Symbol symbol, FundingEvent funding) => _fundings[symbol].Add(funding);

    /// <summary>
    /// All symbols trade flat but one, which goes straight to a price within the minute that now passes.
    /// </summary>
    public void PassMinute(Symbol moved, decimal to)
    {
        foreach (var symbol in _bars.Keys)
        {
            var from = Close(symbol);
            var close = symbol == moved ? to : from;
            Append(symbol, new(from, Math.Max(from, close), Math.Min(from, close), close));
        }

        Now = Now.AddMinutes(1);
    }

    public ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var windows = new List<PriceWindow>();
        foreach (var (index, bar) in _bars[symbol])
        {
            var minute = new Minute(index);
            var (first, last) = (from > minute.Start ? from : minute.Start, to < minute.End ? to : minute.End);
            if (first >= last) continue;
            var cut = Cut(bar, (first - minute.Start).TotalSeconds, (last - minute.Start).TotalSeconds);
            windows.Add(new(first, last, cut, cut, bar));
        }

        WindowCount += windows.Count;
        return ValueTask.FromResult<IReadOnlyList<PriceWindow>>(windows);
    }

    public ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct)
    {
        if (!_rules.ContainsKey(symbol)) return ValueTask.FromResult<(Quote, Price)?>(null);
        var (index, bar) = _bars[symbol].Last(pair => new Minute(pair.Key).Start < Now);
        var price = At(bar, Math.Min(60, (Now - new Minute(index).Start).TotalSeconds));
        return ValueTask.FromResult<(Quote, Price)?>(
            (new(symbol, Price.Of(price - HalfSpread), Price.Of(price + HalfSpread), Now), Price.Of(price)));
    }

    public ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<FundingEvent>>(
            [.. _fundings[symbol].Where(funding => funding.At > from && funding.At <= to)]);

    public ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct) =>
        ValueTask.FromResult(_rules.GetValueOrDefault(symbol));

    private static PriceBar Cut(PriceBar bar, double from, double to)
    {
        var (open, close) = (At(bar, from), At(bar, to));
        var (high, low) = (Math.Max(open, close), Math.Min(open, close));
        foreach (var corner in (double[])[20, 40])
        {
            if (corner <= from || corner >= to) continue;
            (high, low) = (Math.Max(high, At(bar, corner)), Math.Min(low, At(bar, corner)));
        }

        return new(open, high, low, close);
    }

    private static decimal At(PriceBar bar, double second)
    {
        var isRising = bar.Close >= bar.Open;
        decimal[] corners = [bar.Open, isRising ? bar.Low : bar.High, isRising ? bar.High : bar.Low, bar.Close];
        var leg = Math.Min(2, (int)(second / 20));
        var share = (decimal)((second - (leg * 20)) / 20);
        return decimal.Round(corners[leg] + ((corners[leg + 1] - corners[leg]) * share), 8);
    }
}
