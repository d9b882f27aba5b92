using Quantum.Adapters.Binance;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Simulation.Markets;

namespace Quantum.Functions.Hosting;

/// <summary>Binance USD-M futures. Only built where the package restores.</summary>
internal static class BinanceLink
{
    /// <summary>Opens it for as long as the process lives.</summary>
    public static ExchangeLink Open(CloudSettings settings, IEntityStore store, TimeProvider time)
    {
        var options = BinanceOptions.For(settings.Trading.Mode, settings.ExchangeKey, settings.ExchangeSecret,
            settings.ExchangeAddress) with
        {
            QuoteAsset = settings.Trading.Universe.QuoteAsset,
            DaySymbolsMax = settings.Trading.Universe.SymbolsMax * 3 / 2 + 1,
        };
        var client = new BinanceClient(options, time, store);
        var market = new BinanceMarketData(client);
        var prices = new LivePriceSource(market, async (symbol, first, last, ct) =>
            [.. (await market.ReadMarkCandlesAsync(symbol, first, last, ct))
                .Select(row => new MarkBar(row.Minute, new PriceBar(row.Open, row.High, row.Low, row.Close)))], time);
        var budget = new FetchBudget(
            options.CandleWeightMax, time, () => client.Budget.LeftFor(WeightLane.Candles));
        return new ExchangeLink(market, new BinanceVenue(client), new BinancePreflight(client, time), budget, prices,
            () => client.Budget.Used);
    }
}
