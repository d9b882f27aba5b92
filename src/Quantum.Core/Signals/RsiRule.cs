using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Core.Signals;

/// <summary>What a scorer makes of one symbol in one minute.</summary>
/// <param name="Side">Buy, Sell, or None for no wish.</param>
/// <param name="Confidence">In [0, 1]; NaN where there is no wish.</param>
public readonly record struct Opinion(Side Side, double Confidence)
{
    /// <summary>No wish to trade.</summary>
    public static Opinion Neutral { get; } = new(Side.None, double.NaN);
}

/// <summary>
/// The rule that stands in when no model may speak: RSI(14) of 1-minute closes at or below the oversold threshold is a
/// BUY, at or above the overbought threshold a SELL. Source: J. W. Wilder, New Concepts in Technical Trading Systems,
/// 1978.
/// </summary>
public static class RsiRule
{
    /// <summary>Judges one RSI.</summary>
    /// <param name="rsi">In [0, 100]. NaN is neutral, so that a broken feature never trades.</param>
    /// <param name="settings">The thresholds, both inclusive.</param>
    /// <returns>
    /// A confidence of 0.5 at the threshold, rising in a straight line to 1 at RSI 0 or 100. It is a score, not a
    /// probability, and is never compared with a model's threshold.
    /// </returns>
    public static Opinion Judge(double rsi, SignalSettings settings)
    {
        if (rsi <= settings.RuleOversold)
            return new(Side.Buy, 0.5 + 0.5 * (settings.RuleOversold - rsi) / settings.RuleOversold);
        if (rsi >= settings.RuleOverbought)
            return new(Side.Sell, 0.5 + 0.5 * (rsi - settings.RuleOverbought) / (100 - settings.RuleOverbought));
        return Opinion.Neutral;
    }

    /// <summary>The threshold that an RSI is nearer to, in RSI points; in the very middle the oversold one.</summary>
    public static double NearerThreshold(double rsi, SignalSettings settings) =>
        rsi - settings.RuleOversold <= settings.RuleOverbought - rsi ? settings.RuleOversold : settings.RuleOverbought;
}
