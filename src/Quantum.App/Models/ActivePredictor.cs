using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Models;

/// <summary>
/// The bundle that the pointer names, in this process. Every scan compares the pointer first and swaps before it
/// scores; the bundle before is disposed then, because nobody scores between two scans. A bundle that cannot be loaded
/// leaves the one before in place. It never throws for a model's fault.
/// </summary>
public sealed class ActivePredictor : IPredictor, IDisposable
{
    private readonly BundleShelf _shelf;
    private readonly BundleTrial _trial;
    private readonly ModelRegister _register;
    private readonly TimeProvider _time;
    private readonly TradingSettings _settings;
    private readonly string _owner;
    private LoadedBundle? _bundle;
    private (string? Version, DateTimeOffset Since)? _followed;
    private Reason _silence = new(ReasonCode.ModelNone);
    private string? _loadProblem;
    private string? _scoreProblem;
    private ModelServing? _told;

    /// <summary>Wires it; nothing is loaded before the first scan.</summary>
    /// <param name="runtime">Runs models.</param>
    /// <param name="blobs">Bundles.</param>
    /// <param name="store">Pointer, and what this process serves.</param>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Limits, keys and mode.</param>
    /// <param name="owner">Name of this process.</param>
    public ActivePredictor(IModelRuntime runtime, IBlobStore blobs, IEntityStore store, TimeProvider time,
        TradingSettings settings, string owner)
    {
        (_shelf, _trial, _register) = (new(blobs), new(runtime, settings.Models), new(store));
        (_time, _settings, _owner) = (time, settings, owner);
    }

    /// <summary>Bundles loaded by this process.</summary>
    public int Swaps { get; private set; }

    /// <summary>
    /// Whether the process should be started anew: it has swapped as often as the settings allow, and the runtime does
    /// not promise to give native memory back.
    /// </summary>
    public bool WantsRecycling => Swaps >= _settings.Models.SwapsMax;

    /// <summary>Version of the bundle that is loaded; <see langword="null"/> for none.</summary>
    public string? Version => _bundle?.Manifest.Version;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Prediction>> PredictAsync(FeatureWindow window, CancellationToken ct)
    {
        await FollowAsync(ct);
        var predictions = new Prediction[window.Universe.Count];
        if (SilenceOf(window) is { } silence) Fall(predictions, silence);
        else Score(_bundle!, window, predictions);
        await TellAsync(predictions, ct);
        return predictions;
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle?.Dispose();

    /// <summary>Compares the pointer and swaps where it moved.</summary>
    private async Task FollowAsync(CancellationToken ct)
    {
        if (await _register.ReadPointerAsync(ct) is not { } pointer) return;

        // Two moves may fall into one instant: the clock of a scaled run stands still during its first step.
        var wanted = (pointer.Active?.Version, pointer.Since);
        if (wanted == _followed) return;
        if (pointer.Active is not { } active)
        {
            Replace(null, new Reason(ReasonCode.ModelNone));
            _followed = wanted;
            return;
        }

        var content = await _shelf.ReadAsync(active.Version, ct);
        var inspection = BundleInspection.Of(content, _settings);
        if (inspection is not { Passed: true, Manifest: { } manifest })
        {
            Keep(inspection.Refusal, active.Version);
            return;
        }

        var (bundle, _, gates) = _trial.Load(manifest, content);
        if (bundle is null)
        {
            Keep(gates.FirstOrDefault(gate => !gate.Passed), active.Version);
            return;
        }

        Replace(bundle, default);
        Swaps++;
        _followed = wanted;
    }

    /// <summary>What cannot be loaded is tried again with the next scan; until then the bundle before serves.</summary>
    private void Keep(GateResult? refusal, string version)
    {
        _loadProblem = $"{version} could not be loaded: {refusal?.Evidence}";
        if (_bundle is null) _silence = refusal?.Refusal ?? new Reason(ReasonCode.ModelFailed);
    }

    private void Replace(LoadedBundle? bundle, Reason silence)
    {
        _bundle?.Dispose();
        (_bundle, _silence, _loadProblem, _scoreProblem) = (bundle, silence, null, null);
    }

    private void Score(LoadedBundle bundle, FeatureWindow window, Prediction[] predictions)
    {
        try
        {
            bundle.Score(window.Rows, window.Slabs, predictions.Length,
                TimeSpan.FromMilliseconds(_settings.Models.ScoreTimeoutMs));
        }
        catch (ModelRuntimeException error)
        {
            _scoreProblem = error.Message;
            Fall(predictions, new Reason(ReasonCode.ModelFailed));
            return;
        }

        _scoreProblem = null;
        var (thresholds, version) = (bundle.Manifest.EntryThresholds, bundle.Manifest.Version);
        for (var index = 0; index < predictions.Length; index++)
        {
            var steps = window.UnbrokenSteps(index);
            predictions[index] = steps < ModelContract.Steps
                ? Prediction.None(new Reason(ReasonCode.ModelWindowShort, steps, ModelContract.Steps))
                : Prediction.Of(bundle.At(index), thresholds, version);
        }
    }

    /// <summary>Why nobody may speak in this scan; <see langword="null"/> where the bundle may.</summary>
    private Reason? SilenceOf(FeatureWindow window)
    {
        if (_bundle is null) return _silence;
        return window.IsEmpty
            ? new Reason(ReasonCode.ModelWindowShort, 0, ModelContract.Steps)
            : ModelAge.Expiry(_bundle.Manifest.Data.To, window.Newest + 1, _settings.Models);
    }

    private static void Fall(Prediction[] predictions, Reason silence) =>
        Array.Fill(predictions, Prediction.None(silence));

    /// <summary>Writes what this process serves where that changed: the status reads the store alone.</summary>
    private async Task TellAsync(Prediction[] predictions, CancellationToken ct)
    {
        var silence = Array.TrueForAll(predictions, prediction => prediction.IsSilent) && predictions.Length > 0
            ? predictions[0].Silence.Code : ReasonCode.None;
        var row = new ModelServing(_owner, Version, _time.GetUtcNow(), Swaps,
            silence == ReasonCode.None ? null : predictions[0].Silence,
            _loadProblem ?? _scoreProblem, WantsRecycling);
        if (_told is { } told && (told.Version, told.Swaps, told.Silence?.Code, told.Problem)
            == (row.Version, row.Swaps, row.Silence?.Code, row.Problem)) return;
        await _register.WriteServingAsync(row, ct);
        _told = row;
    }
}
