using System.Text;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Functions.Hosting;

/// <summary>
/// The invented market of a trial, opened at the first question. Every function runs in processes of its own, and all
/// must see the same world: so its first minute is written down by whoever comes first and read by all others.
/// </summary>
/// <param name="settings">Seed and number of contracts.</param>
/// <param name="store">Where the first minute is kept.</param>
/// <param name="time">The clock.</param>
public sealed class GeneratedWorld(CloudSettings settings, IEntityStore store, TimeProvider time)
    : IMarketData, IPriceSource
{
    /// <summary>Partition of the first minute.</summary>
    public const string Partition = "generated";

    /// <summary>Row of the first minute; its body is the minute's key.</summary>
    public const string OriginRow = "origin";

    /// <summary>Minutes of history that a new world has: more than the features need to be warm.</summary>
    public const int HistoryMinutes = 480;

    private readonly Lock _gate = new();
    private Task<SimulatedMarket>? _opening;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) =>
        await (await OpenAsync()).ReadSymbolsAsync(ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        await (await OpenAsync()).ReadCandlesAsync(requests, last, ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
        await (await OpenAsync()).ReadDayStatisticsAsync(ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
        await (await OpenAsync()).ReadMarkPricesAsync(ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
        await (await OpenAsync()).ReadQuotesAsync(symbols, ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
        await (await OpenAsync()).ReadFundingAsync(from, ct);

    /// <inheritdoc/>
    /// <remarks>The clock's own: it needs no market.</remarks>
    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => Task.FromResult(time.GetUtcNow());

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        await (await OpenAsync()).ReadWindowsAsync(symbol, from, to, ct);

    /// <inheritdoc/>
    public async ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct) =>
        await (await OpenAsync()).ReadPricesAsync(symbol, ct);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        await (await OpenAsync()).ReadFundingAsync(symbol, from, to, ct);

    /// <inheritdoc/>
    public async ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct) =>
        await (await OpenAsync()).ReadRulesAsync(symbol, ct);

    /// <summary>One opening for all callers; a failed one is tried again by the next caller.</summary>
    private Task<SimulatedMarket> OpenAsync()
    {
        lock (_gate)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true }) _opening = OpenNowAsync();
            return _opening;
        }
    }

    /// <summary>Not cancelled by one caller, because all of them wait for it.</summary>
    private async Task<SimulatedMarket> OpenNowAsync()
    {
        var ct = CancellationToken.None;
        var stored = await store.ReadAsync(Partition, OriginRow, ct);
        if (stored is null)
        {
            var origin = Minute.Of(time.GetUtcNow()) - HistoryMinutes;
            await store.TryWriteAsync(Partition, [new Insert(OriginRow, Encoding.UTF8.GetBytes(origin.Key))], ct);
            stored = await store.ReadAsync(Partition, OriginRow, ct)
                ?? throw new InvalidOperationException("Invariant: the generated market's first minute vanished.");
        }

        var source = new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.OfKey(Encoding.UTF8.GetString(stored.Body.Span)),
            Seed = settings.Seed,
            SymbolCount = settings.SymbolCount,
        });
        return new SimulatedMarket(source, time);
    }
}
