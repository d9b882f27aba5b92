namespace Quantum.Core.Settings;

/// <summary>When the system stops itself (stage STATE). Exits and stop repair are never stopped.</summary>
public sealed record BreakerSettings
{
    /// <summary>
    /// Fall of equity from its peak that halts until the operator resumes. Unit: share of equity. Default 0.10.
    /// </summary>
    [Setting("Fall of equity from its peak that halts until the operator resumes.",
        "share of equity", 0.01, 0.9, "J; freqtrade's example is 20 %")]
    public double DrawdownMax { get; init; } = 0.10;

    /// <summary>Stop-losses within 24 hours that end entries for two hours. Unit: stops. Default 4.</summary>
    [Setting("Stop-losses within 24 hours that end entries for two hours.",
        "stops", 1, 1000, "C: freqtrade StoplossGuard")]
    public int StopsPerDayMax { get; init; } = 4;

    /// <summary>Stop-losses within 60 minutes that end entries for one hour. Unit: stops. Default 3.</summary>
    [Setting("Stop-losses within 60 minutes that end entries for one hour.",
        "stops", 1, 1000, "J")]
    public int StopsPerHourMax { get; init; } = 3;

    /// <summary>Pause of a symbol after any exit. Unit: minutes. Default 5.</summary>
    [Setting("Pause of a symbol after any exit.",
        "minutes", 0, 10080, "C: Hummingbot cooldown 300 s")]
    public int CooldownMinutes { get; init; } = 5;

    /// <summary>
    /// Pause of a symbol after a stop-loss, and after a loss that no order of ours explains. Unit: minutes. Default 60.
    /// </summary>
    [Setting("Pause of a symbol after a stop-loss, and after a loss that no order of ours explains.",
        "minutes", 0, 10080, "J")]
    public int StopCooldownMinutes { get; init; } = 60;

    /// <summary>Trades within six hours that a losing symbol is judged by. Unit: trades. Default 2.</summary>
    [Setting("Trades within six hours that a losing symbol is judged by.",
        "trades", 1, 100, "C adapted: freqtrade LowProfitPairs")]
    public int LoserTrades { get; init; } = 2;

    /// <summary>
    /// Sum of those trades' net returns that bars the symbol for 24 hours. Unit: share of value. Default -0.01.
    /// </summary>
    [Setting("Sum of those trades' net returns that bars the symbol for 24 hours.",
        "share of value", -1, 0, "C adapted: freqtrade LowProfitPairs")]
    public double LoserSumMax { get; init; } = -0.01;

    /// <summary>
    /// Errors of orders within ten minutes that halt until the operator resumes; a venue that cannot be reached is
    /// none. Unit: errors. Default 5.
    /// </summary>
    [Setting("Errors of orders within ten minutes that halt until the operator resumes.",
        "errors", 1, 1000, "C idea: StockSharp RiskOrderErrorRule")]
    public int OrderErrorsMax { get; init; } = 5;

    /// <summary>
    /// Failures of the system's own parts within ten minutes, one a part and minute at most, that end entries until
    /// they cease. Unit: failures. Default 5.
    /// </summary>
    [Setting("Failures of the system's own parts within ten minutes that end entries until they cease.",
        "failures", 1, 1000, "J")]
    public int FaultsMax { get; init; } = 5;

    /// <summary>
    /// Time for which an order's outcome may be unknown before entries end until it is known. Unit: s. Default 300.
    /// </summary>
    [Setting("Time for which an order's outcome may be unknown before entries end until it is known.",
        "s", 30, 3600, "Nautilus practice")]
    public int UnknownOrderMaxSeconds { get; init; } = 300;

    /// <summary>
    /// Pause of entries after the venue asked for fewer requests; longer where it names a longer time. Unit: s.
    /// Default 60.
    /// </summary>
    [Setting("Least pause of entries after the venue asked for fewer requests.",
        "s", 1, 3600, "Binance: HTTP 429 and 418 carry Retry-After")]
    public int RateLimitPauseSeconds { get; init; } = 60;

    /// <summary>Entries within an hour; one more halts until the operator resumes. Unit: entries. Default 20.</summary>
    [Setting("Entries within an hour; one more halts until the operator resumes.",
        "entries", 1, 1000, "C idea: StockSharp RiskOrderFreqRule")]
    public int EntriesPerHourMax { get; init; } = 20;

    /// <summary>
    /// Median slippage of the last 20 entries, in modelled slippages, that ends entries. Unit: times. Default 3.
    /// </summary>
    [Setting("Median slippage of the last 20 entries, in modelled slippages, that ends entries.",
        "times", 1, 100, "C idea: StockSharp RiskSlippageRule")]
    public double SlippageRatioMax { get; init; } = 3;

    /// <summary>Offset of our clock from the venue's that ends entries. Unit: s. Default 1.</summary>
    [Setting("Offset of our clock from the venue's that ends entries.",
        "s", 0.1, 60, "J: Binance answers -1021")]
    public double ClockOffsetMaxSeconds { get; init; } = 1;

    /// <summary>Entries need a full reconciliation that is not older. Unit: s. Default 60.</summary>
    [Setting("Entries need a full reconciliation that is not older.",
        "s", 10, 600, "J; Nautilus refuses to start without one")]
    public int ReconcileAgeMaxSeconds { get; init; } = 60;
}
