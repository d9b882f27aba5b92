using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using CryptoExchange.Net.Objects;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance;

/// <summary>
/// Orders and money at Binance USD-M futures: one-way mode, isolated margin. An order is sent once; an outcome that is
/// not known stays unknown. Stops and take-profits go to the algo endpoint.
/// </summary>
/// <param name="client">The connection with a key; its owner disposes of it.</param>
public sealed class BinanceVenue(BinanceClient client) : IVenue
{
    private const int IncomeMax = 1_000;
    private static readonly TimeSpan IncomeKept = TimeSpan.FromDays(89);

    private readonly AccountReader _account = new(client);

    /// <inheritdoc/>
    public async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct)
    {
        if (!request.IsConditional)
            return Judge(await client.SendAsync(0, (api, token) => api.Trading.PlaceOrderAsync(request.Symbol.Name,
                OrderMapping.SideOf(request.Side), FuturesOrderType.Market, request.Quantity?.Base,
                newClientOrderId: request.Id.Text, reduceOnly: request.ReduceOnly ? true : null,
                orderResponseType: OrderResponseType.Result, ct: token), ct), OrderMapping.Of);

        // A protective stop must not decline to fire in a dislocation, so the exchange's price protection is off.
        return Judge(await client.SendAsync(0, (api, token) => api.Trading.PlaceConditionalOrderAsync(
            request.Symbol.Name, OrderMapping.SideOf(request.Side),
            request.Type == OrderType.StopMarket
                ? ConditionalOrderType.StopMarket
                : ConditionalOrderType.TakeProfitMarket,
            request.Quantity?.Base, reduceOnly: request.ReduceOnly ? true : null, clientOrderId: request.Id.Text,
            triggerPrice: request.TriggerPrice?.QuotePerBase, workingType: WorkingType.Mark,
            closePosition: request.ClosePosition ? true : null, priceProtect: false, ct: token), ct),
            order => OrderMapping.Of(order, fired: null));
    }

    /// <inheritdoc/>
    /// <remarks>One read and no second try: whoever needs evidence asks again on its next tick.</remarks>
    public async Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct)
    {
        try
        {
            return isConditional
                ? await FindConditionalAsync(id, ct)
                : Seen(await ReadOrderAsync(symbol, null, id.Text, ct), OrderMapping.Of);
        }
        catch (Exception error) when (error is InvalidDataException or OperationCanceledException)
        {
            return new FindOutcome.Unknown(error.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct)
    {
        var fault = isConditional
            ? (await client.SendAsync(1, (api, token) =>
                api.Trading.CancelConditionalOrderAsync(clientOrderId: id.Text, ct: token), ct)).Fault
            : (await client.SendAsync(1, (api, token) => api.Trading.CancelOrderAsync(
                symbol.Name, origClientOrderId: id.Text, ct: token), ct)).Fault;
        return fault switch
        {
            null => new CancelOutcome.Cancelled(),
            { Kind: BinanceFaultKind.Refused, Code: BinanceErrors.CancelRejected or BinanceErrors.NoSuchOrder } =>
                new CancelOutcome.NotOpen(),
            _ => new CancelOutcome.Unknown(fault.Detail),
        };
    }

    /// <inheritdoc/>
    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) => _account.ReadAsync(ct);

    /// <inheritdoc/>
    public async Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct)
    {
        var margin = await client.SendAsync(1, (api, token) =>
            api.Account.ChangeMarginTypeAsync(symbol.Name, FuturesMarginType.Isolated, ct: token), ct);
        ct.ThrowIfCancellationRequested();
        if (margin.Fault is { Code: not BinanceErrors.MarginTypeIsSo } refused) return Refused(refused);
        var set = await client.SendAsync(1, (api, token) =>
            api.Account.ChangeInitialLeverageAsync(symbol.Name, leverage, ct: token), ct);
        ct.ThrowIfCancellationRequested();
        if (set.Fault is { } fault) return Refused(fault);
        _account.NoteLeverage(symbol, leverage);
        return null;
    }

    /// <inheritdoc/>
    /// <remarks>The exchange keeps three months; an earlier instant counts as the start of them.</remarks>
    public async Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct)
    {
        var oldest = client.VenueNow - IncomeKept;
        var start = WholeMilliseconds(from > oldest ? from : oldest).UtcDateTime;
        var rows = BinanceClient.Require(await client.ReadAsync(WeightLane.Account, 30, (api, token) =>
            api.Account.GetIncomeHistoryAsync(symbol?.Name, startTime: start, limit: IncomeMax, ct: token), ct));
        return IncomeMapping.Of(rows, client.Settings.QuoteAsset);
    }

    /// <summary>
    /// The exchange notes rows to the millisecond, cut off. The library rounds what is asked, which would leave out
    /// rows of the very millisecond.
    /// </summary>
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));

    private static SubmitOutcome Judge<T>(BinanceAnswer<T> answer, Func<T, VenueOrder> map)
    {
        if (answer.Fault is { } fault)
            return fault.Kind == BinanceFaultKind.Unknown
                ? new SubmitOutcome.Unknown(fault.Detail)
                : new SubmitOutcome.Refused(BinanceErrors.RefusalOf(fault), fault.Detail);
        try
        {
            return new SubmitOutcome.Accepted(map(answer.Data));
        }
        catch (InvalidDataException error)
        {
            return new SubmitOutcome.Unknown(error.Message); // Accepted, but as what? Evidence will tell.
        }
    }

    private static FindOutcome Seen<T>(BinanceAnswer<T> answer, Func<T, VenueOrder> map) => answer.Fault switch
    {
        null => new FindOutcome.Found(map(answer.Data)),
        { Kind: BinanceFaultKind.Refused, Code: BinanceErrors.NoSuchOrder } => new FindOutcome.Absent(),
        var fault => new FindOutcome.Unknown(fault.Detail),
    };

    private static VenueRefusal Refused(BinanceFault fault) => fault.Kind == BinanceFaultKind.Unknown
        ? throw BinanceErrors.Unavailable(fault)
        : BinanceErrors.RefusalOf(fault);

    private async Task<FindOutcome> FindConditionalAsync(ClientOrderId id, CancellationToken ct)
    {
        var answer = await client.ReadAsync(WeightLane.Orders, 1, (api, token) =>
            api.Trading.GetConditionalOrderAsync(clientOrderId: id.Text, ct: token), ct, retries: 0);
        if (answer.Fault is not null || !OrderMapping.HasFired(answer.Data))
            return Seen(answer, order => OrderMapping.Of(order, fired: null));
        if (answer.Data.ActualOrderId is not > 0 and var number)
            return new FindOutcome.Unknown($"{id} has fired, and its order {number} is not named yet");
        var fired = await ReadOrderAsync(Symbol.Of(answer.Data.Symbol), answer.Data.ActualOrderId, null, ct);
        return fired.Fault is { } fault
            ? new FindOutcome.Unknown($"{id} has fired, and its order could not be read: {fault.Detail}")
            : new FindOutcome.Found(OrderMapping.Of(answer.Data, fired.Data));
    }

    private Task<BinanceAnswer<BinanceUsdFuturesOrder>> ReadOrderAsync(
        Symbol symbol, long? number, string? id, CancellationToken ct) => client.ReadAsync(WeightLane.Orders, 1,
        (api, token) => api.Trading.GetOrderAsync(symbol.Name, number, id, ct: token), ct, retries: 0);
}
