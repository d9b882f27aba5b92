namespace Quantum.Core.Markets;

/// <summary>
/// What the last ten whole UTC days say about a contract, and its last 24 hours. Refreshed every 30 minutes, not every
/// minute; used by the universe filters only.
/// </summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Days">Whole days the figures rest on, 0 to 10. A filter that needs more refuses.</param>
/// <param name="QuoteVolume24h">Traded value of the last 24 hours, quote units.</param>
/// <param name="RangeShare">(highest high − lowest low) / lowest low over the days; 0.01 is 1 %.</param>
/// <param name="Volatility">σ of the daily log returns × √days (freqtrade's VolatilityFilter); 0.05 is 5 %.</param>
public sealed record DayStatistics(
    Symbol Symbol, int Days, decimal QuoteVolume24h, double RangeShare, double Volatility);
