using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.Core.Positions;

/// <summary>Where a position will end, as distances from its entry; fixed before the entry is sent.</summary>
/// <param name="StopShare">Distance of the stop-loss, share of the entry price, &gt; 0.</param>
/// <param name="TakeProfitShare">Distance of the take-profit, share of the entry price, &gt; 0.</param>
/// <param name="TickSize">Triggers are multiples of it.</param>
public sealed record ExitPlan(decimal StopShare, decimal TakeProfitShare, decimal TickSize)
{
    /// <summary>Stop = ATR multiple inside its bounds; take-profit = ratio × stop.</summary>
    /// <param name="atrShare">ATR(14) of 15-minute candles as a share of the price, finite, ≥ 0.</param>
    /// <param name="tickSize">The contract's tick.</param>
    /// <param name="settings">Multiples and bounds.</param>
    public static ExitPlan For(double atrShare, decimal tickSize, ExitSettings settings)
    {
        if (!double.IsFinite(atrShare)) throw new ArgumentException($"Condition failed: ATR share {atrShare}.");
        var stop = Math.Clamp(settings.StopAtrMultiple * atrShare, settings.StopMinShare, settings.StopMaxShare);
        // The one crossing from measured doubles to money: six decimals are a hundredth of a basis point.
        var stopShare = Math.Round((decimal)stop, 6);
        return new(stopShare, Math.Round(stopShare * (decimal)settings.TakeProfitRatio, 6), tickSize);
    }

    /// <summary>Trigger of the stop-loss for an entry price.</summary>
    public Price StopFor(Side side, Price entry) => At(entry, -side.Sign() * StopShare);

    /// <summary>Trigger of the take-profit for an entry price.</summary>
    public Price TakeProfitFor(Side side, Price entry) => At(entry, side.Sign() * TakeProfitShare);

    /// <summary>The price so far from another, on the tick.</summary>
    public Price At(Price origin, decimal share)
    {
        var ticks = Math.Round(origin.QuotePerBase * (1 + share) / TickSize, MidpointRounding.AwayFromZero);
        return Price.Of(Math.Max(1, ticks) * TickSize);
    }
}
