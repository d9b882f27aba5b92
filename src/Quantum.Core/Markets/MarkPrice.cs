namespace Quantum.Core.Markets;

/// <summary>The venue's fair price of a contract, which triggers stops and liquidations, with its funding.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Mark">The mark price; not the last traded price.</param>
/// <param name="FundingRate">
/// Rate of the coming payment, a share of the position value; longs pay shorts when &gt; 0.
/// </param>
/// <param name="NextFundingAt">When it is paid, UTC.</param>
/// <param name="At">When the venue said so, UTC.</param>
public sealed record MarkPrice(
    Symbol Symbol, Price Mark, double FundingRate, DateTimeOffset NextFundingAt, DateTimeOffset At);

/// <summary>Best bid and ask of a contract.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Bid">Highest price somebody buys at.</param>
/// <param name="Ask">Lowest price somebody sells at.</param>
/// <param name="At">When the venue said so, UTC.</param>
public sealed record Quote(Symbol Symbol, Price Bid, Price Ask, DateTimeOffset At)
{
    /// <summary>Middle of bid and ask, quote units per base unit.</summary>
    public decimal Mid => (Bid.QuotePerBase + Ask.QuotePerBase) / 2;

    /// <summary>Distance of bid and ask in basis points of the middle.</summary>
    public double SpreadBps => (double)((Ask.QuotePerBase - Bid.QuotePerBase) / Mid * 10_000);
}
