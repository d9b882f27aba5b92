using System.Globalization;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Models;

/// <summary>What a bundle and the active one gave on recorded inputs.</summary>
/// <param name="Rows">Inputs scored: one symbol in one minute each.</param>
/// <param name="Signals">Of those, the ones that reach a threshold of the candidate.</param>
/// <param name="Highest">The highest probability that the candidate gave to up or down; NaN without inputs.</param>
/// <param name="Faults">Answers of the candidate that were no distribution.</param>
/// <param name="ActiveSignals">Signals of the active bundle on them; <see langword="null"/> without one.</param>
public sealed record ShadowScore(int Rows, int Signals, double Highest, int Faults, int? ActiveSignals);

/// <summary>The gates that judge what a bundle's models did when they were run. Each refuses NaN. Pure.</summary>
public static class BundleTrials
{
    /// <summary>How far the trees' answers may be from where they were trained. Source: issue 4.</summary>
    public const double XgBoostTolerance = 1e-5;

    /// <summary>How far the transformer's answers may be from where it was trained. Source: issue 4.</summary>
    public const double TftTolerance = 1e-4;

    /// <summary>No signal is held against a bundle when it had a chance of at most this to be so by luck.</summary>
    public const double SilenceChanceMax = 0.01;

    /// <summary>Contracts that a manifest's expected signals a day are counted over.</summary>
    public const double SymbolsOfRate = 222;

    private const double MinutesPerDay = 1440;

    /// <summary>Judges what the models say they take and give.</summary>
    public static GateResult Shapes(ModelSignature xgBoost, ModelSignature tft)
    {
        foreach (var (kind, signature) in new[] { (ModelKind.XgBoost, xgBoost), (ModelKind.Tft, tft) })
        {
            if (ModelContract.ProblemOf(kind, signature) is { } problem)
                return GateResult.Refuse(ModelGate.Shapes, new Reason(ReasonCode.ModelShape),
                    $"{ModelContract.FileOf(kind)}: {problem}");
        }

        return GateResult.Pass(ModelGate.Shapes, "Both models load, take this system's input and give three classes.");
    }

    /// <summary>Compares answers on the golden inputs with those of the training machine.</summary>
    /// <param name="ensemble">How the raw answers become one.</param>
    /// <param name="xgBoost">Raw answers here, three per row.</param>
    /// <param name="tft">Raw answers here, three per row.</param>
    /// <param name="golden">Answers there: trees raw, transformer raw, ensemble.</param>
    public static GateResult Golden(Ensemble ensemble, float[] xgBoost, float[] tft,
        (float[] XgBoost, float[] Tft, float[] Ensemble) golden)
    {
        var (trees, transformer, combined) = (0.0, 0.0, 0.0);
        var rows = xgBoost.Length / ModelContract.Classes;
        for (var row = 0; row < rows; row++)
        {
            var (first, second) = (Distribution.At(xgBoost, row), Distribution.At(tft, row));
            trees = Math.Max(trees, first.DistanceTo(Distribution.At(golden.XgBoost, row)));
            transformer = Math.Max(transformer, second.DistanceTo(Distribution.At(golden.Tft, row)));
            combined = Math.Max(combined,
                ensemble.Combine(first, second).Combined.DistanceTo(Distribution.At(golden.Ensemble, row)));
        }

        // A calibration may stretch a difference; the ensemble is held to the coarser limit times its scales.
        var stretch = Math.Max(1, Math.Max(ensemble.XgBoost.Scale, ensemble.Tft.Scale) * ensemble.Mixture.Scale);
        var evidence = Text($"{rows} golden vectors differ by at most {trees:0.0e+0} (XGBoost), ")
            + Text($"{transformer:0.0e+0} (TFT) and {combined:0.0e+0} (ensemble).");
        if (!(trees <= XgBoostTolerance)) return Refuse(trees, XgBoostTolerance, evidence);
        if (!(transformer <= TftTolerance)) return Refuse(transformer, TftTolerance, evidence);
        return combined <= TftTolerance * stretch
            ? GateResult.Pass(ModelGate.Golden, evidence)
            : Refuse(combined, TftTolerance * stretch, evidence);

        static GateResult Refuse(double value, double limit, string evidence) =>
            GateResult.Refuse(ModelGate.Golden, new Reason(ReasonCode.ModelGolden, value, limit), evidence);
    }

