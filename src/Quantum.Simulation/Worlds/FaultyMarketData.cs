using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>Market data as one instance reaches it.</summary>
internal sealed class FaultyMarketData(IMarketData inner, PortGate gate, VenueWeather weather) : IMarketData
{
    public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) =>
        CallAsync(() => inner.ReadSymbolsAsync(CancellationToken.None), ct);

    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        CallAsync(() => inner.ReadCandlesAsync(requests, last, CancellationToken.None), ct);

    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
        CallAsync(() => inner.ReadDayStatisticsAsync(CancellationToken.None), ct);

    public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
        CallAsync(() => inner.ReadMarkPricesAsync(CancellationToken.None), ct);

    public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
        CallAsync(() => inner.ReadFundingAsync(from, CancellationToken.None), ct);

    public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
        CallAsync(() => inner.ReadQuotesAsync(symbols, CancellationToken.None), ct);

    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) =>
        CallAsync(() => inner.ReadVenueTimeAsync(CancellationToken.None), ct);

    private Task<T> CallAsync<T>(Func<Task<T>> read, CancellationToken ct) => gate.PassAsync(
        new GatedCall<T>(PortCall.MarketRead,
            fault => weather.IsSilent ? weather.Unavailable<T>(fault) : read().Result,
            weather.Unavailable<T>),
        ct);
}
