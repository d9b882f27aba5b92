using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>Open, high, low and close of a price over some stretch of time; quote units per base unit.</summary>
public readonly record struct PriceBar(decimal Open, decimal High, decimal Low, decimal Close);

/// <summary>What prices did in one stretch that lies within one minute.</summary>
/// <param name="From">Exclusive, except that a minute's first stretch includes its opening price.</param>
/// <param name="To">Inclusive; never past the end of the minute.</param>
/// <param name="Last">Last traded price.</param>
/// <param name="Mark">Mark price: what triggers stops and liquidations.</param>
/// <param name="MinuteMark">
/// Mark price over the whole minute, as far as it is known. The venue needs it for its rule that never favours the
/// strategy: a take-profit that fires in a minute whose whole range also reaches the stop is settled as the stop.
/// </param>
public readonly record struct PriceWindow(
    DateTimeOffset From, DateTimeOffset To, PriceBar Last, PriceBar Mark, PriceBar MinuteMark);

/// <summary>One funding payment.</summary>
/// <param name="At">When it is paid, UTC.</param>
/// <param name="Rate">Share of the position value; longs pay shorts when &gt; 0.</param>
/// <param name="Mark">Mark price that values the position.</param>
public readonly record struct FundingEvent(DateTimeOffset At, double Rate, Price Mark);

/// <summary>
/// The prices that a simulated venue fills at; the market data of the same world shows the same ones.
/// </summary>
public interface IPriceSource
{
    /// <summary>
    /// What prices did in (<paramref name="from"/>, <paramref name="to"/>], cut at minute boundaries, ascending.
    /// Minutes without a candle give no window: nobody traded, nothing fires.
    /// </summary>
    /// <remarks>
    /// Within a minute with a known candle the price walks straight lines: open at 0 s, first extreme at 20 s, second
    /// extreme at 40 s, close at 60 s; a rising candle (close ≥ open) visits its low first, a falling one its high.
    /// </remarks>
    ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Bid, ask and mark price now; <see langword="null"/> where the symbol does not trade.</summary>
    ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct);

    /// <summary>Funding payments in (<paramref name="from"/>, <paramref name="to"/>], ascending.</summary>
    ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>The rules of a symbol; <see langword="null"/> where it is not listed.</summary>
    ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct);
}
