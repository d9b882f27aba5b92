using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>The exchange as one instance reaches it: its answers get lost, come late, or tell of a while ago.</summary>
internal sealed class FaultyVenue(Exchange exchange, PortGate gate, VenueWeather weather) : IVenue
{
    // Binance: a time stamp of more than a second ahead, or older than recvWindow (5 s), is −1021.
    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(1);

    public Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) => gate.PassAsync(
        new GatedCall<SubmitOutcome>(
            request.IsConditional ? PortCall.VenueConditionalOrder : PortCall.VenueMarketOrder,
            fault => gate.Skew > AheadMax
                ? new SubmitOutcome.Refused(VenueRefusal.ClockSkew, "-1021 planned")
                : Echo(request, Submit(request, fault), fault),
            fault => fault.Kind switch
            {
                FaultKind.RateLimited => new SubmitOutcome.Refused(VenueRefusal.RateLimited, "429 planned"),
                FaultKind.Rejected => new SubmitOutcome.Refused(VenueRefusal.Other, "planned"),
                _ => new SubmitOutcome.Unknown($"planned: {fault.Kind}"),
            }),
        CancellationToken.None); // The port promises an outcome, never an exception.

    public Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        gate.PassAsync(
            new GatedCall<FindOutcome>(PortCall.VenueFind,
                fault => gate.Skew > AheadMax
                    ? new FindOutcome.Unknown("-1021 planned")
                    : exchange.Find(symbol, id, isConditional, LagOf(fault)),
                fault => new FindOutcome.Unknown($"planned: {fault.Kind}")),
            CancellationToken.None);

    public Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        gate.PassAsync(
            new GatedCall<CancelOutcome>(PortCall.VenueCancel,
                _ => gate.Skew > AheadMax
                    ? new CancelOutcome.Unknown("-1021 planned")
                    : exchange.Cancel(symbol, id, isConditional),
                fault => new CancelOutcome.Unknown($"planned: {fault.Kind}")),
            CancellationToken.None);

    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) => gate.PassAsync(
        new GatedCall<AccountSnapshot>(PortCall.VenueAccount,
            fault => InTime<AccountSnapshot>() ?? exchange.Read(LagOf(fault)), weather.Unavailable<AccountSnapshot>),
        ct);

    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) => gate.PassAsync(
        new GatedCall<VenueRefusal?>(PortCall.VenueLeverage,
            _ => InTime<object>() is null ? exchange.SetLeverage(symbol, leverage) : null,
            weather.Unavailable<VenueRefusal?>),
        ct);

    public Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) => gate.PassAsync(
        new GatedCall<IReadOnlyList<IncomeRow>>(PortCall.VenueIncome,
            _ => InTime<IReadOnlyList<IncomeRow>>() ?? exchange.Income(from, symbol),
            weather.Unavailable<IReadOnlyList<IncomeRow>>),
        ct);

    private SubmitOutcome Submit(OrderRequest request, Fault fault) => fault.Kind switch
    {
        FaultKind.PartialThenFilled => exchange.Submit(request, fault.Share, fault.Between(0.5, 12), true),
        FaultKind.PartialThenExpired => exchange.Submit(request, fault.Share, fault.Between(0.5, 12), false),
        _ => exchange.Submit(request, 1, TimeSpan.Zero, true),
    };

    /// <summary>A client library that repeats an accepted order is told that the order is there already.</summary>
    private static SubmitOutcome Echo(OrderRequest request, SubmitOutcome outcome, Fault fault) =>
        fault.Kind == FaultKind.EchoRefusal && outcome is SubmitOutcome.Accepted
            ? request.ClosePosition && fault.Share < 0.5
                ? new SubmitOutcome.Refused(VenueRefusal.StopExists, $"-4130 {request.Id} rests")
                : new SubmitOutcome.Refused(VenueRefusal.DuplicateId, $"-4116 {request.Id} is open")
            : outcome;

    private static TimeSpan LagOf(Fault fault) =>
        fault.Kind == FaultKind.StaleRead ? fault.Between(0.5, 20) : TimeSpan.Zero;

    private T? InTime<T>()
        where T : class =>
        gate.Skew > AheadMax ? throw new VenueUnavailableException("-1021 planned") : null;
}
