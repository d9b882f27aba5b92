using Quantum.App.Models;
using Quantum.Conformance;
using Quantum.Core.Models;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>Bundles as folders.</summary>
internal static class BundleOnDisk
{
    /// <summary>Writes one, the manifest last, and answers its folder.</summary>
    public static string Write(string folder, BundleContent bundle)
    {
        var path = Path.Combine(folder, bundle.Name);
        Directory.CreateDirectory(path);
        foreach (var (name, bytes) in bundle.Files) File.WriteAllBytes(Path.Combine(path, name), bytes.ToArray());
        if (bundle.Manifest is { } manifest)
            File.WriteAllBytes(Path.Combine(path, ModelManifest.FileName), manifest.ToArray());
        return path;
    }

    /// <summary>Writes a sound one that decides nearly every symbol to be flat.</summary>
    public static string WriteSound(string folder, string version) =>
        Write(folder, SampleBundle.Make(version, model: new SampleModel(0, 3, 0, 1)));
}
