using Quantum.Core.Positions;
using Quantum.Core.Settings;

namespace Quantum.Core.Labels;

/// <summary>When a labelled position ends and what it costs: the live exits and cost estimates.</summary>
/// <param name="HorizonMinutes">Candles after which it is closed at market, 1 to <see cref="HorizonMax"/>.</param>
/// <param name="Exit">Stop and take-profit distances. The trailing stop is not simulated.</param>
/// <param name="TakerFeeRate">Fee of each fill, share of its value, ≥ 0.</param>
/// <param name="SlippageBps">What each fill is worse than its price, basis points, ≥ 0.</param>
public sealed record LabelRules(int HorizonMinutes, ExitSettings Exit, double TakerFeeRate, double SlippageBps)
{
    /// <summary>Longest horizon, minutes: a day.</summary>
    public const int HorizonMax = 24 * 60;

    /// <summary>The rules by which these settings trade: the time stop is the horizon.</summary>
    public static LabelRules Of(TradingSettings settings) => new(settings.Exit.TimeStopMinutes, settings.Exit,
        settings.Market.TakerFeeRate, settings.Market.SlippageBps);

    /// <summary>Distances of stop and take-profit, shares of the entry price, as an order would have them.</summary>
    /// <param name="atrShare">ATR(14) of 15-minute candles as a share of the newest close, finite, ≥ 0.</param>
    public (double Stop, double TakeProfit) Distances(double atrShare)
    {
        // The tick only rounds triggers, and a recording does not tell it.
        var plan = ExitPlan.For(atrShare, tickSize: 1, Exit);
        return ((double)plan.StopShare, (double)plan.TakeProfitShare);
    }

    /// <summary>Says every wrong value with its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range. A caller's bug.</exception>
    public void Validate()
    {
        if (HorizonMinutes is < 1 or > HorizonMax)
            throw new ArgumentException($"Condition failed: horizon {HorizonMinutes} is not in 1 to {HorizonMax}.");
        if (!(TakerFeeRate is >= 0 and < 0.1 && SlippageBps is >= 0 and < 1_000))
            throw new ArgumentException($"Condition failed: fee {TakerFeeRate}, slippage {SlippageBps} bps.");
    }
}
