namespace Quantum.Core.Markets;

/// <summary>Whether the venue trades a contract now.</summary>
public enum ContractStatus
{
    /// <summary>Not known: treated as not trading.</summary>
    Unknown = 0,

    /// <summary>Open for new positions.</summary>
    Trading = 1,

    /// <summary>Announced to be delisted or delivered; no new positions.</summary>
    Delisting = 2,

    /// <summary>Halted, settling, delivered or not yet open.</summary>
    Closed = 3,
}

/// <summary>One step of a contract's tiered maintenance margin (Binance "leverage bracket").</summary>
/// <param name="NotionalFloor">The tier starts at this position value, inclusive, quote units.</param>
/// <param name="NotionalCap">The tier ends at this position value, exclusive, quote units.</param>
/// <param name="MaintenanceRate">Maintenance margin as a share of the position value, e.g. 0.004.</param>
/// <param name="MaintenanceAmount">Subtracted from rate × value, so that the margin is continuous; quote units.</param>
/// <param name="LeverageMax">The highest leverage allowed in the tier.</param>
public sealed record MarginTier(
    decimal NotionalFloor, decimal NotionalCap, decimal MaintenanceRate, decimal MaintenanceAmount, int LeverageMax);

/// <summary>
/// What the venue demands of orders in one contract (Binance <c>exchangeInfo</c> and leverage brackets).
/// </summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Status">Whether it trades.</param>
/// <param name="QuoteAsset">The asset that prices and profits are counted in, e.g. USDT.</param>
/// <param name="IsPerpetual">False for dated futures, which are outside the universe.</param>
/// <param name="ListedAt">First trading instant, UTC.</param>
/// <param name="TickSize">Prices are multiples of it; quote units, &gt; 0.</param>
/// <param name="StepSize">Market-order sizes are multiples of it; base units, &gt; 0.</param>
/// <param name="QuantityMin">Smallest market-order size, base units.</param>
/// <param name="QuantityMax">Largest market-order size, base units.</param>
/// <param name="NotionalMin">Smallest order value, quote units; exits with reduce-only are exempt.</param>
/// <param name="FundingIntervalHours">Hours between funding payments: 8, 4 or 1; per symbol, not for all alike.</param>
/// <param name="Tiers">Maintenance margin by position value, ascending, without holes, at least one.</param>
public sealed record SymbolRules(
    Symbol Symbol,
    ContractStatus Status,
    string QuoteAsset,
    bool IsPerpetual,
    DateTimeOffset ListedAt,
    decimal TickSize,
    decimal StepSize,
    decimal QuantityMin,
    decimal QuantityMax,
    decimal NotionalMin,
    int FundingIntervalHours,
    IReadOnlyList<MarginTier> Tiers)
{
    /// <summary>The tier that a position value falls into; values above the last cap stay in the last tier.</summary>
    public MarginTier TierOf(decimal notional)
    {
        foreach (var tier in Tiers)
        {
            if (notional < tier.NotionalCap) return tier;
        }

        return Tiers[^1];
    }

    /// <summary>Rounds a size down to the step; 0 where less than one step is left.</summary>
    public decimal FloorToStep(decimal baseUnits) => Math.Floor(baseUnits / StepSize) * StepSize;

    /// <summary>Rounds a price to the nearest tick, halves away from zero; never below one tick.</summary>
    public Price RoundToTick(decimal quotePerBase) =>
        Price.Of(Math.Max(1, Math.Round(quotePerBase / TickSize, MidpointRounding.AwayFromZero)) * TickSize);
}
