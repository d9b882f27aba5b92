using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Models;

/// <summary>A bundle as it was found, not yet believed.</summary>
/// <param name="Name">The folder or the version that was asked for.</param>
/// <param name="Manifest">Bytes of the manifest; <see langword="null"/> where there is none.</param>
/// <param name="Files">The files that were read, by name.</param>
/// <param name="Problem">Why something could not be read at all; <see langword="null"/> where all could.</param>
public sealed record BundleContent(string Name, ReadOnlyMemory<byte>? Manifest,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string? Problem = null)
{
    /// <summary>A file's bytes; <see langword="null"/> where it was not found.</summary>
    public ReadOnlyMemory<byte>? Find(string file) =>
        Files.TryGetValue(file, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?);
}

/// <summary>What the gates that need no model to run make of a bundle. Pure.</summary>
/// <param name="Manifest">The manifest; <see langword="null"/> where it cannot be read.</param>
/// <param name="IsSigned">Whether a trusted key signed it.</param>
/// <param name="Gates">The gates in order, up to the first that refused.</param>
public sealed record BundleInspection(ModelManifest? Manifest, bool IsSigned, IReadOnlyList<GateResult> Gates)
{
    /// <summary>Whether every gate passed.</summary>
    public bool Passed => Gates.All(gate => gate.Passed);

    /// <summary>The gate that refused; <see langword="null"/> where none did.</summary>
    public GateResult? Refusal => Gates.FirstOrDefault(gate => !gate.Passed);

    /// <summary>Asks manifest, files, signature and schema.</summary>
    public static BundleInspection Of(BundleContent content, TradingSettings settings)
    {
        if (content.Problem is { } problem) return Unreadable(problem);
        if (content.Manifest is not { } bytes)
            return Unreadable($"There is no {ModelManifest.FileName}: the bundle is not whole.");
        var (manifest, canonical, unreadable) = ManifestReader.Read(bytes);
        if (manifest is null) return Unreadable(unreadable);
        if (manifest.Version != content.Name)
            return Unreadable($"The folder is named {BundleNames.Safe(content.Name)} and the version is "
                + $"{BundleNames.Safe(manifest.Version)}; they must be the same.");

        var gates = new List<GateResult>();
        foreach (var gate in (Func<GateResult>[])
        [
            () => BundleGates.Manifest(manifest),
            () => BundleGates.Files(manifest, content.Find),
            () => BundleGates.Signature(manifest, canonical, settings),
            () => BundleGates.Schema(manifest),
        ])
        {
            gates.Add(gate());
            if (!gates[^1].Passed) break;
        }

        var isSigned = BundleSigning.Verify(manifest.Signature, canonical, settings.Models.TrustedKeys)
            == SignatureState.Trusted;
        return new(manifest, isSigned, gates);
    }

    private static BundleInspection Unreadable(string problem) => new(null, false,
        [GateResult.Refuse(ModelGate.Manifest, new Reason(ReasonCode.ModelUnreadable), problem)]);
}
