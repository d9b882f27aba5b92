using Quantum.Adapters.Binance;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Exchange;

/// <summary>Binance USD-M futures. Only built where the package restores.</summary>
internal sealed class BinanceExchange : IExchange
{
    /// <inheritdoc/>
    public string? Absence => null;

    /// <inheritdoc/>
    public ExchangeSession Open(
        ExchangeAccess access, TradingSettings settings, IEntityStore? store, TimeProvider time)
    {
        var options = BinanceOptions.For(settings.Mode, access.Key, access.Secret, access.Address) with
        {
            QuoteAsset = settings.Universe.QuoteAsset,
            DaySymbolsMax = settings.Universe.SymbolsMax * 3 / 2 + 1,
        };
        var client = new BinanceClient(options, time, store);
        var market = new BinanceMarketData(client);
        var budget = new FetchBudget(
            options.CandleWeightMax, time, () => client.Budget.LeftFor(WeightLane.Candles));
        return new ExchangeSession(options.ToString(), market, new BinanceVenue(client),
            new BinancePreflight(client, time), budget,
            async (symbol, first, last, ct) => [.. (await market.ReadMarkCandlesAsync(symbol, first, last, ct))
                .Select(row => new MarkBar(row.Minute, new PriceBar(row.Open, row.High, row.Low, row.Close)))],
            client);
    }
}
