using Quantum.Core.Markets;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary><c>/fapi/v1/exchangeInfo</c>: limits, and what each contract demands of orders.</summary>
internal static class ExchangeInfo
{
    /// <summary>A limit order may be at most so far above or below the mark price, as a factor.</summary>
    public const decimal PercentUp = 1.1m;

    /// <summary>The same below.</summary>
    public const decimal PercentDown = 0.9m;

    private static readonly string[] OrderTypes =
        ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];

    public static async Task<object> AnswerAsync(VenueRequest request, Scene scene) => new
    {
        timezone = "UTC",
        serverTime = scene.World.Now.ToUnixTimeMilliseconds(),
        futuresType = "U_MARGINED",
        rateLimits = new object[]
        {
            new { rateLimitType = "REQUEST_WEIGHT", interval = "MINUTE", intervalNum = 1, limit = 2400 },
            new { rateLimitType = "ORDERS", interval = "MINUTE", intervalNum = 1, limit = 1200 },
            new { rateLimitType = "ORDERS", interval = "SECOND", intervalNum = 10, limit = 300 },
        },
        exchangeFilters = Array.Empty<object>(),
        assets = new[] { new { asset = "USDT", marginAvailable = true, autoAssetExchange = "-10000" } },
        symbols = (await scene.World.Market.ReadSymbolsAsync(scene.Ct)).Select(SymbolOf).ToArray(),
    };

    private static object SymbolOf(SymbolRules rules) => new
    {
        symbol = rules.Symbol.Name,
        pair = rules.Symbol.Name,
        contractType = rules.IsPerpetual ? "PERPETUAL" : "CURRENT_QUARTER",
        deliveryDate = 4_133_404_800_000,
        onboardDate = rules.ListedAt.ToUnixTimeMilliseconds(),
        status = rules.Status switch
        {
            ContractStatus.Trading => "TRADING",
            ContractStatus.Delisting => "PRE_DELIVERING",
            _ => "SETTLING",
        },
        maintMarginPercent = "2.5000",
        requiredMarginPercent = "5.0000",
        baseAsset = rules.Symbol.Name.Replace(rules.QuoteAsset, "", StringComparison.Ordinal),
        quoteAsset = rules.QuoteAsset,
        marginAsset = rules.QuoteAsset,
        pricePrecision = 8,
        quantityPrecision = 8,
        baseAssetPrecision = 8,
        quotePrecision = 8,
        underlyingType = "COIN",
        underlyingSubType = Array.Empty<string>(),
        triggerProtect = "0.0500",
        liquidationFee = "0.012500",
        marketTakeBound = "0.05",
        maxMoveOrderLimit = 10_000,
        filters = Filters(rules),
        orderTypes = OrderTypes,
        timeInForce = new[] { "GTC", "IOC", "FOK", "GTX", "GTD" },
        permissionSets = new[] { "GRID", "COPY" },
    };

    private static object[] Filters(SymbolRules rules) =>
    [
        new
        {
            filterType = "PRICE_FILTER",
            minPrice = VenueText.Of(rules.TickSize),
            maxPrice = "1000000",
            tickSize = VenueText.Of(rules.TickSize),
        },
        Lot("LOT_SIZE", rules.QuantityMax * 2, rules),
        Lot("MARKET_LOT_SIZE", rules.QuantityMax, rules),
        new { filterType = "MAX_NUM_ORDERS", limit = 200 },
        new { filterType = "MAX_NUM_ALGO_ORDERS", limit = 10 },
        new { filterType = "MIN_NOTIONAL", notional = VenueText.Of(rules.NotionalMin) },
        new
        {
            filterType = "PERCENT_PRICE",
            multiplierUp = VenueText.Of(PercentUp),
            multiplierDown = VenueText.Of(PercentDown),
            multiplierDecimal = "4",
        },
        new { filterType = "POSITION_RISK_CONTROL", positionControlSide = "NONE" },
    ];

    private static object Lot(string name, decimal max, SymbolRules rules) => new
    {
        filterType = name,
        minQty = VenueText.Of(rules.QuantityMin),
        maxQty = VenueText.Of(max),
        stepSize = VenueText.Of(rules.StepSize),
    };
}
