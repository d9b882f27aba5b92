using Quantum.App.Ports;
using Quantum.Core.Models;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>One bundle of the list.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsActive">Whether the pointer names it.</param>
/// <param name="Summary">What it says of itself; <see langword="null"/> where it cannot be read.</param>
/// <param name="Verdict">What the gates said last; <see langword="null"/> where they were never asked.</param>
public sealed record ModelEntry(string Version, bool IsActive, BundleSummary? Summary, ModelVerdict? Verdict);

/// <summary>Every bundle, the pointer and what serves.</summary>
/// <param name="Pointer">The pointer; <see langword="null"/> before the first promotion.</param>
/// <param name="Models">Stored bundles, and refused ones that were never stored, by version.</param>
/// <param name="Serving">What the scanning processes serve.</param>
public sealed record ModelReport(
    ModelPointer? Pointer, IReadOnlyList<ModelEntry> Models, IReadOnlyList<ModelServing> Serving);

/// <summary>Reads the bundles with their verdicts.</summary>
/// <param name="blobs">Bundles.</param>
/// <param name="store">Pointer and verdicts.</param>
/// <param name="settings">Trusted keys.</param>
public sealed class ListModels(IBlobStore blobs, IEntityStore store, TradingSettings settings)
{
    private readonly BundleShelf _shelf = new(blobs);
    private readonly ModelRegister _register = new(store);

    /// <summary>Reads them.</summary>
    public async Task<ModelReport> HandleAsync(CancellationToken ct)
    {
        var pointer = await _register.ReadPointerAsync(ct);
        var verdicts = (await _register.ReadVerdictsAsync(ct)).ToDictionary(verdict => verdict.Version);
        var entries = new List<ModelEntry>();
        foreach (var version in await _shelf.ListAsync(ct))
        {
            var inspection = BundleInspection.Of(await _shelf.ReadAsync(version, ct), settings);
            var summary = inspection.Manifest is { } manifest ? BundleSummary.Of(manifest, inspection.IsSigned) : null;
            verdicts.Remove(version, out var verdict);
            entries.Add(new(version, pointer?.Active?.Version == version, summary, verdict));
        }

        entries.AddRange(verdicts.Values.Select(verdict => new ModelEntry(verdict.Version, false, null, verdict)));
        return new(pointer, [.. entries.OrderBy(entry => entry.Version, StringComparer.Ordinal)],
            await _register.ReadServingAsync(ct));
    }

    /// <summary>The manifest of a bundle as it is stored; <see langword="null"/> where there is none.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(string version, CancellationToken ct) =>
        (await _shelf.ReadAsync(version, ct)).Manifest;
}
