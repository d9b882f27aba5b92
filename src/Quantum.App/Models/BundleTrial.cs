using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>Runs a bundle's models through the gates that need them run.</summary>
/// <param name="runtime">Runs models.</param>
/// <param name="settings">Limits.</param>
public sealed class BundleTrial(IModelRuntime runtime, ModelSettings settings)
{
    /// <summary>Symbols of the timed batch: the universe of the published numbers.</summary>
    public const int TimedSymbols = 222;

    private const int TimedRuns = 5;

    private TimeSpan Limit => TimeSpan.FromMilliseconds(settings.ScoreTimeoutMs);

    /// <summary>Loads an inspected bundle and asks shapes, golden vectors and distributions.</summary>
    /// <returns>The loaded bundle, which the caller disposes, where all passed; and what each gate said.</returns>
    public (LoadedBundle? Bundle, GoldenVectors? Golden, IReadOnlyList<GateResult> Gates) Load(
        ModelManifest manifest, BundleContent content)
    {
        LoadedBundle? bundle = null;
        var gates = new List<GateResult>();
        try
        {
            bundle = LoadedBundle.Load(runtime, manifest, content);
            gates.Add(BundleTrials.Shapes(bundle.XgBoostSignature, bundle.TftSignature));
            var golden = gates[^1].Passed ? JudgeAnswers(bundle, content, gates) : null;
            if (gates.All(gate => gate.Passed)) return (bundle, golden, gates);
        }
        catch (ModelRuntimeException error)
        {
            gates.Add(GateResult.Refuse(gates.Count == 0 ? ModelGate.Shapes : ModelGate.Golden,
                new Reason(ReasonCode.ModelFailed), error.Message));
        }

        bundle?.Dispose();
        return (null, null, gates);
    }

    /// <summary>Asks how long both take for <see cref="TimedSymbols"/> symbols: the median of five runs.</summary>
    public GateResult Time(LoadedBundle bundle, GoldenVectors golden)
    {
        var slabs = golden.Repeat(TimedSymbols).AsMemory();
        var rows = slabs[^(TimedSymbols * FeatureSchema.Count)..];
        try
        {
            bundle.Score(rows, slabs, TimedSymbols, Limit); // The first run allocates what later ones use again.
            var times = Enumerable.Range(0, TimedRuns)
                .Select(_ => bundle.Score(rows, slabs, TimedSymbols, Limit).TotalMilliseconds).Order().ToList();
            return BundleTrials.Latency(times[TimedRuns / 2], settings);
        }
        catch (ModelRuntimeException error)
        {
            return GateResult.Refuse(ModelGate.Latency,
                new Reason(ReasonCode.ModelSlow, settings.ScoreTimeoutMs, settings.LatencyMaxMs), error.Message);
        }
    }

    private GoldenVectors? JudgeAnswers(LoadedBundle bundle, BundleContent content, List<GateResult> gates)
    {
        var (golden, problem) = GoldenVectors.Read(content);
        if (golden is null)
        {
            gates.Add(GateResult.Refuse(ModelGate.Golden, new Reason(ReasonCode.ModelGolden), problem));
            return null;
        }

        var ensemble = bundle.Manifest.EnsembleOf();
        bundle.Score(golden.Newest, golden.Slabs, golden.Rows, Limit);
        gates.Add(BundleTrials.Golden(ensemble, bundle.XgBoostAnswer, bundle.TftAnswer,
            (golden.XgBoost, golden.Tft, golden.Ensemble)));
        if (!gates[^1].Passed) return null;
        gates.Add(BundleTrials.Distributions(ensemble, bundle.XgBoostAnswer, bundle.TftAnswer));
        if (!gates[^1].Passed) return null;

        // A symbol without data is a row of zeros in the batch of the others.
        var zeros = new float[ModelContract.InputLength(ModelKind.Tft, 1)];
        bundle.Score(zeros.AsMemory(^FeatureSchema.Count..), zeros, 1, Limit);
        var empty = BundleTrials.Distributions(ensemble, bundle.XgBoostAnswer, bundle.TftAnswer);
        if (!empty.Passed) gates[^1] = empty with { Evidence = "On rows of zeros: " + empty.Evidence };
        return golden;
    }
}
