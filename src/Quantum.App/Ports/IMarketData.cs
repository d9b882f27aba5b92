using Quantum.Core.Markets;

namespace Quantum.App.Ports;

/// <summary>The candles of one contract that a scan still needs.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="First">First minute wanted, inclusive.</param>
public readonly record struct CandleRequest(Symbol Symbol, Minute First);

/// <summary>What came back for one contract.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Candles">
/// Closed candles from the asked minute on, ascending; holes stay holes, nothing is filled in.
/// </param>
/// <param name="Fault">
/// Why some or all could not be had or were nonsense (e.g. <c>high NaN is not a number</c>); <see langword="null"/>
/// when
/// nothing went wrong. Candles before the fault are still given. A fault is not a gap: a gap has no fault.
/// </param>
/// <param name="IsUnavailable">
/// The fault is of the way there (no answer, no weight left) and says nothing about the candles.
/// </param>
public sealed record CandleAnswer(
    Symbol Symbol, IReadOnlyList<Candle> Candles, string? Fault, bool IsUnavailable = false);

/// <summary>Public facts of the venue. Every method may throw <see cref="VenueUnavailableException"/>.</summary>
public interface IMarketData
{
    /// <summary>Every contract that the venue lists, with its rules, ordered by symbol.</summary>
    Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct);

    /// <summary>
    /// Closed candles up to and including <paramref name="last"/>, one answer per request in the same order.
    /// </summary>
    Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct);

    /// <summary>Figures over the last ten whole days of every contract that has any, ordered by symbol.</summary>
    Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct);

    /// <summary>Mark prices and funding of every trading contract (one request), ordered by symbol.</summary>
    Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct);

    /// <summary>
    /// Funding payments of every contract that were settled at or after an instant, ordered by time, then symbol.
    /// </summary>
    /// <param name="from">First instant, UTC; at most a day ago.</param>
    /// <param name="ct">Cancels the reading.</param>
    Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct);

    /// <summary>
    /// Best bid and ask of the asked contracts, in the same order; a contract without a book is left out.
    /// </summary>
    Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct);

    /// <summary>The venue's clock at the moment of the answer, UTC; the way there and back is accounted for.</summary>
    Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct);
}

/// <summary>The venue or its data cannot be reached now; nothing is known about the effect of the call.</summary>
public sealed class VenueUnavailableException : Exception
{
    /// <summary>Without a message.</summary>
    public VenueUnavailableException()
    {
    }

    /// <summary>With what was tried and what came back.</summary>
    public VenueUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public VenueUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Why; <see cref="VenueSilence.NoAnswer"/> unless the venue or the adapter said more.</summary>
    public VenueSilence Silence { get; init; }

    /// <summary>
    /// For how long the venue wants no request, where it asked for fewer or banned this address and named a time;
    /// <see langword="null"/> otherwise.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}
