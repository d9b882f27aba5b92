using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Binance.Net.Objects.Models.Spot;
using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>
/// Public facts of Binance USD-M futures: contracts, candles, statistics, prices, funding and the clock. A contract
/// whose description makes no sense is left out and named in <see cref="Unreadable"/>.
/// </summary>
/// <param name="client">The connection; its owner disposes of it.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing to dispose of.
public sealed class BinanceMarketData(BinanceClient client) : IMarketData
#pragma warning restore CA1001
{
    private const int FundingPage = 1_000;
    private const int FewSymbols = 2;
    private static readonly TimeSpan RulesKept = TimeSpan.FromMinutes(5);

    private readonly CandleReader _candles = new(client);
    private readonly DayReader _days = new(client);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<SymbolRules> _rules = [];
    private DateTimeOffset _rulesReadAt = DateTimeOffset.MinValue;

    /// <summary>Contracts of the last reading that could not be understood, each with the reason.</summary>
    public IReadOnlyList<string> Unreadable { get; private set; } = [];

    /// <inheritdoc/>
    /// <remarks>
    /// Brackets are shown to key holders only; without a key those of a thin contract are assumed. Kept for five
    /// minutes.
    /// </remarks>
    public async Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var age = client.VenueNow - _rulesReadAt;
            if (age >= TimeSpan.Zero && age < RulesKept) return _rules;
            var info = BinanceClient.Require(await client.ReadAsync(
                WeightLane.Account, 1, (api, token) => api.ExchangeData.GetExchangeInfoAsync(token), ct));
            var hours = BinanceClient.Require(await client.ReadAsync(WeightLane.Account, 0,
                (api, token) => api.ExchangeData.GetFundingInfoAsync(token), ct));
            var brackets = client.Settings.HasKey
                ? BinanceClient.Require(await client.ReadAsync(
                    WeightLane.Account, 1, (api, token) => api.Account.GetBracketsAsync(ct: token), ct))
                : [];
            (_rules, _rulesReadAt) = (Map(info.Symbols, hours, brackets), client.VenueNow);
            return _rules;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The smallest limit that holds what is missing, up to twenty contracts at once. The candle under way is never
    /// shown.
    /// </remarks>
    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct) =>
        _candles.ReadAsync(requests, last, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct) => _days.ReadAsync(ct);

    /// <inheritdoc/>
    /// <remarks>A contract without funding (a dated one) has no mark price here.</remarks>
    public async Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct)
    {
        var prices = BinanceClient.Require(await client.ReadAsync(
            WeightLane.Account, 10, (api, token) => api.ExchangeData.GetMarkPricesAsync(token), ct));
        var marks = new List<MarkPrice>(prices.Length);
        foreach (var price in prices)
        {
            var (at, next) = (SymbolMapping.Utc(price.Timestamp), SymbolMapping.Utc(price.NextFundingTime));
            if (!Symbol.TryParse(price.Symbol, out var symbol) || price.MarkPrice <= 0 || next.Year < 2000) continue;

            // In the second of a payment the exchange may still name that payment as the next one.
            while (next <= at) next = next.AddHours(IntervalOf(symbol));
            marks.Add(new MarkPrice(symbol, Price.Of(price.MarkPrice), (double)(price.FundingRate ?? 0), next, at));
        }

        marks.Sort((left, right) => left.Symbol.CompareTo(right.Symbol));
        return marks;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// All contracts in pages of 1,000. Contracts are paid in the same millisecond, so a page may end among them: the
    /// next one begins with that millisecond again. The exchange counts in milliseconds and forgets what is finer.
    /// </remarks>
    public async Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct)
    {
        var payments = new SortedDictionary<(DateTimeOffset At, Symbol Symbol), SettledFunding>();
        for (var start = from.UtcDateTime; ;)
        {
            var page = BinanceClient.Require(await client.ReadAsync(WeightLane.Candles, 0, (api, token) =>
                api.ExchangeData.GetFundingRatesAsync(null, start, null, FundingPage, token), ct));
            var known = payments.Count;
            foreach (var row in page)
            {
                var at = SymbolMapping.Utc(row.FundingTime);
                if (at >= from && Symbol.TryParse(row.Symbol, out var symbol))
                    payments[(at, symbol)] = new SettledFunding(symbol, at, (double)row.FundingRate);
            }

            if (page.Length < FundingPage) return [.. payments.Values];
            start = page[^1].FundingTime;
            if (payments.Count == known) start = start.AddMilliseconds(1);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (symbols.Count == 0) return [];
        var books = symbols.Count <= FewSymbols ? await ReadBooksAsync(symbols, ct)
            : BinanceClient.Require(await client.ReadAsync(
                WeightLane.Account, 5, (api, token) => api.ExchangeData.GetBookPricesAsync(token), ct));
        var byName = new Dictionary<string, BinanceBookPrice>(books.Count, StringComparer.Ordinal);
        foreach (var book in books) byName[book.Symbol] = book;
        var quotes = new List<Quote>(symbols.Count);
        foreach (var symbol in symbols)
        {
            if (!byName.TryGetValue(symbol.Name, out var book) || book.BestBidPrice <= 0
                || book.BestAskPrice <= book.BestBidPrice) continue; // No book: the port leaves it out.
            quotes.Add(new Quote(symbol, Price.Of(book.BestBidPrice), Price.Of(book.BestAskPrice),
                book.Timestamp is { } at ? SymbolMapping.Utc(at) : client.VenueNow));
        }

        return quotes;
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct) => client.ReadTimeAsync(ct);

    /// <summary>
    /// Closed candles of the mark price, ascending; what a simulated venue over live data needs to know what fired.
    /// </summary>
    /// <param name="symbol">The contract.</param>
    /// <param name="first">First minute, inclusive.</param>
    /// <param name="last">Last minute, inclusive; at most 99 after the first.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="VenueUnavailableException">No answer.</exception>
    public async Task<IReadOnlyList<(Minute Minute, decimal Open, decimal High, decimal Low, decimal Close)>>
        ReadMarkCandlesAsync(Symbol symbol, Minute first, Minute last, CancellationToken ct)
    {
        var closed = Minute.Of(client.VenueNow) - 1;
        if (closed < last) last = closed;
        if (last < first) return [];
        var count = Math.Min(last - first + 1, 99);
        var (start, end) = (first.Start.UtcDateTime, (first + count).Start.UtcDateTime.AddMilliseconds(-1));
        var klines = BinanceClient.Require(await client.ReadAsync(WeightLane.Account, 1, (api, token) =>
            api.ExchangeData.GetMarkPriceKlinesAsync(
                symbol.Name, KlineInterval.OneMinute, count, start, end, token), ct));
        return [.. klines.Select(kline => (Minute.Of(SymbolMapping.Utc(kline.OpenTime)), kline.OpenPrice,
            kline.HighPrice, kline.LowPrice, kline.ClosePrice)).Where(row => row.Item1 <= last)];
    }

    private int IntervalOf(Symbol symbol) =>
        _rules.FirstOrDefault(rules => rules.Symbol == symbol)?.FundingIntervalHours
        ?? SymbolMapping.FundingIntervalDefault;

    private async Task<IReadOnlyList<BinanceBookPrice>> ReadBooksAsync(
        IReadOnlyList<Symbol> symbols, CancellationToken ct)
    {
        var books = new List<BinanceBookPrice>(symbols.Count);
        foreach (var symbol in symbols)
        {
            var answer = await client.ReadAsync(WeightLane.Account, 2,
                (api, token) => api.ExchangeData.GetBookPriceAsync(symbol.Name, token), ct);
            if (answer.Fault is { Code: BinanceErrors.InvalidSymbol }) continue;
            books.Add(BinanceClient.Require(answer));
        }

        return books;
    }

    private List<SymbolRules> Map(IEnumerable<BinanceFuturesUsdtSymbol> contracts,
        IEnumerable<BinanceFuturesFundingInfo> hours, IEnumerable<BinanceFuturesSymbolBracket> brackets)
    {
        var hoursOf = hours.GroupBy(row => row.Symbol).ToDictionary(rows => rows.Key, rows => rows.Last());
        var tiersOf = brackets.GroupBy(row => row.Symbol)
            .ToDictionary(rows => rows.Key, rows => SymbolMapping.TiersOf(rows.Last().Brackets));
        var (all, unreadable) = (new List<SymbolRules>(), new List<string>());
        foreach (var contract in contracts)
        {
            var interval = hoursOf.GetValueOrDefault(contract.Name)?.FundingIntervalHours ?? 0;
            var problem = SymbolMapping.Read(contract, interval > 0 ? interval : SymbolMapping.FundingIntervalDefault,
                tiersOf.GetValueOrDefault(contract.Name), out var rules);
            if (rules is not null) all.Add(rules);
            else unreadable.Add(problem!);
        }

        Unreadable = unreadable;
        all.Sort((left, right) => left.Symbol.CompareTo(right.Symbol));
        return all;
    }
}
