using Quantum.Core.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>One open position as the simulated venue keeps it: one-way mode, isolated margin.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Buy for long, Sell for short.</param>
/// <param name="Quantity">Base units, &gt; 0.</param>
/// <param name="EntryValue">
/// Σ size × fill price of what is open, quote units. Kept instead of the mean price, whose division would drift.
/// </param>
/// <param name="Margin">Isolated margin, quote units, eight decimals; most that a liquidation can take.</param>
/// <param name="Mark">
/// Mark price when the account was last brought up to date; shown where no newer one is known.
/// </param>
public sealed record HeldPosition(
    Symbol Symbol, Side Side, decimal Quantity, decimal EntryValue, decimal Margin, decimal Mark)
{
    /// <summary>Mean entry price: entry value / quantity.</summary>
    public Price EntryPrice => Price.Of(EntryValue / Quantity);

    /// <summary>Sign × (mark × quantity − entry value), quote units.</summary>
    public decimal UnrealisedAt(decimal mark) => Side.Sign() * ((mark * Quantity) - EntryValue);

    /// <summary>
    /// The position with more of it at a price, backed by more margin; the entry price becomes the mean.
    /// </summary>
    public HeldPosition With(decimal moreQuantity, Price price, decimal moreMargin) => this with
    {
        Quantity = Quantity + moreQuantity,
        EntryValue = EntryValue + (moreQuantity * price.QuotePerBase),
        Margin = Margin + moreMargin,
    };

    /// <summary>What is left after closing a part; entry value and margin shrink in proportion.</summary>
    /// <param name="closed">Base units, &gt; 0 and ≤ <see cref="Quantity"/>.</param>
    /// <returns><see langword="null"/> when nothing is left.</returns>
    public HeldPosition? Without(decimal closed) => closed == Quantity ? null : this with
    {
        Quantity = Quantity - closed,
        EntryValue = EntryValue - WalletAmount.Share(EntryValue, closed, Quantity),
        Margin = Margin - WalletAmount.Share(Margin, closed, Quantity),
    };

    /// <summary>Profit of closing a part at a price, quote units, rounded down to eight decimals.</summary>
    public decimal RealisedAt(Price price, decimal closed) => WalletAmount.Income(
        Side.Sign() * ((price.QuotePerBase * closed) - WalletAmount.Share(EntryValue, closed, Quantity)));

    /// <summary>
    /// The price at which the loss equals the isolated margin, rounded to the tick so that the loss is never larger.
    /// For a long without leverage it is one tick.
    /// </summary>
    public Price BankruptcyPrice(decimal tickSize)
    {
        var exact = (EntryValue - (Side.Sign() * Margin)) / Quantity / tickSize;
        var ticks = Side == Side.Buy ? Math.Ceiling(exact) : Math.Floor(exact);
        return Price.Of(Math.Max(1, ticks) * tickSize);
    }

    /// <summary>
    /// The mark price at which margin + unrealised profit ≤ maintenance rate × value − maintenance amount of the tier
    /// that the value is in (Binance, "liquidation price", isolated one-way), rounded to the tick against the position.
    /// </summary>
    /// <returns><see langword="null"/> where no price above 0 ends it.</returns>
    public Price? LiquidationPrice(SymbolRules rules)
    {
        var value = Side == Side.Buy ? LongLiquidationValue(rules.Tiers) : ShortLiquidationValue(rules.Tiers);
        if (value <= 0) return null;
        var exact = value / Quantity / rules.TickSize;
        var ticks = Side == Side.Buy ? Math.Ceiling(exact) : Math.Floor(exact);
        return Price.Of(Math.Max(1, ticks) * rules.TickSize);
    }

    /// <summary>
    /// Whether a mark price is more than a tick short of <see cref="LiquidationPrice"/>. Without a division, because
    /// it is asked of every stretch of prices; false means only that the price itself must be looked at.
    /// </summary>
    internal bool IsSafeAt(decimal mark, SymbolRules rules)
    {
        // What is left above the maintenance margin moves by at most quantity × (1 + rate) for one unit of price.
        var value = mark * Quantity;
        var tier = rules.TierOf(value);
        var left = Margin + UnrealisedAt(mark) - ((value * tier.MaintenanceRate) - tier.MaintenanceAmount);
        return left > 2 * rules.TickSize * Quantity;
    }

    // A long ends at the largest value v with margin + v − entry ≤ rate·v − amount. Tiers are walked downwards, because
    // the value falls towards it; a tier whose solution lies below its floor is passed.
    private decimal LongLiquidationValue(IReadOnlyList<MarginTier> tiers)
    {
        for (var index = tiers.Count - 1; index >= 0; index--)
        {
            var tier = tiers[index];
            var value = (EntryValue - Margin - tier.MaintenanceAmount) / (1 - tier.MaintenanceRate);
            if (value < tier.NotionalFloor) continue;
            return index == tiers.Count - 1 ? value : Math.Min(value, tier.NotionalCap);
        }

        return 0;
    }

    // A short ends at the smallest value v with margin + entry − v ≤ rate·v − amount, walking upwards.
    private decimal ShortLiquidationValue(IReadOnlyList<MarginTier> tiers)
    {
        for (var index = 0; ; index++)
        {
            var tier = tiers[index];
            var value = (EntryValue + Margin + tier.MaintenanceAmount) / (1 + tier.MaintenanceRate);
            if (value < tier.NotionalCap || index == tiers.Count - 1) return Math.Max(value, tier.NotionalFloor);
        }
    }
}
