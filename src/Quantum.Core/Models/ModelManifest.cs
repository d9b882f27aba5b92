namespace Quantum.Core.Models;

/// <summary>What the models learnt from.</summary>
/// <param name="From">Open time of the first candle, UTC.</param>
/// <param name="To">End of the last candle that anything was learnt from or measured on, UTC.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Symbols">Contracts.</param>
/// <param name="Sources">Files, with their hashes.</param>
public sealed record TrainingData(DateTimeOffset From, DateTimeOffset To, long Rows, IReadOnlyList<string> Symbols,
    IReadOnlyList<TrainingSource> Sources);

/// <summary>One file of the training data.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Rows">Rows of it.</param>
public sealed record TrainingSource(string File, string Sha256, long Rows);

/// <summary>The calibrations of a bundle.</summary>
/// <param name="Xgboost">Of the trees.</param>
/// <param name="Tft">Of the transformer.</param>
/// <param name="Ensemble">Of their mixture.</param>
/// <param name="Error">
/// Expected calibration error of the ensemble on rows it was not fitted to, in [0, 1]; <see langword="null"/> where
/// unknown, which no gate passes.
/// </param>
public sealed record CalibrationSet(Calibration Xgboost, Calibration Tft, Calibration Ensemble, double? Error);

/// <summary>Weights of the mixture; they sum to 1.</summary>
/// <param name="Xgboost">Of the trees.</param>
/// <param name="Tft">Of the transformer.</param>
public sealed record EnsembleWeights(double Xgboost, double Tft);

/// <summary>A figure for each side.</summary>
/// <param name="Long">Of longs; <see langword="null"/> where unknown.</param>
/// <param name="Short">Of shorts; <see langword="null"/> where unknown.</param>
public sealed record SidePair(double? Long, double? Short);

/// <summary>Entry thresholds with what validation expects of them.</summary>
/// <param name="Long">Least probability of up for a BUY.</param>
/// <param name="Short">Least probability of down for a SELL.</param>
/// <param name="ExpectedSignalsPerDay">Signals per day over 222 symbols.</param>
/// <param name="ExpectedNetReturn">Net return per signal after all costs, share of the entry.</param>
public sealed record ThresholdSet(double Long, double Short, SidePair ExpectedSignalsPerDay,
    SidePair? ExpectedNetReturn);

/// <summary>How far the exported models are from the trained ones.</summary>
/// <param name="Rows">Rows compared.</param>
/// <param name="XgboostMax">Largest difference of the trees.</param>
/// <param name="TftMax">Largest difference of the transformer.</param>
public sealed record ParityFigures(int Rows, double XgboostMax, double TftMax);

/// <summary>One file of a bundle.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
public sealed record BundleFile(long Bytes, string Sha256);

/// <summary>Who vouches for a bundle.</summary>
/// <param name="KeyId">First 16 hexadecimal digits of the SHA-256 of the public key.</param>
/// <param name="Value">ECDSA P-256 over SHA-256 of the canonical manifest, r and s of 32 bytes each, base 64.</param>
public sealed record BundleSignature(string KeyId, string Value);

/// <summary>
/// What a bundle says of itself, as far as the system reads it; the file holds more for people (label, folds, test,
/// baselines), and the signature covers all of it.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>Name of the file; written last, so that a bundle with one is whole.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this code reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the manifest.</summary>
    public required int Format { get; init; }

    /// <summary>Version: the name of the bundle's folder.</summary>
    public required string Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Hash of the feature schema that the models were trained on.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>Minutes of a window.</summary>
    public required int Steps { get; init; }

    /// <summary>Features of a row.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>What the models learnt from.</summary>
    public required TrainingData Data { get; init; }

    /// <summary>The calibrations.</summary>
    public required CalibrationSet Calibration { get; init; }

    /// <summary>The weights.</summary>
    public required EnsembleWeights Ensemble { get; init; }

    /// <summary>The thresholds.</summary>
    public required ThresholdSet Thresholds { get; init; }

    /// <summary>How exact the export is.</summary>
    public ParityFigures? Parity { get; init; }

    /// <summary>Whether it may trade anywhere but on Paper.</summary>
    public required bool ApprovedForLive { get; init; }

    /// <summary>Why, or why not.</summary>
    public string ApprovalReason { get; init; } = "";

    /// <summary>Commit of the code that trained it.</summary>
    public string CodeCommit { get; init; } = "";

    /// <summary>Every other file of the bundle by name.</summary>
    public required IReadOnlyDictionary<string, BundleFile> Files { get; init; }

    /// <summary>Who vouches for it; <see langword="null"/> for nobody.</summary>
    public BundleSignature? Signature { get; init; }

    /// <summary>How its answers become one.</summary>
    public Ensemble EnsembleOf() =>
        new(Calibration.Xgboost, Calibration.Tft, Calibration.Ensemble, Ensemble.Xgboost);

    /// <summary>Its entry thresholds.</summary>
    public EntryThresholds EntryThresholds => new(Thresholds.Long, Thresholds.Short);

    /// <summary>Signals of both sides that it expects per day over 222 symbols; NaN where it does not say.</summary>
    public double ExpectedSignalsPerDay =>
        (Thresholds.ExpectedSignalsPerDay.Long + Thresholds.ExpectedSignalsPerDay.Short) ?? double.NaN;
}
