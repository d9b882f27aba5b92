using Quantum.Core.Markets;
using Quantum.FakeVenue.Orders;
using Quantum.FakeVenue.Requests;

namespace Quantum.FakeVenue.Endpoints;

/// <summary>Prices, clock and funding: what anybody may read.</summary>
internal static class MarketEndpoints
{
    public static IEnumerable<Route> Routes() =>
    [
        Route.Public("/fapi/v1/ping", 1, (_, _) => Task.FromResult<object>(new { })),
        Route.Public("/fapi/v1/time", 1, Time),
        Route.Public("/api/v3/time", 1, Time),
        Route.Public("/fapi/v1/exchangeInfo", 1, ExchangeInfo.AnswerAsync),
        Route.Public("/fapi/v1/klines", Klines.WeightOf, Klines.AnswerAsync),
        Route.Public("/fapi/v1/markPriceKlines", Klines.WeightOf, Klines.AnswerMarkAsync),
        Route.Public("/fapi/v1/premiumIndex", request => request.Optional("symbol") is null ? 10 : 1, PremiumAsync),
        Route.Public("/fapi/v1/ticker/bookTicker", request => request.Optional("symbol") is null ? 5 : 2, BookAsync),
        Route.Public("/fapi/v1/ticker/24hr", request => request.Optional("symbol") is null ? 40 : 1, DayAsync),
        Route.Public("/fapi/v1/fundingInfo", 0, FundingInfoAsync),
        Route.Public("/fapi/v1/fundingRate", 0, FundingRateAsync),
    ];

    private static Task<object> Time(VenueRequest request, Scene scene) =>
        Task.FromResult<object>(new { serverTime = scene.World.Now.ToUnixTimeMilliseconds() });

    private static async Task<object> PremiumAsync(VenueRequest request, Scene scene)
    {
        var marks = await scene.World.Market.ReadMarkPricesAsync(scene.Ct);
        if (request.OptionalSymbol() is not { } symbol) return marks.Select(Premium).ToArray();
        return Premium(marks.FirstOrDefault(mark => mark.Symbol == symbol)
            ?? throw new VenueError(-1121, "Invalid symbol."));
    }

    private static object Premium(MarkPrice mark) => new
    {
        symbol = mark.Symbol.Name,
        markPrice = VenueText.Of(mark.Mark.QuotePerBase),
        indexPrice = VenueText.Of(mark.Mark.QuotePerBase),
        estimatedSettlePrice = VenueText.Of(mark.Mark.QuotePerBase),
        lastFundingRate = VenueText.Of((decimal)mark.FundingRate),
        interestRate = "0.00010000",
        nextFundingTime = mark.NextFundingAt.ToUnixTimeMilliseconds(),
        time = mark.At.ToUnixTimeMilliseconds(),
    };

    private static async Task<object> BookAsync(VenueRequest request, Scene scene)
    {
        var rules = await scene.World.Market.ReadSymbolsAsync(scene.Ct);
        IReadOnlyList<Symbol> asked = request.OptionalSymbol() is { } one
            ? [one]
            : [.. rules.Select(rule => rule.Symbol)];
        var quotes = (await scene.World.Market.ReadQuotesAsync(asked, scene.Ct)).Select(quote => new
        {
            symbol = quote.Symbol.Name,
            bidPrice = VenueText.Of(quote.Bid.QuotePerBase),
            bidQty = "12.5",
            askPrice = VenueText.Of(quote.Ask.QuotePerBase),
            askQty = "11.5",
            time = quote.At.ToUnixTimeMilliseconds(),
        }).ToArray();
        if (request.Optional("symbol") is null) return quotes;
        return quotes.Length > 0 ? quotes[0] : throw new VenueError(-1121, "Invalid symbol.");
    }

    private static async Task<object> DayAsync(VenueRequest request, Scene scene)
    {
        var statistics = await scene.World.Market.ReadDayStatisticsAsync(scene.Ct);
        var marks = (await scene.World.Market.ReadMarkPricesAsync(scene.Ct)).ToDictionary(mark => mark.Symbol);
        var now = scene.World.Now.ToUnixTimeMilliseconds();
        var days = statistics.Where(day => marks.ContainsKey(day.Symbol)).Select(day => new
        {
            symbol = day.Symbol.Name,
            priceChange = "0",
            priceChangePercent = "0",
            weightedAvgPrice = VenueText.Of(marks[day.Symbol].Mark.QuotePerBase),
            lastPrice = VenueText.Of(marks[day.Symbol].Mark.QuotePerBase),
            lastQty = "1",
            openPrice = VenueText.Of(marks[day.Symbol].Mark.QuotePerBase),
            highPrice = VenueText.Of(marks[day.Symbol].Mark.QuotePerBase),
            lowPrice = VenueText.Of(marks[day.Symbol].Mark.QuotePerBase),
            volume = VenueText.Of(day.QuoteVolume24h / marks[day.Symbol].Mark.QuotePerBase),
            quoteVolume = VenueText.Of(day.QuoteVolume24h),
            openTime = now - 86_400_000,
            closeTime = now,
            firstId = 1,
            lastId = 2,
            count = 2,
        });
        if (request.OptionalSymbol() is not { } symbol) return days.ToArray();
        return days.FirstOrDefault(day => day.symbol == symbol.Name)
            ?? throw new VenueError(-1121, "Invalid symbol.");
    }

    /// <summary>As at the venue, only contracts that differ from the eight hours are listed.</summary>
    private static async Task<object> FundingInfoAsync(VenueRequest request, Scene scene) =>
        (await scene.World.Market.ReadSymbolsAsync(scene.Ct)).Where(rules => rules.FundingIntervalHours != 8)
        .Select(rules => new
        {
            symbol = rules.Symbol.Name,
            adjustedFundingRateCap = "0.02000000",
            adjustedFundingRateFloor = "-0.02000000",
            fundingIntervalHours = rules.FundingIntervalHours,
            disclaimer = false,
        }).ToArray();

    private static async Task<object> FundingRateAsync(VenueRequest request, Scene scene)
    {
        var limit = (int)(request.Integer("limit") ?? 100);
        if (limit is < 1 or > 1000) throw new VenueError(-1130, "Data sent for parameter 'limit' is not valid.");
        var to = request.Instant("endTime") ?? scene.World.Now;
        var from = request.Instant("startTime");
        var symbols = request.OptionalSymbol() is { } one
            ? [one]
            : (await scene.World.Market.ReadSymbolsAsync(scene.Ct)).Select(rules => rules.Symbol).ToArray();
        var rows = new List<(long Time, string Symbol, decimal Rate, decimal Mark)>();
        foreach (var symbol in symbols)
        {
            var start = (from ?? to.AddDays(-7)).AddTicks(-1);
            foreach (var paid in await scene.World.Market.ReadFundingAsync(symbol, start, to, scene.Ct))
                rows.Add((paid.At.ToUnixTimeMilliseconds(), symbol.Name, (decimal)paid.Rate, paid.Mark.QuotePerBase));
        }

        rows.Sort((left, right) => left.Time != right.Time
            ? left.Time.CompareTo(right.Time)
            : string.CompareOrdinal(left.Symbol, right.Symbol));
        var shown = from is null ? rows.Skip(Math.Max(0, rows.Count - limit)) : rows.Take(limit);
        return shown.Select(row => new
        {
            symbol = row.Symbol,
            fundingRate = VenueText.Of(row.Rate),
            fundingTime = row.Time,
            markPrice = VenueText.Of(row.Mark),
        }).ToArray();
    }
}
