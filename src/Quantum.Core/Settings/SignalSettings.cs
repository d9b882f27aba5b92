namespace Quantum.Core.Settings;

/// <summary>What makes a signal (stage SIGNAL) and how long it lives.</summary>
public sealed record SignalSettings
{
    /// <summary>
    /// A signal older than this, counted from its candle's close, is not executed. Unit: s. Default 90.
    /// </summary>
    [Setting("A signal older than this, counted from its candle's close, is not executed.",
        "s", 10, 600, "J; freqtrade's sample is 300 s")]
    public int TimeToLiveSeconds { get; init; } = 90;

    /// <summary>Whether the RSI rule stands in when no model may speak. Unit: yes or no. Default true.</summary>
    [Setting("Whether the RSI rule stands in when no model may speak.",
        "yes or no", double.NaN, double.NaN, "J")]
    public bool RuleEnabled { get; init; } = true;

    /// <summary>RSI(14) at or below this is a BUY. Unit: RSI points. Default 30.</summary>
    [Setting("RSI(14) at or below this is a BUY.",
        "RSI points", 1, 49, "C: Wilder 1978")]
    public double RuleOversold { get; init; } = 30;

    /// <summary>RSI(14) at or above this is a SELL. Unit: RSI points. Default 70.</summary>
    [Setting("RSI(14) at or above this is a SELL.",
        "RSI points", 51, 99, "C: Wilder 1978")]
    public double RuleOverbought { get; init; } = 70;

    /// <summary>
    /// Entry threshold of the rule's own score; never compared with a model's. Unit: score. Default 0.5.
    /// </summary>
    [Setting("Entry threshold of the rule's own score; never compared with a model's.",
        "score", 0.5, 1, "J")]
    public double RuleConfidenceMin { get; init; } = 0.5;

    /// <summary>Size of a rule's position relative to a model's. Unit: factor. Default 0.5.</summary>
    [Setting("Size of a rule's position relative to a model's.",
        "factor", 0.01, 1, "J")]
    public double RuleSizeFactor { get; init; } = 0.5;

    /// <summary>
    /// Signals that the rule gives at least on a thousand questions; improbably fewer raise SIGNALS_SILENT, 0 expects
    /// none. Unit: signals. Default 1.
    /// </summary>
    [Setting("Signals that the rule gives at least on a thousand questions; improbably fewer raise SIGNALS_SILENT, "
        + "0 expects none.",
        "signals", 0, 1000, "J; 85 were measured in June 2025")]
    public double RuleSignalsPerThousand { get; init; } = 1;

    /// <summary>
    /// Positions that come at least of a hundred signals that were free to become one; improbably fewer raise
    /// TRADES_SILENT, 0 expects none. Unit: positions. Default 2.
    /// </summary>
    [Setting("Positions that come at least of a hundred signals that were free to become one; improbably fewer raise "
        + "TRADES_SILENT, 0 expects none.",
        "positions", 0, 100, "J; 12 were measured in June 2025")]
    public double TradesPerHundred { get; init; } = 2;
}
