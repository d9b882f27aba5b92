using System.Security.Cryptography;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>
/// Judges a bundle, gate after gate, and moves the pointer when it passed them all. Whatever is refused leaves the
/// active bundle where it is, and the verdict where the status shows it.
/// </summary>
/// <param name="runtime">Runs models.</param>
/// <param name="blobs">Bundles and recorded inputs.</param>
/// <param name="store">Pointer and verdicts.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">Limits, keys and mode.</param>
public sealed class PromoteModel(
    IModelRuntime runtime, IBlobStore blobs, IEntityStore store, TimeProvider time, TradingSettings settings)
{
    private readonly BundleShelf _shelf = new(blobs);
    private readonly BundleTrial _trial = new(runtime, settings.Models);
    private readonly ModelRegister _register = new(store);

    /// <summary>Takes a bundle in and judges it.</summary>
    /// <param name="content">What was found.</param>
    /// <param name="acceptsRate">Whether another rate of signals than the active one's is accepted.</param>
    /// <param name="ct">Cancels between gates.</param>
    public async Task<ModelVerdict> PushAsync(BundleContent content, bool acceptsRate, CancellationToken ct)
    {
        var inspection = BundleInspection.Of(content, settings);
        if (inspection is not { Passed: true, Manifest: { } manifest })
            return await ConcludeAsync(content, inspection.Gates, false, ct);
        if (await _shelf.StoreAsync(content, manifest, ct) is { } refusal)
            return await ConcludeAsync(content, [.. inspection.Gates, refusal], false, ct);
        return await HandleAsync(manifest.Version, acceptsRate, ct);
    }

    /// <summary>Judges a stored bundle.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="acceptsRate">Whether another rate of signals than the active one's is accepted.</param>
    /// <param name="ct">Cancels between gates.</param>
    public async Task<ModelVerdict> HandleAsync(string version, bool acceptsRate, CancellationToken ct)
    {
        var content = await _shelf.ReadAsync(version, ct);
        var inspection = BundleInspection.Of(content, settings);
        if (inspection is not { Passed: true, Manifest: { } manifest })
            return await ConcludeAsync(content, inspection.Gates, false, ct);

        var (bundle, golden, gates) = _trial.Load(manifest, content);
        var results = new List<GateResult>([.. inspection.Gates, .. gates]);
        if (bundle is null || golden is null) return await ConcludeAsync(content, results, false, ct);
        using (bundle)
        {
            var pointer = await _register.ReadPointerAsync(ct);
            results.Add(BundleGates.Calibration(manifest, settings.Models));
            if (results[^1].Passed) results.Add(Rate(manifest, pointer, acceptsRate));
            if (results[^1].Passed) results.Add(_trial.Time(bundle, golden));
            if (results[^1].Passed) results.Add(await ShadowAsync(bundle, pointer?.Active, ct));
        }

        if (!results[^1].Passed) return await ConcludeAsync(content, results, false, ct);
        var summary = BundleSummary.Of(manifest, inspection.IsSigned);
        results.AddRange(await _register.MoveAsync(summary, time.GetUtcNow(),
            pointer => Rate(manifest, pointer, acceptsRate), ct));
        return await ConcludeAsync(content, results, results[^1].Passed, ct);
    }

    private GateResult Rate(ModelManifest manifest, ModelPointer? pointer, bool acceptsRate)
    {
        // A bundle is not held against itself: promoting the active one again changes nothing.
        var active = pointer?.Active is { } other && other.Version != manifest.Version ? other : null;
        return BundleGates.SignalRate(manifest, active?.ExpectedSignalsPerDay, acceptsRate, settings.Models);
    }

    private async Task<GateResult> ShadowAsync(LoadedBundle bundle, BundleSummary? activeSummary, CancellationToken ct)
    {
        using var active = await LoadActiveAsync(activeSummary, ct);
        try
        {
            var trial = new ShadowTrial(new InputArchive(blobs, settings.Models.ShadowSymbols), settings.Models);
            return BundleTrials.Shadow(bundle.Manifest, await trial.RunAsync(bundle, active, ct));
        }
        catch (ModelRuntimeException error)
        {
            return GateResult.Refuse(ModelGate.Shadow, new Reason(ReasonCode.ModelFailed), error.Message);
        }
    }

    /// <summary>The active bundle only serves comparison here: one that cannot be loaded is left out.</summary>
    private async Task<LoadedBundle?> LoadActiveAsync(BundleSummary? summary, CancellationToken ct)
    {
        if (summary is null) return null;
        var content = await _shelf.ReadAsync(summary.Version, ct);
        var inspection = BundleInspection.Of(content, settings);
        return inspection is { Passed: true, Manifest: { } manifest } ? _trial.Load(manifest, content).Bundle : null;
    }

    private async Task<ModelVerdict> ConcludeAsync(
        BundleContent content, IReadOnlyList<GateResult> gates, bool isPromoted, CancellationToken ct)
    {
        var hash = content.Manifest is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) : "";
        var verdict = new ModelVerdict(BundleNames.Safe(content.Name), time.GetUtcNow(), hash, isPromoted, gates);
        await _register.WriteVerdictAsync(verdict, ct);
        return verdict;
    }
}
