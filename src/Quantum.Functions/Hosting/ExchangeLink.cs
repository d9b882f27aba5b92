using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.App.Scanning;
using Quantum.Simulation.Markets;

namespace Quantum.Functions.Hosting;

/// <summary>An open connection to the exchange and what stands on it.</summary>
/// <param name="MarketData">Candles, rules, quotes.</param>
/// <param name="Venue">Orders and money; not used on paper.</param>
/// <param name="Probe">The preflight's eyes.</param>
/// <param name="CandleBudget">What candles may cost.</param>
/// <param name="Prices">Live prices for the simulated venue; used on paper only.</param>
/// <param name="WeightUsed">Request weight used in this minute, as far as known.</param>
internal sealed record ExchangeLink(IMarketData MarketData, IVenue Venue, IPreflightProbe Probe,
    FetchBudget CandleBudget, IPriceSource Prices, Func<int> WeightUsed)
{
    /// <summary>Why this build cannot reach the exchange; <see langword="null"/> when it can.</summary>
    public static string? Absence =>
#if QUANTUM_BINANCE
        null;
#else
        "Market = 'Binance': this host was built without the exchange's package; only Generated is there.";
#endif

    /// <summary>Opens it; nothing is sent yet.</summary>
    /// <exception cref="InvalidOperationException">There is an <see cref="Absence"/>. A caller's bug.</exception>
    public static ExchangeLink Open(CloudSettings settings, IEntityStore store, TimeProvider time) =>
#if QUANTUM_BINANCE
        BinanceLink.Open(settings, store, time);
#else
        throw new InvalidOperationException($"Condition failed: {Absence} {settings.Market} {store} {time}");
#endif
}