    /// <summary>Judges whether every answer is a distribution.</summary>
    /// <param name="ensemble">How the raw answers become one.</param>
    /// <param name="xgBoost">Raw answers, three per row.</param>
    /// <param name="tft">Raw answers, three per row.</param>
    public static GateResult Distributions(Ensemble ensemble, float[] xgBoost, float[] tft)
    {
        var rows = xgBoost.Length / ModelContract.Classes;
        for (var row = 0; row < rows; row++)
        {
            var (trees, transformer) = (Distribution.At(xgBoost, row), Distribution.At(tft, row));
            var wrong = !trees.IsSound() ? trees : !transformer.IsSound() ? transformer : default(Distribution?);
            if (wrong is null && ensemble.Combine(trees, transformer).IsSound) continue;
            var (down, flat, up) = wrong ?? ensemble.Combine(trees, transformer).Combined;
            return GateResult.Refuse(ModelGate.Distribution,
                new Reason(ReasonCode.ModelNotDistribution, down + flat + up, 1),
                Text($"Row {row} of {rows} gives down {down}, flat {flat}, up {up}: that is no distribution."));
        }

        return GateResult.Pass(ModelGate.Distribution, Text($"All {rows} answers are distributions."));
    }

    /// <summary>Judges how long both models take.</summary>
    /// <param name="milliseconds">Both, for 222 symbols.</param>
    /// <param name="settings">The limit.</param>
    public static GateResult Latency(double milliseconds, ModelSettings settings)
    {
        var evidence = Text($"Both models score 222 symbols in {milliseconds:0.0} ms; ")
            + Text($"at most {settings.LatencyMaxMs:0} ms are allowed.");
        return milliseconds <= settings.LatencyMaxMs
            ? GateResult.Pass(ModelGate.Latency, evidence)
            : GateResult.Refuse(ModelGate.Latency,
                new Reason(ReasonCode.ModelSlow, milliseconds, settings.LatencyMaxMs), evidence);
    }

    /// <summary>
    /// Judges the answers on recorded inputs. No signal is a refusal only where the bundle's own rate makes that
    /// unlikely (Poisson): a young system has too few inputs to tell.
    /// </summary>
    public static GateResult Shadow(ModelManifest manifest, ShadowScore score)
    {
        if (score.Faults > 0)
            return GateResult.Refuse(ModelGate.Shadow, new Reason(ReasonCode.ModelNotDistribution, score.Faults, 0),
                Text($"{score.Faults} of {score.Rows} recorded inputs gave no distribution."));
        var expected = manifest.ExpectedSignalsPerDay * score.Rows / (SymbolsOfRate * MinutesPerDay);
        var evidence = Text($"{score.Rows} recorded inputs give {score.Signals} signals where ")
            + Text($"{expected:0.##} are expected");
        if (score.ActiveSignals is { } active) evidence += Text($"; the active bundle gives {active}");
        if (score.Signals > 0) return GateResult.Pass(ModelGate.Shadow, evidence + ".");
        return Math.Exp(-expected) > SilenceChanceMax
            ? GateResult.Pass(ModelGate.Shadow, evidence + "; too few inputs to hold that against it.")
            : GateResult.Refuse(ModelGate.Shadow, new Reason(ReasonCode.ModelNoSignal, score.Signals, expected),
                "Its thresholds would give no signal on recent inputs: " + evidence
                + Text($"; the highest probability was {score.Highest:0.0000}, the thresholds are ")
                + Text($"{manifest.Thresholds.Long:0.0000} (long) and {manifest.Thresholds.Short:0.0000} (short)."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
