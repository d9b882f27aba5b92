using Quantum.App.Models;
using Quantum.Core.Models;

namespace Quantum.Cli.Models;

/// <summary>
/// Reads bundles from folders. What a folder holds is not believed: only files that its manifest names are opened, and
/// none that is larger than a bundle's may be.
/// </summary>
internal static class BundleFolder
{
    /// <summary>The folders below one that hold a manifest, or the folder itself where it does; by name.</summary>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        if (File.Exists(Path.Combine(folder, ModelManifest.FileName))) return [folder];
        return
        [
            .. Directory.EnumerateDirectories(folder)
                .Where(path => File.Exists(Path.Combine(path, ModelManifest.FileName)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What tells that a folder has changed: names, lengths and times of its files.</summary>
    public static string Fingerprint(string folder) => string.Join('\n', new DirectoryInfo(folder).EnumerateFiles()
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));

    /// <summary>Reads a bundle; what is wrong with it is told by its inspection.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static BundleContent Read(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var manifestFile = new FileInfo(Path.Combine(folder, ModelManifest.FileName));
        if (!manifestFile.Exists) return new(name, null, files);
        if (manifestFile.Length > BundleNames.ManifestBytesMax)
            return new(name, null, files, $"The manifest has {manifestFile.Length} bytes; "
                + $"at most {BundleNames.ManifestBytesMax} are read.");
        var bytes = File.ReadAllBytes(manifestFile.FullName);
        if (ManifestReader.Read(bytes).Manifest is not { } manifest) return new(name, bytes, files);

        var total = 0L;
        foreach (var file in manifest.Files.Keys.Where(BundleNames.IsFile).Take(BundleNames.FilesMax))
        {
            var info = new FileInfo(Path.Combine(folder, file));
            if (!info.Exists) continue;
            total += info.Length;
            if (info.Length > BundleNames.FileBytesMax || total > BundleNames.BundleBytesMax)
                return new(name, bytes, files, $"{file} has {info.Length} bytes, more than a bundle may hold.");

            // A pipe or a device has no length and would be waited for.
            files.Add(file, info.Length == 0 ? Array.Empty<byte>() : File.ReadAllBytes(info.FullName));
        }

        return new(name, bytes, files);
    }
}
