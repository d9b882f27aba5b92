using Quantum.App.Ports;
using Quantum.Core.Models;
using Quantum.Core.Reasons;

namespace Quantum.App.Models;

/// <summary>
/// Bundles among the blobs, as <c>models/{version}/{file}</c>. The manifest is written last, so a bundle with one is
/// whole; a name is written once, so it stays what it was.
/// </summary>
/// <param name="blobs">Where they are kept.</param>
public sealed class BundleShelf(IBlobStore blobs)
{
    /// <summary>The names of bundles begin so.</summary>
    public const string Prefix = "models/";

    /// <summary>A file's blob.</summary>
    public static string NameOf(string version, string file) => $"{Prefix}{version}/{file}";

    /// <summary>The versions that have a manifest, in ascending order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        const string ending = "/" + ModelManifest.FileName;
        var names = await blobs.ListAsync(Prefix, ct);
        return
        [
            .. names.Where(name => name.EndsWith(ending, StringComparison.Ordinal))
                .Select(name => name[Prefix.Length..^ending.Length]).Where(BundleNames.IsVersion),
        ];
    }

    /// <summary>Reads a bundle; what is missing or too large is told by its inspection.</summary>
    public async Task<BundleContent> ReadAsync(string version, CancellationToken ct)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        if (!BundleNames.IsVersion(version))
            return new(version, null, files, $"'{BundleNames.Safe(version)}' (spelt safely) is no version.");
        if (await blobs.ReadAsync(NameOf(version, ModelManifest.FileName), ct) is not { } manifest)
            return new(version, null, files, $"There is no bundle {version}.");
        if (ManifestReader.Read(manifest).Manifest is not { } known) return new(version, manifest, files);
        foreach (var name in known.Files.Keys.Where(BundleNames.IsFile).Take(BundleNames.FilesMax))
        {
            if (await blobs.ReadAsync(NameOf(version, name), ct) is { } bytes) files.Add(name, bytes);
        }

        return new(version, manifest, files);
    }

    /// <summary>
    /// Stores an inspected bundle, the manifest last. Repeating it does no harm; what a push left unfinished is
    /// replaced.
    /// </summary>
    /// <returns>Why not; <see langword="null"/> when it is there, whole.</returns>
    public async Task<GateResult?> StoreAsync(BundleContent content, ModelManifest manifest, CancellationToken ct)
    {
        var (version, bytes) = (manifest.Version, content.Manifest!.Value);
        var manifestName = NameOf(version, ModelManifest.FileName);
        if (await blobs.ReadAsync(manifestName, ct) is { } known)
        {
            return known.Span.SequenceEqual(bytes.Span) ? null : GateResult.Refuse(ModelGate.Files,
                new Reason(ReasonCode.ModelVersionTaken),
                $"There is another bundle {version} already; a version is made once.");
        }

        foreach (var name in manifest.Files.Keys.Order(StringComparer.Ordinal))
        {
            var (blob, file) = (NameOf(version, name), content.Files[name]);
            if (await blobs.TryPutAsync(blob, file, ct)) continue;
            if (await blobs.ReadAsync(blob, ct) is { } left && left.Span.SequenceEqual(file.Span)) continue;
            await blobs.TryDeleteAsync(blob, ct); // Without a manifest nobody has read it.
            await blobs.TryPutAsync(blob, file, ct);
        }

        await blobs.TryPutAsync(manifestName, bytes, ct);
        return null;
    }
}
