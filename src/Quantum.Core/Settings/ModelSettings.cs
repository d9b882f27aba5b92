namespace Quantum.Core.Settings;

/// <summary>When a model bundle may serve (stage MODEL).</summary>
public sealed record ModelSettings
{
    /// <summary>
    /// Public keys whose signatures are trusted, separated by commas: ECDSA P-256, SubjectPublicKeyInfo, base 64.
    /// Default none.
    /// </summary>
    [Setting("Public keys whose signatures are trusted, separated by commas.",
        "base 64 of SubjectPublicKeyInfo, ECDSA P-256", double.NaN, double.NaN, "J")]
    public string TrustedKeys { get; init; } = "";

    /// <summary>
    /// Whether a bundle without a trusted signature is refused on Paper too. Unit: yes or no. Default false.
    /// </summary>
    [Setting("Whether a bundle without a trusted signature is refused on Paper too; elsewhere it always is.",
        "yes or no", double.NaN, double.NaN, "J")]
    public bool SignatureRequired { get; init; }

    /// <summary>
    /// Age at which the status warns, from the end of the candles that the model learnt from. Unit: h; 0 never.
    /// Default 24.
    /// </summary>
    [Setting("Age at which the status warns, from the end of the candles that the model learnt from; 0 never.",
        "h", 0, 87_600, "J")]
    public double AgeWarnHours { get; init; } = 24;

    /// <summary>
    /// Age above which the rule decides instead, from the end of the candles that the model learnt from. Unit: h; 0
    /// never. Default 72.
    /// </summary>
    [Setting("Age above which the rule decides instead, from the end of the candles that the model learnt from; 0 "
        + "never. `quantum run --models DIR` on generated or recorded candles sets 0 unless told otherwise.",
        "h", 0, 87_600, "J; FreqAI's default is never")]
    public double AgeMaxHours { get; init; } = 72;

    /// <summary>Calibration error above which a bundle is refused. Unit: probability. Default 0.05.</summary>
    [Setting("Calibration error above which a bundle is refused.",
        "probability", 0, 1, "J")]
    public double CalibrationErrorMax { get; init; } = 0.05;

    /// <summary>
    /// Share by which a bundle's expected signals may differ from the active one's. Unit: share. Default 0.5.
    /// </summary>
    [Setting("Share by which a bundle's expected signals may differ from the active one's without an override.",
        "share", 0, 100, "J")]
    public double SignalRateChangeMax { get; init; } = 0.5;

    /// <summary>
    /// Time in which both models must score 222 symbols to be promoted. Unit: ms. Default 500.
    /// </summary>
    [Setting("Time in which both models must score 222 symbols to be promoted.",
        "ms", 1, 60_000, "J: twenty times what is published, so that a busy machine refuses nothing")]
    public double LatencyMaxMs { get; init; } = 500;

    /// <summary>A model that answers later than this in a scan is stopped. Unit: ms. Default 5000.</summary>
    [Setting("A model that answers later than this in a scan is stopped, and the rule decides.",
        "ms", 10, 60_000, "J")]
    public double ScoreTimeoutMs { get; init; } = 5_000;

    /// <summary>Hours of recorded inputs that a bundle is scored on before it serves. Unit: h. Default 24.</summary>
    [Setting("Hours of recorded inputs that a bundle is scored on before it serves; 0 for none.",
        "h", 0, 24, "C: DEFAULTS 9, 24 h shadow")]
    public int ShadowHours { get; init; } = 24;

    /// <summary>
    /// Symbols whose inputs every scan records for that, spread over the universe. Unit: symbols; 0 records nothing.
    /// Default 64.
    /// </summary>
    [Setting("Symbols whose inputs every scan records for that, spread over the universe; 0 records nothing.",
        "symbols", 0, 1_000, "J: 64 symbols take 10 MB a day")]
    public int ShadowSymbols { get; init; } = 64;

    /// <summary>Swaps after which a process asks to be recycled. Unit: swaps. Default 200.</summary>
    [Setting("Swaps after which a process asks to be recycled, because native memory may not return.",
        "swaps", 1, 100_000, "J")]
    public int SwapsMax { get; init; } = 200;
}
