using System.Globalization;
using System.Security.Cryptography;
using Quantum.Core.Features;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Models;

/// <summary>The gates that need no model to run. Each refuses NaN. Pure.</summary>
public static class BundleGates
{
    /// <summary>How far weights may sum from 1.</summary>
    private const double WeightTolerance = 1e-6;

    /// <summary>Judges what a manifest says.</summary>
    public static GateResult Manifest(ModelManifest manifest)
    {
        if (ProblemOf(manifest) is { } problem)
            return GateResult.Refuse(ModelGate.Manifest, new Reason(ReasonCode.ModelUnreadable), problem);
        return GateResult.Pass(ModelGate.Manifest,
            Text($"{manifest.Version} of {manifest.CreatedAt:yyyy-MM-dd'T'HH:mm}Z, ")
            + Text($"learnt from {manifest.Data.Rows} rows of {manifest.Data.Symbols.Count} symbols up to ")
            + Text($"{manifest.Data.To:yyyy-MM-dd'T'HH:mm}Z."));
    }

    /// <summary>Judges the files that were found against the manifest.</summary>
    /// <param name="manifest">A manifest that passed.</param>
    /// <param name="contentOf">A file's bytes; <see langword="null"/> where it is missing.</param>
    public static GateResult Files(ModelManifest manifest, Func<string, ReadOnlyMemory<byte>?> contentOf)
    {
        foreach (var name in BundleNames.Required.Where(name => !manifest.Files.ContainsKey(name)))
            return Refuse($"The manifest does not list {name}.");
        foreach (var (name, file) in manifest.Files.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (contentOf(name) is not { } content) return Refuse($"{name} is missing.");
            if (content.Length != file.Bytes)
                return Refuse(Text($"{name} has {content.Length} bytes where the manifest says {file.Bytes}."));
            var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
            if (hash != file.Sha256)
                return Refuse($"{name} is not the file that the manifest lists: its hash is {hash}.");
        }

        return GateResult.Pass(ModelGate.Files, Text($"{manifest.Files.Count} files are whole and unchanged."));

        static GateResult Refuse(string evidence) =>
            GateResult.Refuse(ModelGate.Files, new Reason(ReasonCode.ModelFiles), evidence);
    }

    /// <summary>Judges who vouches for a bundle.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="canonical">The bytes that were signed.</param>
    /// <param name="settings">Trusted keys and the mode.</param>
    public static GateResult Signature(ModelManifest manifest, ReadOnlySpan<byte> canonical, TradingSettings settings)
    {
        var state = BundleSigning.Verify(manifest.Signature, canonical, settings.Models.TrustedKeys);
        var keyId = BundleNames.Safe(manifest.Signature?.KeyId ?? "");
        if (state == SignatureState.Wrong)
            return Refuse(ReasonCode.ModelSignature, $"The signature of key {keyId} does not fit the manifest.");
        var isOnPaper = settings.Mode == TradingMode.Paper;
        var what = state switch
        {
            SignatureState.Trusted => $"It is signed by the trusted key {keyId}.",
            SignatureState.Unknown => $"It is signed by key {keyId}, which is not trusted.",
            _ => "It is not signed.",
        };
        if (state != SignatureState.Trusted && (!isOnPaper || settings.Models.SignatureRequired))
            return Refuse(ReasonCode.ModelUnsigned, what);
        if (!isOnPaper && !manifest.ApprovedForLive)
            return Refuse(ReasonCode.ModelNotApproved, $"Training did not approve it: {manifest.ApprovalReason}");
        return GateResult.Pass(ModelGate.Signature, state == SignatureState.Trusted && manifest.ApprovedForLive
            ? what
            : what + " It serves on Paper only.");

        static GateResult Refuse(ReasonCode code, string evidence) =>
            GateResult.Refuse(ModelGate.Signature, new Reason(code), evidence);
    }

    /// <summary>Judges the features that it was trained on.</summary>
    public static GateResult Schema(ModelManifest manifest) =>
        manifest.SchemaHash == FeatureSchema.Hash && manifest.FeatureCount == FeatureSchema.Count
            && manifest.Steps == ModelContract.Steps
            ? GateResult.Pass(ModelGate.Schema, $"Trained on this code's features, {FeatureSchema.ShortHash}.")
            : GateResult.Refuse(ModelGate.Schema, new Reason(ReasonCode.ModelSchema),
                Text($"Trained on {manifest.Steps} steps of {manifest.FeatureCount} features of schema ")
                + $"{BundleNames.Safe(manifest.SchemaHash)}; this code has {FeatureSchema.Hash}.");

