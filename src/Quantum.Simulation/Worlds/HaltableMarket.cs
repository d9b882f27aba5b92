using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Worlds;

/// <summary>A market whose contracts can stop trading, or be announced for delisting, and come back.</summary>
/// <param name="inner">Prices.</param>
/// <param name="events">The world's clock.</param>
internal sealed class HaltableMarket(SimulatedMarket inner, EventQueue events) : IMarketData, IPriceSource
{
    private readonly Dictionary<Symbol, (ContractStatus Status, DateTimeOffset Until)> _halts = [];

    /// <summary>Puts a contract into another state for a while.</summary>
    public void Halt(Symbol symbol, ContractStatus status, TimeSpan span) =>
        _halts[symbol] = (status, events.Now + span);

    /// <summary>A contract's state now.</summary>
    public ContractStatus StatusOf(Symbol symbol) =>
        _halts.TryGetValue(symbol, out var halt) && halt.Until > events.Now ? halt.Status : ContractStatus.Trading;

    public async Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct)
    {
        var rules = await inner.ReadSymbolsAsync(ct);
        return _halts.Count == 0 ? rules : [.. rules.Select(Now)];
    }

    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        inner.ReadCandlesAsync(requests, last, ct);

    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
        inner.ReadDayStatisticsAsync(ct);

    public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
        inner.ReadFundingAsync(from, ct);

    public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) => inner.ReadMarkPricesAsync(ct);

    public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
        inner.ReadQuotesAsync([.. symbols.Where(symbol => StatusOf(symbol) != ContractStatus.Closed)], ct);

    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => inner.ReadVenueTimeAsync(ct);

    public ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        StatusOf(symbol) == ContractStatus.Closed
            ? ValueTask.FromResult<IReadOnlyList<PriceWindow>>([]) // Nobody trades, nothing fires.
            : inner.ReadWindowsAsync(symbol, from, to, ct);

    public ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct) =>
        inner.ReadPricesAsync(symbol, ct);

    public ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        inner.ReadFundingAsync(symbol, from, to, ct);

    public async ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct) =>
        await inner.ReadRulesAsync(symbol, ct) is { } rules ? Now(rules) : null;

    private SymbolRules Now(SymbolRules rules) =>
        StatusOf(rules.Symbol) is var status && status == rules.Status ? rules : rules with { Status = status };
}
