namespace Quantum.Core.Settings;

/// <summary>Which contracts may be traded at all (stage UNIVERSE).</summary>
public sealed record UniverseSettings
{
    /// <summary>Contracts quoted in another asset are outside the universe. Unit: asset. Default USDT.</summary>
    [Setting("Contracts quoted in another asset are outside the universe.",
        "asset", double.NaN, double.NaN, "C: freqtrade stake_currency")]
    public string QuoteAsset { get; init; } = "USDT";

    /// <summary>Symbols never traded, separated by commas. Unit: symbols. Default empty.</summary>
    [Setting("Symbols never traded, separated by commas.",
        "symbols", double.NaN, double.NaN, "J")]
    public string Exclude { get; init; } = "";

    /// <summary>
    /// Contracts that are watched at most, the most traded of the day first; open positions besides. Unit: contracts.
    /// Default 222.
    /// </summary>
    [Setting("Contracts that are watched at most, the most traded of the day first; open positions besides.",
        "contracts", 1, 1000, "J: one unit of request weight a minute each, of 1,200 for candles")]
    public int SymbolsMax { get; init; } = 222;

    /// <summary>A contract must have been listed so long. Unit: days. Default 10.</summary>
    [Setting("A contract must have been listed so long.",
        "days", 0, 3650, "C: freqtrade AgeFilter min_days_listed 10")]
    public int ListingAgeMinDays { get; init; } = 10;

    /// <summary>One tick may be at most this share of the price. Unit: share of price. Default 0.01.</summary>
    [Setting("One tick may be at most this share of the price.",
        "share of price", 0.0001, 1, "C: freqtrade PriceFilter low_price_ratio 0.01")]
    public double TickShareMax { get; init; } = 0.01;

    /// <summary>Whole days of history that range and volatility need. Unit: days. Default 10.</summary>
    [Setting("Whole days of history that range and volatility need.",
        "days", 0, 10, "J")]
    public int HistoryMinDays { get; init; } = 10;

    /// <summary>
    /// The ten-day range must be at least this share of the price. Unit: share of price. Default 0.01.
    /// </summary>
    [Setting("The ten-day range must be at least this share of the price.",
        "share of price", 0, 10, "C: freqtrade RangeStabilityFilter 0.01 over 10 days")]
    public double RangeMin { get; init; } = 0.01;

    /// <summary>
    /// Ten-day volatility, daily sigma times root of days, must reach this. Unit: share. Default 0.05.
    /// </summary>
    [Setting("Ten-day volatility, daily sigma times root of days, must reach this.",
        "share", 0, 10, "C: freqtrade VolatilityFilter example")]
    public double VolatilityMin { get; init; } = 0.05;

    /// <summary>Ten-day volatility may not exceed this. Unit: share. Default 0.50.</summary>
    [Setting("Ten-day volatility may not exceed this.",
        "share", 0, 10, "C: freqtrade VolatilityFilter example")]
    public double VolatilityMax { get; init; } = 0.50;
}
