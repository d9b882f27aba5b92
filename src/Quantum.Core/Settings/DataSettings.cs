namespace Quantum.Core.Settings;

/// <summary>What candles must be like (stage DATA).</summary>
public sealed record DataSettings
{
    /// <summary>Age of the newest closed candle when the symbol is decided. Unit: s. Default 90.</summary>
    [Setting("Age of the newest closed candle when the symbol is decided.",
        "s", 5, 600, "J; freqtrade allows two candles and five minutes")]
    public int CandleAgeMaxSeconds { get; init; } = 90;

    /// <summary>
    /// Unbroken candles that the features need before a symbol may trade. Unit: candles. Default 300.
    /// </summary>
    [Setting("Unbroken candles that the features need before a symbol may trade.",
        "candles", 240, 5000, "J: 20 quarter-hour candles for ATR(14), RSI(14) converged")]
    public int WarmUpMinutes { get; init; } = 300;

    /// <summary>
    /// Missed minutes that a late scan still decides; more become one outage. Unit: minutes. Default 60.
    /// </summary>
    [Setting("Missed minutes that a late scan still decides; more become one outage.",
        "minutes", 0, 99, "J: one request of 99 candles has weight 1")]
    public int CatchUpMaxMinutes { get; init; } = 60;

    /// <summary>
    /// How long ledger pages, scans and signals are kept; trades and equity stay. Unit: days. Default 60.
    /// </summary>
    [Setting("How long ledger pages, scans and signals are kept; trades and equity stay.",
        "days", 2, 3650, "J: 45 MB a day for 222 symbols")]
    public int HistoryDays { get; init; } = 60;
}
