namespace Quantum.Functions.Hosting;

/// <summary>Where prices come from.</summary>
public enum MarketKind
{
    /// <summary>The exchange; the default.</summary>
    Binance = 0,

    /// <summary>An invented market, for trials without the exchange; paper mode only.</summary>
    Generated = 1,
}
