using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>Everything a source knows of one contract; a source fills it, a market reads it.</summary>
/// <param name="Rules">What the venue demands of orders.</param>
/// <param name="SpreadBps">Distance of bid and ask, basis points of the price; at least one tick is shown.</param>
/// <param name="Minutes">Last and mark prices by minute.</param>
/// <param name="Hours">What the day statistics rest on.</param>
/// <param name="Funding">Funding payments.</param>
public sealed record ContractTape(
    SymbolRules Rules, double SpreadBps, MinuteBars Minutes, HourBars Hours, FundingSchedule Funding)
{
    /// <summary>The contract.</summary>
    public Symbol Symbol => Rules.Symbol;

    /// <summary>The prices of the path at an instant, in ticks.</summary>
    /// <param name="now">The instant; the source must have been advanced to its minute.</param>
    /// <param name="last">Last traded price; in a gap the one before it.</param>
    /// <param name="mark">Mark price; in a gap the one before it.</param>
    /// <returns>False where the contract has not traded by then.</returns>
    public bool TryFindPrices(DateTimeOffset now, out int last, out int mark)
    {
        var minute = Minute.Of(now);
        var isKnown = Minutes.TryFind(minute, out var bar);
        var elapsed = now.UtcTicks - minute.Start.UtcTicks;
        last = isKnown ? PricePath.PriceAt(bar.Last, elapsed) : 0;
        mark = isKnown ? PricePath.PriceAt(bar.Mark, elapsed) : 0;
        return isKnown;
    }

    /// <summary>
    /// Bid and ask around a price: both lie on ticks, at least one apart, and their middle is within half a tick of it.
    /// </summary>
    /// <param name="last">Last traded price, in ticks.</param>
    /// <param name="now">When.</param>
    public Quote QuoteAround(int last, DateTimeOffset now)
    {
        var spread = Math.Max(1, (int)Math.Round(last * SpreadBps / 10_000, MidpointRounding.AwayFromZero));
        var bid = Math.Max(1, last - (spread / 2));
        return new Quote(Symbol, Price.Of(Minutes.PriceOf(bid)), Price.Of(Minutes.PriceOf(bid + spread)), now);
    }

    /// <summary>What prices did in (from, to], cut at minute boundaries; a gap gives no window.</summary>
    /// <exception cref="InvalidOperationException">
    /// The span begins before the oldest minute that is kept, though there were earlier ones.
    /// </exception>
    public IReadOnlyList<PriceWindow> WindowsBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to) return [];
        var first = Minute.Of(from);
        if (first < Minutes.Oldest)
        {
            if (Minutes.Oldest > Minutes.Origin)
            {
                throw new InvalidOperationException(
                    $"Condition failed: prices before {Minutes.Oldest} are no longer kept; asked from {from:O}.");
            }

            first = Minutes.Oldest;
        }

        List<PriceWindow> windows = [];
        for (var minute = first; minute < Minutes.Next && minute.Start < to; minute += 1)
        {
            ref readonly var bar = ref Minutes.At(minute);
            if (bar.IsCandle) windows.Add(WindowOf(minute, bar, from, to));
        }

        return windows;
    }

    private PriceWindow WindowOf(Minute minute, in MinuteBar bar, DateTimeOffset from, DateTimeOffset to)
    {
        var start = minute.Start.UtcTicks;
        var opens = Math.Max(from.UtcTicks, start);
        var closes = Math.Min(to.UtcTicks, start + PricePath.Length);
        return new PriceWindow(
            new DateTimeOffset(opens, TimeSpan.Zero),
            new DateTimeOffset(closes, TimeSpan.Zero),
            Minutes.PricesOf(PricePath.Stretch(bar.Last, opens - start, closes - start)),
            Minutes.PricesOf(PricePath.Stretch(bar.Mark, opens - start, closes - start)),
            Minutes.PricesOf(bar.Mark));
    }
}
