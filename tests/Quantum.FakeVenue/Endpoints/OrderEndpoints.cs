using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary>
/// Plain orders. Market orders fill at once through the simulated venue; limit orders pass the filters, rest, and never
/// match. Conditional types are refused with −4120: they live at the algo endpoint.
/// </summary>
internal static class OrderEndpoints
{
    public static IEnumerable<Route> Routes() =>
    [
        Route.Order("/fapi/v1/order", PlaceAsync),
        Route.Signed("GET", "/fapi/v1/order", 1, FindAsync),
        Route.Signed("DELETE", "/fapi/v1/order", 1, CancelAsync),
        Route.Signed("GET", "/fapi/v1/openOrders", request => request.Optional("symbol") is null ? 40 : 1, OpenAsync),
    ];

    /// <summary>The client id of a request; a made-up one where none was sent.</summary>
    public static string ClientIdOf(VenueRequest request, string name)
    {
        if (request.Optional(name) is not { } text) return $"web_{Guid.NewGuid():N}"[..32];
        try
        {
            return ClientOrderId.Of(text).Text;
        }
        catch (FormatException)
        {
            throw new VenueError(-4015, "Client order id is not valid.");
        }
    }

    /// <summary>The venue's code for a refusal; the simulated venue writes it in front of its detail.</summary>
    public static VenueError Refused(SubmitOutcome.Refused refused)
    {
        var word = refused.Detail.Split(' ')[0];
        var code = int.TryParse(word, out var known) && known < 0 ? known : refused.Refusal switch
        {
            VenueRefusal.WouldTriggerImmediately => -2021,
            VenueRefusal.StopExists => -4130,
            VenueRefusal.NothingToReduce => -2022,
            VenueRefusal.InsufficientMargin => -2019,
            VenueRefusal.RuleBroken => -4164,
            VenueRefusal.DuplicateId => -4116,
            VenueRefusal.NotTrading => -4140,
            _ => -1102,
        };
        return new VenueError(code, refused.Detail);
    }

    private static Task<object> PlaceAsync(VenueRequest request, Scene scene)
    {
        var side = VenueText.SideOf(request.Text("side"));
        if (scene.World.IsHedgeMode && request.Optional("positionSide") is null or "BOTH")
            throw new VenueError(-4061, "Order's position side does not match user's setting.");
        if (!scene.World.CanTrade) throw new VenueError(-4088, "User can not place order currently.");
        return request.Text("type") switch
        {
            "MARKET" => PlaceMarketAsync(request, scene, side),
            "LIMIT" => PlaceLimitAsync(request, scene, side),
            "STOP" or "STOP_MARKET" or "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET" =>
                throw new VenueError(-4120,
                    "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."),
            _ => throw new VenueError(-1116, "Invalid orderType."),
        };
    }

    private static async Task<object> PlaceMarketAsync(VenueRequest request, Scene scene, Side side)
    {
        var (symbol, clientId) = (request.Symbol(), ClientIdOf(request, "newClientOrderId"));
        var quantity = request.Number("quantity") ?? throw VenueError.Missing("quantity");
        if (quantity <= 0) throw new VenueError(-4003, "Quantity less than or equal to zero.");
        if (scene.World.Orders.Open(symbol).Any(open => open.ClientId == clientId))
            throw new VenueError(-4116, "ClientOrderId is duplicated.");
        var rules = await scene.World.Market.ReadRulesAsync(symbol, scene.Ct)
            ?? throw new VenueError(-1121, "Invalid symbol.");
        var isPartial = scene.Faults.TakeInside(FaultKind.PartialFill, request.Method, request.Path);
        var sent = isPartial ? Math.Max(rules.FloorToStep(quantity / 2), rules.QuantityMin) : quantity;
        var order = new OrderRequest(ClientOrderId.Of(clientId), symbol, side, OrderType.Market, Quantity.Of(sent),
            null, request.Flag("reduceOnly"), ClosePosition: false);
        var outcome = await scene.World.Venue.SubmitAsync(order, scene.Ct);
        if (outcome is not SubmitOutcome.Accepted { Order: var filled })
            throw outcome is SubmitOutcome.Refused refused ? Refused(refused) : new VenueError(-1000, "Unknown.");
        var plain = scene.World.Orders.Add(id => new PlainOrder
        {
            Id = id,
            ClientId = clientId,
            Symbol = symbol,
            Side = side,
            Type = "MARKET",
            Status = isPartial ? "EXPIRED" : "FILLED",
            Quantity = quantity,
            Executed = filled.FilledQuantity,
            AveragePrice = filled.AveragePrice?.QuotePerBase ?? 0,
            ReduceOnly = order.ReduceOnly,
            CreatedAt = filled.CreatedAt,
            UpdatedAt = filled.UpdatedAt,
        });
        return plain.Json(isAcknowledgement: request.Optional("newOrderRespType") != "RESULT");
    }

