using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.App.Tests.Fakes;

/// <summary>
/// A venue behind a gate. Its faults are what the port promises: unknown outcomes and
/// <see cref="VenueUnavailableException"/>.
/// </summary>
public sealed class GatedVenue(IVenue inner, IPortGate gate) : IVenue
{
    /// <summary>Refuses a request in the venue's place; <see langword="null"/> lets it through.</summary>
    public Func<OrderRequest, VenueRefusal?> Refuses { get; set; } = _ => null;

    /// <summary>Refuses every leverage in the venue's place.</summary>
    public bool RefusesLeverage { get; set; }

    public Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        TranslateAsync<SubmitOutcome>(
            gate.PassAsync($"venue.Submit {request.Id}", () => Refuses(request) is { } refusal
                ? Task.FromResult<SubmitOutcome>(new SubmitOutcome.Refused(refusal, $"planned: {refusal}"))
                : inner.SubmitAsync(request, ct)),
            problem => new SubmitOutcome.Unknown(problem));

    public Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        TranslateAsync<FindOutcome>(
            gate.PassAsync($"venue.Find {id}", () => inner.FindAsync(symbol, id, isConditional, ct)),
            problem => new FindOutcome.Unknown(problem));

    public Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        TranslateAsync<CancelOutcome>(
            gate.PassAsync($"venue.Cancel {id}", () => inner.CancelAsync(symbol, id, isConditional, ct)),
            problem => new CancelOutcome.Unknown(problem));

    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        TranslateAsync(gate.PassAsync("venue.Account", () => inner.ReadAccountAsync(ct)), Unavailable<AccountSnapshot>);

    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        TranslateAsync(gate.PassAsync($"venue.Leverage {symbol}", () => RefusesLeverage
                ? Task.FromResult<VenueRefusal?>(VenueRefusal.Other)
                : inner.SetLeverageAsync(symbol, leverage, ct)),
            Unavailable<VenueRefusal?>);

    public Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        TranslateAsync(gate.PassAsync("venue.Income", () => inner.ReadIncomeAsync(from, symbol, ct)),
            Unavailable<IReadOnlyList<IncomeRow>>);

    private static T Unavailable<T>(string problem) => throw new VenueUnavailableException(problem);

    private static async Task<T> TranslateAsync<T>(Task<T> call, Func<string, T> answer)
    {
        try
        {
            return await call;
        }
        catch (PortFaultException fault)
        {
            return answer(fault.Message);
        }
    }
}

/// <summary>A venue that has banned this address: nothing is answered, and it says for how long.</summary>
public sealed class BanningVenue(IVenue inner, TimeSpan banned) : IVenue
{
    public Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        Task.FromResult<SubmitOutcome>(new SubmitOutcome.Refused(VenueRefusal.RateLimited, "418"));

    public Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        Task.FromResult<FindOutcome>(new FindOutcome.Unknown("418"));

    public Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        Task.FromResult<CancelOutcome>(new CancelOutcome.Unknown("418"));

    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        throw new VenueUnavailableException("418") { Silence = VenueSilence.Banned, RetryAfter = banned };

    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        inner.SetLeverageAsync(symbol, leverage, ct);

    public Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        throw new VenueUnavailableException("418") { Silence = VenueSilence.Banned, RetryAfter = banned };
}

/// <summary>Market data behind a gate; its fault is <see cref="VenueUnavailableException"/>.</summary>
public sealed class GatedMarketData(IMarketData inner, IPortGate gate) : IMarketData
{
    public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct) =>
        CallAsync("market.Symbols", () => inner.ReadSymbolsAsync(ct));

    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        CallAsync("market.Candles", () => inner.ReadCandlesAsync(requests, last, ct));

    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) =>
        CallAsync("market.Statistics", () => inner.ReadDayStatisticsAsync(ct));

    public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct) =>
        CallAsync("market.Marks", () => inner.ReadMarkPricesAsync(ct));

    public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct) =>
        CallAsync("market.Funding", () => inner.ReadFundingAsync(from, ct));

    public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct) =>
        CallAsync("market.Quotes", () => inner.ReadQuotesAsync(symbols, ct));

    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) =>
        CallAsync("market.Time", () => inner.ReadVenueTimeAsync(ct));

    private async Task<T> CallAsync<T>(string call, Func<Task<T>> effect)
    {
        try
        {
            return await gate.PassAsync(call, effect);
        }
        catch (PortFaultException fault)
        {
            throw new VenueUnavailableException(fault.Message, fault);
        }
    }
}
