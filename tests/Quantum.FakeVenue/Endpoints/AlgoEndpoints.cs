using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary>Stop and take-profit orders, which live apart from plain ones: <c>/fapi/v1/algoOrder</c>.</summary>
internal static class AlgoEndpoints
{
    public static IEnumerable<Route> Routes() =>
    [
        Route.Order("/fapi/v1/algoOrder", PlaceAsync),
        Route.Signed("GET", "/fapi/v1/algoOrder", 1, FindAsync),
        Route.Signed("DELETE", "/fapi/v1/algoOrder", 1, CancelAsync),
        Route.Signed("GET", "/fapi/v1/openAlgoOrders",
            request => request.Optional("symbol") is null ? 40 : 1, OpenAsync),
    ];

    private static async Task<object> PlaceAsync(VenueRequest request, Scene scene)
    {
        if (request.Text("algoType") != "CONDITIONAL") throw new VenueError(-1102, "algoType must be CONDITIONAL.");
        if (scene.World.IsHedgeMode && request.Optional("positionSide") is null or "BOTH")
            throw new VenueError(-4061, "Order's position side does not match user's setting.");
        var (symbol, side) = (request.Symbol(), VenueText.SideOf(request.Text("side")));
        var type = request.Text("type") switch
        {
            "STOP_MARKET" => OrderType.StopMarket,
            "TAKE_PROFIT_MARKET" => OrderType.TakeProfitMarket,
            _ => throw new VenueError(-1116, "Invalid orderType."),
        };
        var closes = request.Flag("closePosition");
        var quantity = request.Number("quantity");
        if (closes && quantity is not null)
            throw new VenueError(-4136, "Target strategy invalid for orderType: closePosition takes no quantity.");
        var trigger = request.Number("triggerPrice") ?? throw VenueError.Missing("triggerPrice");
        if (trigger <= 0) throw new VenueError(-4006, "Stop price less than zero.");
        if (request.Optional("workingType") != "MARK_PRICE")
            throw new VenueError(-1102, "The fake venue triggers on the mark price only: workingType=MARK_PRICE.");
        var clientId = OrderEndpoints.ClientIdOf(request, "clientAlgoId");
        var order = new OrderRequest(ClientOrderId.Of(clientId), symbol, side, type,
            quantity is { } size ? Quantity.Of(size) : null, Price.Of(trigger), request.Flag("reduceOnly"), closes);
        return await scene.World.Venue.SubmitAsync(order, scene.Ct) switch
        {
            SubmitOutcome.Accepted { Order: var resting } =>
                Json(scene.World.Orders.AddAlgo(clientId, symbol), resting, scene),
            SubmitOutcome.Refused refused => throw OrderEndpoints.Refused(refused),
            _ => throw new VenueError(-1000, "An unknown error occurred while processing the request."),
        };
    }

    private static async Task<object> FindAsync(VenueRequest request, Scene scene)
    {
        var known = Known(request, scene) ?? throw new VenueError(-2013, "Order does not exist.");
        if (scene.IsLagging(request)) throw new VenueError(-2013, "Order does not exist.");
        return await scene.World.Venue.FindAsync(known.Symbol, ClientOrderId.Of(known.ClientId), true, scene.Ct)
            is FindOutcome.Found { Order: var order }
            ? Json(known.AlgoId, order, scene)
            : throw new VenueError(-2013, "Order does not exist.");
    }

    private static async Task<object> CancelAsync(VenueRequest request, Scene scene)
    {
        var known = Known(request, scene) ?? throw new VenueError(-2011, "Unknown order sent.");
        return await scene.World.Venue.CancelAsync(known.Symbol, ClientOrderId.Of(known.ClientId), true, scene.Ct)
            is CancelOutcome.Cancelled
            ? new { algoId = known.AlgoId, clientAlgoId = known.ClientId, code = "200", msg = "success" }
            : throw new VenueError(-2011, "Unknown order sent.");
    }

    private static async Task<object> OpenAsync(VenueRequest request, Scene scene)
    {
        if (scene.IsLagging(request)) return Array.Empty<object>();
        var only = request.OptionalSymbol();
        var account = await scene.World.Venue.ReadAccountAsync(scene.Ct);
        return account.ConditionalOrders.Where(order => only is null || order.Symbol == only).Select(order => Json(
            scene.World.Orders.FindAlgo(null, order.Id.Text)?.AlgoId ?? 0, order, scene)).ToArray();
    }

    private static (long AlgoId, string ClientId, Symbol Symbol)? Known(VenueRequest request, Scene scene)
    {
        var (id, clientId) = (request.Integer("algoId"), request.Optional("clientAlgoId"));
        if (id is null && clientId is null) throw VenueError.Missing("algoId");
        return scene.World.Orders.FindAlgo(id, clientId);
    }

    private static object Json(long algoId, VenueOrder order, Scene scene)
    {
        var fired = order.Status == VenueOrderStatus.Filled ? scene.World.Orders.Fired(algoId, order) : null;
        return new
        {
            algoId,
            clientAlgoId = order.Id.Text,
            algoType = "CONDITIONAL",
            orderType = order.Type == OrderType.StopMarket ? "STOP_MARKET" : "TAKE_PROFIT_MARKET",
            symbol = order.Symbol.Name,
            side = VenueText.Of(order.Side),
            positionSide = "BOTH",
            timeInForce = "GTC",
            quantity = order.ClosePosition ? "0" : VenueText.Of(order.Quantity?.Base ?? 0),
            algoStatus = order.Status switch
            {
                VenueOrderStatus.Filled => "FINISHED",
                VenueOrderStatus.Cancelled => "CANCELED",
                VenueOrderStatus.Expired => "EXPIRED",
                _ => "NEW",
            },
            actualOrderId = fired is null ? "" : fired.Id.ToString("D"),
            actualPrice = VenueText.Of(fired?.AveragePrice ?? 0),
            triggerPrice = VenueText.Of(order.TriggerPrice?.QuotePerBase ?? 0),
            price = "0",
            icebergQuantity = (string?)null,
            tpTriggerPrice = "0",
            tpPrice = "0",
            slTriggerPrice = "0",
            slPrice = "0",
            tpOrderType = "",
            selfTradePreventionMode = "NONE",
            workingType = "MARK_PRICE",
            priceMatch = "NONE",
            closePosition = order.ClosePosition,
            priceProtect = false,
            reduceOnly = order.ReduceOnly || order.ClosePosition,
            createTime = order.CreatedAt.ToUnixTimeMilliseconds(),
            updateTime = order.UpdatedAt.ToUnixTimeMilliseconds(),
            triggerTime = fired is null ? 0 : order.UpdatedAt.ToUnixTimeMilliseconds(),
            goodTillDate = 0,
        };
    }
}
