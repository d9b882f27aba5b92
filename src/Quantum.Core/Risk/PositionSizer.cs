using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Risk;

/// <summary>What a size is computed from.</summary>
/// <param name="Equity">Account equity, quote units.</param>
/// <param name="MarginInUse">Isolated margin of every slot, quote units.</param>
/// <param name="Price">Expected fill price.</param>
/// <param name="Plan">Exit distances.</param>
/// <param name="SizeFactor">1 for a model, less for a rule.</param>
/// <param name="Rules">The contract.</param>
public sealed record SizeInput(
    decimal Equity, decimal MarginInUse, Price Price, ExitPlan Plan, decimal SizeFactor, SymbolRules Rules);

/// <summary>A size that fits risk, margin and the venue's rules.</summary>
/// <param name="Quantity">Base units, a multiple of the step.</param>
/// <param name="Notional">Value at the expected price, quote units.</param>
/// <param name="Leverage">The lowest that the margin allows, so that liquidation is as far away as it can be.</param>
/// <param name="Margin">Isolated margin = notional ÷ leverage, quote units.</param>
/// <param name="Risk">Loss at the stop before cost, quote units.</param>
public sealed record Sizing(Quantity Quantity, decimal Notional, int Leverage, decimal Margin, decimal Risk);

/// <summary>Position size = risk per trade ÷ stop distance, then capped by margin and rounded down. Pure.</summary>
public static class PositionSizer
{
    /// <summary>Computes a size, or refuses with the limit that left no room.</summary>
    /// <param name="input">Equity, price, plan and rules.</param>
    /// <param name="settings">Risk limits.</param>
    /// <param name="sizing">The size when passed; <see langword="null"/> otherwise.</param>
    public static Verdict Size(SizeInput input, RiskSettings settings, out Sizing? sizing)
    {
        sizing = null;
        var price = input.Price.QuotePerBase;
        var wanted = input.Equity * settings.RiskPerTrade * input.SizeFactor / input.Plan.StopShare;
        var slotMargin = input.Equity * settings.BalanceShare / settings.PositionsMax;
        var leverageMax = LeverageMax(input, settings, wanted);
        var notionalMax = Math.Max(0, slotMargin) * leverageMax;
        var quantity = input.Rules.FloorToStep(Math.Min(
            Math.Max(0, Math.Min(wanted, notionalMax)) / price, input.Rules.QuantityMax));
        if (quantity < input.Rules.QuantityMin || quantity <= 0)
            return Verdict.Refuse(ReasonCode.SizeBelowStep, (double)quantity,
                (double)Math.Max(input.Rules.QuantityMin, input.Rules.StepSize));

        var notional = quantity * price;
        var notionalMin = Math.Max(settings.NotionalMin, input.Rules.NotionalMin * (1 + settings.NotionalReserve));
        if (notional < notionalMin)
            return Verdict.Refuse(ReasonCode.SizeBelowMinNotional, (double)notional, (double)notionalMin);

        // A quotient in its last decimal place may lie above the cap that it was made from: the limit is the limit.
        var leverage = (int)Math.Clamp(Math.Ceiling(notional / slotMargin), 1, leverageMax);
        var margin = notional / leverage;
        var free = input.Equity * settings.BalanceShare - input.MarginInUse;
        if (margin > free) return Verdict.Refuse(ReasonCode.MarginTooSmall, (double)free, (double)margin);

        var liquidation = LiquidationShare(notional, leverage, input.Rules);
        var liquidationMin = settings.LiquidationStopRatioMin * input.Plan.StopShare;
        if (liquidation < liquidationMin)
            return Verdict.Refuse(ReasonCode.LiquidationTooNear, (double)liquidation, (double)liquidationMin);

        sizing = new(Quantity.Of(quantity), notional, leverage, margin, notional * input.Plan.StopShare);
        return Verdict.Pass;
    }

    /// <summary>
    /// How far the mark price may move against a fresh isolated position before it is liquidated, as a share of the
    /// entry price: 1 ÷ leverage less the tier's maintenance margin.
    /// </summary>
    public static decimal LiquidationShare(decimal notional, int leverage, SymbolRules rules)
    {
        var tier = rules.TierOf(notional);
        return 1m / leverage - tier.MaintenanceRate + tier.MaintenanceAmount / notional;
    }

    private static int LeverageMax(SizeInput input, RiskSettings settings, decimal notional) =>
        Math.Min(settings.LeverageMax, input.Rules.TierOf(notional).LeverageMax);
}
