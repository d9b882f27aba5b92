using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Filters;

/// <summary>
/// Whether an order is small beside what was just traded. It needs the size, so it follows the sizing.
/// </summary>
public static class LiquidityFilter
{
    /// <summary>Judges an order of any source.</summary>
    /// <param name="notional">Its value, quote units, &gt; 0.</param>
    /// <param name="candleQuoteVolume">Traded value of the deciding minute, quote units, ≥ 0.</param>
    /// <param name="settings">The largest share, inclusive.</param>
    public static Verdict Judge(decimal notional, decimal candleQuoteVolume, MarketSettings settings)
    {
        var share = candleQuoteVolume > 0 ? (double)(notional / candleQuoteVolume) : double.PositiveInfinity;
        return share <= settings.MinuteVolumeShareMax
            ? Verdict.Pass
            : Verdict.Refuse(ReasonCode.LiquidityThin, share, settings.MinuteVolumeShareMax);
    }
}