    /// <summary>Judges the calibration error.</summary>
    public static GateResult Calibration(ModelManifest manifest, ModelSettings settings)
    {
        var error = manifest.Calibration.Error ?? double.NaN;
        var evidence = Text($"Calibration error {error:0.0000}, at most {settings.CalibrationErrorMax} is allowed.");
        return error >= 0 && error <= settings.CalibrationErrorMax
            ? GateResult.Pass(ModelGate.Calibration, evidence)
            : GateResult.Refuse(ModelGate.Calibration,
                new Reason(ReasonCode.ModelCalibration, error, settings.CalibrationErrorMax), evidence);
    }

    /// <summary>Judges how many signals it expects.</summary>
    /// <param name="manifest">The candidate.</param>
    /// <param name="activePerDay">What the active bundle expects; <see langword="null"/> where there is none.</param>
    /// <param name="isOverridden">Whether the operator accepts another rate. None at all is never accepted.</param>
    /// <param name="settings">The limit.</param>
    public static GateResult SignalRate(
        ModelManifest manifest, double? activePerDay, bool isOverridden, ModelSettings settings)
    {
        var expected = manifest.ExpectedSignalsPerDay;
        if (!(expected > 0) || !double.IsFinite(expected))
            return Refuse(expected, 0, "Its thresholds would give no signal: it expects none per day.");
        var evidence = Text($"It expects {expected:0.##} signals per day over 222 symbols");
        if (activePerDay is not { } active || !(active > 0))
            return GateResult.Pass(ModelGate.SignalRate, evidence + "; no other bundle is active.");
        evidence += Text($"; the active one expects {active:0.##}");
        var change = Math.Abs(expected / active - 1);
        if (change <= settings.SignalRateChangeMax) return GateResult.Pass(ModelGate.SignalRate, evidence + ".");
        return isOverridden
            ? GateResult.Pass(ModelGate.SignalRate, evidence + "; the operator accepted the difference.")
            : Refuse(expected, active, evidence
                + Text($", and ±{settings.SignalRateChangeMax * 100:0} % is allowed ")
                + "without an override (--accept-rate).");

        static GateResult Refuse(double value, double limit, string evidence) =>
            GateResult.Refuse(ModelGate.SignalRate, new Reason(ReasonCode.ModelSignalRate, value, limit), evidence);
    }

    private static string? ProblemOf(ModelManifest manifest)
    {
        if (manifest.Format != ModelManifest.CurrentFormat)
            return Text($"Format {manifest.Format} is not read; {ModelManifest.CurrentFormat} is.");
        if (!BundleNames.IsVersion(manifest.Version))
            return $"'{BundleNames.Safe(manifest.Version)}' (spelt safely) is no version: 1 to 64 of [0-9A-Za-z._-].";
        if (manifest.Files.Count > BundleNames.FilesMax) return Text($"It lists {manifest.Files.Count} files.");
        foreach (var (name, file) in manifest.Files)
        {
            if (!BundleNames.IsFile(name))
                return $"'{BundleNames.Safe(name)}' (spelt safely) is no name of a file in a bundle.";
            if (file is null || file.Bytes is < 0 or > BundleNames.FileBytesMax)
                return Text($"{name} has {file?.Bytes} bytes; at most {BundleNames.FileBytesMax} are read.");
        }

        if (manifest.Files.Values.Sum(file => file.Bytes) > BundleNames.BundleBytesMax)
            return Text($"Its files are larger than {BundleNames.BundleBytesMax} bytes together.");
        return NumbersProblem(manifest);
    }

    private static string? NumbersProblem(ModelManifest manifest)
    {
        var calibration = manifest.Calibration;
        if (calibration.Xgboost is not { IsSound: true } || calibration.Tft is not { IsSound: true }
            || calibration.Ensemble is not { IsSound: true })
            return "A calibration has no positive scale or not three finite biases.";
        var (trees, transformer) = (manifest.Ensemble.Xgboost, manifest.Ensemble.Tft);
        if (!(trees is >= 0 and <= 1) || !(Math.Abs(trees + transformer - 1) <= WeightTolerance))
            return Text($"The weights {trees} and {transformer} do not sum to 1.");
        if (!manifest.EntryThresholds.IsSound)
            return Text($"Thresholds {manifest.Thresholds.Long}, {manifest.Thresholds.Short} are no probabilities.");
        return manifest.Data.To > manifest.Data.From ? null : "Its data end before they begin.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