    private static async Task<object> PlaceLimitAsync(VenueRequest request, Scene scene, Side side)
    {
        var (symbol, clientId) = (request.Symbol(), ClientIdOf(request, "newClientOrderId"));
        var quantity = request.Number("quantity") ?? throw VenueError.Missing("quantity");
        var price = request.Number("price") ?? throw VenueError.Missing("price");
        _ = request.Text("timeInForce");
        var rules = await scene.World.Market.ReadRulesAsync(symbol, scene.Ct)
            ?? throw new VenueError(-1121, "Invalid symbol.");
        var mark = (await scene.World.Market.ReadPricesAsync(symbol, scene.Ct))?.Mark.QuotePerBase
            ?? throw new VenueError(-4140, "Invalid symbol status for opening position.");
        if (price <= 0) throw new VenueError(-4001, "Price less than 0.");
        if (price % rules.TickSize != 0) throw new VenueError(-4014, "Price not increased by tick size.");
        if (quantity % rules.StepSize != 0)
            throw new VenueError(-1111, "Precision is over the maximum defined for this asset.");
        if (quantity < rules.QuantityMin) throw new VenueError(-4004, "Quantity less than min quantity.");
        if (quantity > rules.QuantityMax * 2) throw new VenueError(-4005, "Quantity greater than max quantity.");
        if (price > mark * ExchangeInfo.PercentUp)
            throw new VenueError(-4016, "Limit price can't be higher than the multiplier cap.");
        if (price < mark * ExchangeInfo.PercentDown)
            throw new VenueError(-4024, "Limit price can't be lower than the multiplier floor.");
        if (price * quantity < rules.NotionalMin && !request.Flag("reduceOnly"))
            throw new VenueError(-4164, "Order's notional must be no smaller than 5 (unless you choose reduce only).");
        if (scene.World.Orders.Open(null).Any(open => open.ClientId == clientId))
            throw new VenueError(-4116, "ClientOrderId is duplicated.");
        scene.World.PlaceForeignLimit(symbol, side, quantity, price, clientId);
        return scene.World.Orders.Find(symbol, null, clientId)!.Json();
    }

    private static Task<object> FindAsync(VenueRequest request, Scene scene)
    {
        var found = Find(request, scene);
        return found is null || scene.IsLagging(request)
            ? throw new VenueError(-2013, "Order does not exist.")
            : Task.FromResult(found.Json());
    }

    private static Task<object> CancelAsync(VenueRequest request, Scene scene)
    {
        if (Find(request, scene) is not { IsOpen: true } order) throw new VenueError(-2011, "Unknown order sent.");
        var cancelled = order with { Status = "CANCELED", UpdatedAt = scene.World.Now };
        scene.World.Orders.Replace(cancelled);
        return Task.FromResult(cancelled.Json());
    }

    private static Task<object> OpenAsync(VenueRequest request, Scene scene) => Task.FromResult<object>(
        scene.IsLagging(request)
            ? Array.Empty<object>()
            : scene.World.Orders.Open(request.OptionalSymbol()).Select(order => order.Json()).ToArray());

    private static PlainOrder? Find(VenueRequest request, Scene scene)
    {
        var (id, clientId) = (request.Integer("orderId"), request.Optional("origClientOrderId"));
        if (id is null && clientId is null) throw VenueError.Missing("orderId");
        return scene.World.Orders.Find(request.Symbol(), id, clientId);
    }
}
