using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Functions.Hosting;

/// <summary>
/// Stands where the market that the settings name cannot be opened: it answers nothing, so that nobody ever takes one
/// market's prices for another's.
/// </summary>
/// <param name="reason">Why, as the status shows it.</param>
public sealed class ClosedMarket(string reason) : IMarketData
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) =>
        Refuse<IReadOnlyList<SymbolRules>>();

    /// <inheritdoc/>
    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        Refuse<IReadOnlyList<CandleAnswer>>();

    /// <inheritdoc/>
    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
        Refuse<IReadOnlyList<DayStatistics>>();

    /// <inheritdoc/>
    public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
        Refuse<IReadOnlyList<MarkPrice>>();

    /// <inheritdoc/>
    public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
        Refuse<IReadOnlyList<SettledFunding>>();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
        Refuse<IReadOnlyList<Quote>>();

    /// <inheritdoc/>
    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => Refuse<DateTimeOffset>();

    private Task<T> Refuse<T>() => Task.FromException<T>(
        new VenueUnavailableException(reason) { Silence = VenueSilence.Closed });
}
