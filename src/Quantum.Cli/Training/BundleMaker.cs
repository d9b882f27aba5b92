using System.Security.Cryptography;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.Cli.State;
using Quantum.Core.Models;

namespace Quantum.Cli.Training;

/// <summary>Makes the bundle's folder of a candidate's, the manifest last.</summary>
internal static class BundleMaker
{
    private const string Description = "candidate.json";
    private const string Parity = "parity";

    /// <summary>Checks, signs and writes.</summary>
    /// <param name="candidate">Folder of the candidate.</param>
    /// <param name="output">Folder below which the bundle's folder is made.</param>
    /// <param name="signWith">File of a private key, PEM; <see langword="null"/> for an unsigned bundle.</param>
    /// <param name="runtime">Runs models.</param>
    /// <returns>The bundle's folder, and how exact the export is.</returns>
    /// <exception cref="StateException">The export is not exact, or the bundle cannot be written.</exception>
    /// <exception cref="InvalidDataException">The candidate is not what training writes.</exception>
    public static (string Folder, ParityFigures Parity) Make(
        string candidate, string output, string? signWith, IModelRuntime runtime)
    {
        var found = Read(candidate);
        var seal = new BundleSeal(runtime);
        var parity = Compare(seal, found);
        if (BundleSeal.ProblemOf(parity) is { } problem) throw new StateException(problem);
        using var key = signWith is null ? null : ReadKey(signWith);
        var manifest = BundleSeal.Manifest(found, parity, key);
        var version = ManifestReader.Read(manifest).Manifest?.Version ?? "";
        if (!BundleNames.IsVersion(version)) throw new InvalidDataException("The candidate's version is no version.");

        var folder = Path.Combine(output, version);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StateException($"{folder} exists; a version is made once.");
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in found.Files) File.WriteAllBytes(Path.Combine(folder, name), bytes.ToArray());
        File.WriteAllBytes(Path.Combine(folder, ModelManifest.FileName), manifest);
        return (folder, parity);
    }

    private static ParityFigures Compare(BundleSeal seal, BundleCandidate candidate)
    {
        try
        {
            return seal.Compare(candidate);
        }
        catch (ModelRuntimeException error)
        {
            throw new StateException($"The exported model does not run: {error.Message}");
        }
    }

    private static BundleCandidate Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))
            .Where(name => name != Description && BundleNames.IsFile(name))
            .ToDictionary(name => name, name => Bytes(folder, name), StringComparer.Ordinal);
        return new(Bytes(folder, Description), files, Bytes(folder, Parity, "parity-window.npy"),
            Bytes(folder, Parity, "parity-xgboost.npy"), Bytes(folder, Parity, "parity-tft.npy"));
    }

    private static ReadOnlyMemory<byte> Bytes(params string[] path) => File.ReadAllBytes(Path.Combine(path));

    private static ECDsa ReadKey(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == 256) return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            // Told below: neither names the file.
        }

        key.Dispose();
        throw new StateException($"{file} holds no private key on P-256 in PEM.");
    }
}
