using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Adapters.Binance;

/// <summary>Orders and positions in the words of the ports. Foreign ones too: they are shown, never adopted.</summary>
internal static class OrderMapping
{
    /// <summary>A plain order. Its fee is not part of the exchange's answer; the income rows carry it.</summary>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static VenueOrder Of(BinanceUsdFuturesOrder order)
    {
        var updated = SymbolMapping.Utc(order.UpdateTime);
        var created = order.CreateTime.Year > 2000 ? SymbolMapping.Utc(order.CreateTime) : updated;
        return new VenueOrder(IdOf(order.ClientOrderId, order.Id), SymbolOf(order.Symbol), SideOf(order.Side),
            TypeOf(order.Type), StatusOf(order.Status), QuantityOf(order.Quantity),
            order.StopPrice is > 0 and { } stop ? Price.Of(stop) : null, order.ReduceOnly, order.ClosePosition,
            Math.Max(0, order.QuantityFilled),
            order.QuantityFilled > 0 && order.AveragePrice > 0 ? Price.Of(order.AveragePrice) : null, Fee: 0, created,
            updated);
    }

    /// <summary>A conditional order, with the plain one that it became where it fired.</summary>
    /// <param name="order">As the algo endpoint tells it.</param>
    /// <param name="fired">The order in the book; <see langword="null"/> where there is none.</param>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static VenueOrder Of(BinanceFuturesConditionalOrder order, BinanceUsdFuturesOrder? fired)
    {
        var filled = fired?.QuantityFilled ?? 0;
        return new VenueOrder(IdOf(order.ClientOrderId, order.Id), SymbolOf(order.Symbol), SideOf(order.Side),
            TypeOf(order.Type), fired is null ? StatusOf(order.Status) : StatusOf(fired.Status),
            QuantityOf(fired?.Quantity ?? order.Quantity),
            order.TriggerPrice is > 0 and { } trigger ? Price.Of(trigger) : null,
            order.ReduceOnly && !order.ClosePosition, order.ClosePosition, filled,
            filled > 0 && fired!.AveragePrice > 0 ? Price.Of(fired.AveragePrice) : null, Fee: 0,
            SymbolMapping.Utc(order.CreateTime), SymbolMapping.Utc(fired?.UpdateTime ?? order.UpdateTime));
    }

    /// <summary>An open position; <see langword="null"/> where the amount is 0.</summary>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static VenuePosition? Of(BinancePositionV3 position, int leverage)
    {
        if (position.PositionAmt == 0) return null;
        if (position.EntryPrice <= 0 || position.MarkPrice <= 0)
            throw new InvalidDataException(
                $"{position.Symbol}: entry price {position.EntryPrice}, mark price {position.MarkPrice}");
        return new VenuePosition(SymbolOf(position.Symbol), position.PositionAmt > 0 ? Side.Buy : Side.Sell,
            Quantity.Of(Math.Abs(position.PositionAmt)), Price.Of(position.EntryPrice), Price.Of(position.MarkPrice),
            position.UnrealizedProfit,
            position.LiquidationPrice > 0 ? Price.Of(position.LiquidationPrice) : null, leverage,
            position.IsolatedWallet > 0 ? position.IsolatedWallet : position.InitialMargin);
    }

    /// <summary>Whether a conditional order has left the algo endpoint for the book.</summary>
    public static bool HasFired(BinanceFuturesConditionalOrder order) =>
        order.Status is AlgoOrderStatus.Triggered or AlgoOrderStatus.Finished;

    /// <summary>Our direction as the exchange's.</summary>
    public static OrderSide SideOf(Side side) => side == Side.Buy ? OrderSide.Buy : OrderSide.Sell;

    private static Side SideOf(OrderSide side) => side == OrderSide.Buy ? Side.Buy : Side.Sell;

    private static Symbol SymbolOf(string name) => Symbol.TryParse(name, out var symbol)
        ? symbol
        : throw new InvalidDataException($"'{name}' is not a symbol");

    private static Quantity? QuantityOf(decimal size) => size > 0 ? Quantity.Of(size) : null;

    // An id that we could not have sent is foreign; it is only made printable.
    private static ClientOrderId IdOf(string text, long number)
    {
        var allowed = string.Concat(text.Select(letter =>
            char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '/' or '_' or '-' ? letter : '_'));
        return ClientOrderId.Of(allowed.Length == 0 ? $"unnamed-{number}"
            : allowed[..Math.Min(allowed.Length, ClientOrderId.LengthMax)]);
    }

    private static OrderType TypeOf(FuturesOrderType type) => type switch
    {
        FuturesOrderType.Stop or FuturesOrderType.StopMarket or FuturesOrderType.TrailingStopMarket =>
            OrderType.StopMarket,
        FuturesOrderType.TakeProfit or FuturesOrderType.TakeProfitMarket => OrderType.TakeProfitMarket,
        _ => OrderType.Market,
    };

    private static VenueOrderStatus StatusOf(OrderStatus status) => status switch
    {
        OrderStatus.PartiallyFilled => VenueOrderStatus.PartiallyFilled,
        OrderStatus.Filled => VenueOrderStatus.Filled,
        OrderStatus.Canceled or OrderStatus.PendingCancel => VenueOrderStatus.Cancelled,
        OrderStatus.Rejected or OrderStatus.Expired or OrderStatus.ExpiredInMatch => VenueOrderStatus.Expired,
        _ => VenueOrderStatus.New,
    };

    private static VenueOrderStatus StatusOf(AlgoOrderStatus status) => status switch
    {
        AlgoOrderStatus.Canceled => VenueOrderStatus.Cancelled,
        AlgoOrderStatus.Rejected or AlgoOrderStatus.Expired => VenueOrderStatus.Expired,
        _ => VenueOrderStatus.New,
    };
}
