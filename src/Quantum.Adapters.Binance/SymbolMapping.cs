using Binance.Net.Enums;
using Binance.Net.Objects.Models.Futures;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Binance;

/// <summary>The exchange's description of a contract as rules, or the reason why it is none.</summary>
internal static class SymbolMapping
{
    /// <summary>Hours between payments of a contract that <c>fundingInfo</c> does not list.</summary>
    public const int FundingIntervalDefault = 8;

    /// <summary>
    /// The brackets of a contract whose own are not known, because they are shown to key holders only: those of a thin
    /// contract, so that nothing is taken for safer than it is.
    /// </summary>
    public static IReadOnlyList<MarginTier> AssumedTiers { get; } =
    [
        new(0, 5_000, 0.01m, 0, 50),
        new(5_000, 25_000, 0.02m, 50, 25),
        new(25_000, 100_000, 0.025m, 175, 20),
        new(100_000, 250_000, 0.05m, 2_675, 10),
        new(250_000, 1_000_000, 0.1m, 15_175, 5),
        new(1_000_000, 2_000_000, 0.125m, 40_175, 4),
        new(2_000_000, 5_000_000, 0.25m, 290_175, 2),
        new(5_000_000, 10_000_000, 0.5m, 1_540_175, 1),
    ];

    /// <summary>A perpetual whose end is not announced is delivered in the year 2100.</summary>
    private static readonly DateTime NoEnd = new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Reads a contract.</summary>
    /// <param name="contract">As listed.</param>
    /// <param name="fundingHours">Hours between payments.</param>
    /// <param name="tiers">Its brackets; <see langword="null"/> where they are not known.</param>
    /// <param name="rules">The rules; <see langword="null"/> where there are none.</param>
    /// <returns>Why there are no rules; <see langword="null"/> when there are.</returns>
    public static string? Read(BinanceFuturesUsdtSymbol contract, int fundingHours, IReadOnlyList<MarginTier>? tiers,
        out SymbolRules? rules)
    {
        rules = null;
        if (!Symbol.TryParse(contract.Name, out var symbol)) return $"'{contract.Name}' is not a symbol";
        var (market, lot) = (contract.MarketLotSizeFilter, contract.LotSizeFilter);
        var tick = contract.PriceFilter?.TickSize ?? 0;
        var step = Math.Max(market?.StepSize ?? 0, lot?.StepSize ?? 0);
        var (least, most) = (Math.Max(market?.MinQuantity ?? 0, lot?.MinQuantity ?? 0), Least(market, lot));
        if (!(tick > 0 && step > 0 && least > 0 && most >= least))
            return $"{symbol} has no usable filters: tick {tick}, step {step}, size {least} to {most}";
        rules = new SymbolRules(symbol, StatusOf(contract), contract.QuoteAsset,
            contract.ContractType == ContractType.Perpetual, Utc(contract.ListingDate), tick, step, least, most,
            contract.MinNotionalFilter?.MinNotional ?? 0, fundingHours, tiers ?? AssumedTiers);
        return null;
    }

    /// <summary>Brackets as tiers, ascending; <see langword="null"/> with a hole or without one from 0.</summary>
    public static IReadOnlyList<MarginTier>? TiersOf(IEnumerable<BinanceFuturesBracket> brackets)
    {
        var tiers = new List<MarginTier>();
        foreach (var bracket in brackets.OrderBy(bracket => bracket.Floor))
        {
            if (bracket.Floor != (tiers.Count == 0 ? 0 : tiers[^1].NotionalCap) || bracket.Cap <= bracket.Floor
                || bracket.MaintenanceMarginRatio <= 0 || bracket.InitialLeverage < 1)
                return null;
            tiers.Add(new MarginTier(bracket.Floor, bracket.Cap, bracket.MaintenanceMarginRatio,
                bracket.MaintAmount, bracket.InitialLeverage));
        }

        return tiers.Count > 0 ? tiers : null;
    }

    /// <summary>The library's UTC time with its zone.</summary>
    public static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static decimal Least(
        global::Binance.Net.Objects.Models.Spot.BinanceSymbolMarketLotSizeFilter? market,
        global::Binance.Net.Objects.Models.Spot.BinanceSymbolLotSizeFilter? lot)
    {
        var (first, second) = (market?.MaxQuantity ?? 0, lot?.MaxQuantity ?? 0);
        return first > 0 && second > 0 ? Math.Min(first, second) : Math.Max(first, second);
    }

    // The exchange keeps the status TRADING until the hour of the end; what it changes first is the delivery date.
    private static ContractStatus StatusOf(BinanceFuturesUsdtSymbol contract) => contract.Status switch
    {
        SymbolStatus.Trading when contract.ContractType == ContractType.Perpetual && contract.DeliveryDate < NoEnd =>
            ContractStatus.Delisting,
        SymbolStatus.Trading => ContractStatus.Trading,
        SymbolStatus.PreDelivering or SymbolStatus.PreSettle => ContractStatus.Delisting,
        _ => ContractStatus.Closed,
    };
}
