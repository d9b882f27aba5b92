using Binance.Net.Enums;
using Binance.Net.Interfaces;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>
/// Figures over the last ten whole UTC days. Those days never change, so every process comes to the same figures; the
/// most traded contracts are read once a day (weight 1 each), and the value traded in the last 24 hours for all at once
/// (weight 40). What was not read now, by its rank or because the budget did not allow it, has 0 days until a later
/// call, and the universe filters say so.
/// </summary>
/// <param name="client">The connection.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing to dispose of.
internal sealed class DayReader(BinanceClient client)
#pragma warning restore CA1001
{
    private const int DaysWanted = 10;
    private const int TickersWeight = 40;

    /// <summary>Of a contract whose days were not read: what it traded is known all the same.</summary>
    private static readonly DayFigures Unread = new(0, 0, 0);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Symbol, DayFigures> _figures = [];
    private DateTime _today;

    /// <summary>The figures of every contract that has any, ordered by symbol.</summary>
    /// <exception cref="VenueUnavailableException">The traded values could not be read.</exception>
    public async Task<IReadOnlyList<DayStatistics>> ReadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var tickers = BinanceClient.Require(await client.ReadAsync(WeightLane.Candles, TickersWeight,
                (api, token) => api.ExchangeData.GetTickersAsync(token), ct));
            var volumes = new SortedDictionary<Symbol, decimal>();
            foreach (var ticker in tickers)
            {
                if (Symbol.TryParse(ticker.Symbol, out var symbol)) volumes[symbol] = ticker.QuoteVolume;
            }

            var today = client.VenueNow.UtcDateTime.Date;
            if (today != _today) _figures.Clear();
            _today = today;
            await FillAsync([.. volumes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
                .Take(client.Settings.DaySymbolsMax).Select(pair => pair.Key)
                .Where(symbol => !_figures.ContainsKey(symbol))], ct);
            return [.. volumes.Select(pair => _figures.GetValueOrDefault(pair.Key, Unread).Of(pair.Key, pair.Value))];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Figures of klines of days; those outside of the ten days before today are passed over.</summary>
    internal static DayFigures Count(IReadOnlyList<IBinanceKline> klines, DateTime today)
    {
        var (days, high, low) = (0, 0.0, double.MaxValue);
        var returns = new List<double>(DaysWanted);
        (DateTime Day, double Close)? before = null;
        foreach (var kline in klines.OrderBy(kline => kline.OpenTime))
        {
            if (kline.OpenTime < today.AddDays(-DaysWanted) || kline.OpenTime >= today || kline.LowPrice <= 0) continue;
            days++;
            high = Math.Max(high, (double)kline.HighPrice);
            low = Math.Min(low, (double)kline.LowPrice);
            var close = (double)kline.ClosePrice;

            // A return over a day without data is not a daily return.
            if (before is { } last && last.Day == kline.OpenTime.AddDays(-1)) returns.Add(Math.Log(close / last.Close));
            before = (kline.OpenTime, close);
        }

        return new(days, days > 0 ? (high - low) / low : 0, Sigma(returns) * Math.Sqrt(days));
    }

    private static double Sigma(List<double> values)
    {
        if (values.Count < 2) return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private async Task FillAsync(IReadOnlyList<Symbol> missing, CancellationToken ct)
    {
        var (start, end) = (_today.AddDays(-DaysWanted), _today.AddMilliseconds(-1));
        var next = -1;
        var workers = new Task[Math.Min(client.Settings.ParallelMax, missing.Count)];
        for (var worker = 0; worker < workers.Length; worker++) workers[worker] = WorkAsync();
        await Task.WhenAll(workers);

        async Task WorkAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < missing.Count;
                 index = Interlocked.Increment(ref next))
            {
                var name = missing[index].Name;
                var answer = await client.ReadAsync(WeightLane.Candles, FetchPlan.WeightOf(DaysWanted),
                    (api, token) => api.ExchangeData.GetKlinesAsync(
                        name, KlineInterval.OneDay, start, end, DaysWanted, token), ct, retries: 0);
                if (answer.Fault is not null) continue; // It has no figures yet; the next call asks again.
                lock (_figures) _figures[missing[index]] = Count(answer.Data, _today);
            }
        }
    }

    /// <summary>What ten days say.</summary>
    /// <param name="Days">Whole days with data.</param>
    /// <param name="RangeShare">(highest − lowest) / lowest.</param>
    /// <param name="Volatility">σ of the daily log returns × √days.</param>
    internal sealed record DayFigures(int Days, double RangeShare, double Volatility)
    {
        /// <summary>With the value traded in 24 hours.</summary>
        public DayStatistics Of(Symbol symbol, decimal quoteVolume24h) =>
            new(symbol, Days, quoteVolume24h, RangeShare, Volatility);
    }
}
