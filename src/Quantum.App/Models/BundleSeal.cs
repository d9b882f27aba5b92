using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>What training left behind, before anybody vouches for it.</summary>
/// <param name="Description">Bytes of <c>candidate.json</c>.</param>
/// <param name="Files">The files that the bundle will hold, by name.</param>
/// <param name="ParityWindow"><c>parity-window.npy</c>: float32 [64, rows, 52], NaN and extreme rows included.</param>
/// <param name="ParityXgBoost"><c>parity-xgboost.npy</c>: raw native answers, float32 [rows, 3].</param>
/// <param name="ParityTft"><c>parity-tft.npy</c>: raw native answers, float32 [rows, 3].</param>
public sealed record BundleCandidate(ReadOnlyMemory<byte> Description,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, ReadOnlyMemory<byte> ParityWindow,
    ReadOnlyMemory<byte> ParityXgBoost, ReadOnlyMemory<byte> ParityTft);

/// <summary>
/// Turns a candidate into a bundle: the exported models must answer here as the trained ones did there, then the
/// manifest gets the figures, the hashes of the files and, where there is a key, a signature.
/// </summary>
/// <param name="runtime">Runs models.</param>
public sealed class BundleSeal(IModelRuntime runtime)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true };
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Compares the exported models with the trained ones.</summary>
    /// <exception cref="InvalidDataException">An array is not what it should be.</exception>
    /// <exception cref="ModelRuntimeException">A model cannot be loaded or run.</exception>
    public ParityFigures Compare(BundleCandidate candidate)
    {
        var (window, shape) = NpyFloats.Read(candidate.ParityWindow, "parity-window.npy");
        if (shape is not [ModelContract.Steps, > 0 and < 100_000, var features] || features != FeatureSchema.Count)
            throw new InvalidDataException($"parity-window.npy is [{string.Join(", ", shape)}], not [64, rows, 52].");
        var rows = (int)shape[1];
        var newest = window.AsMemory(^(rows * FeatureSchema.Count)..);
        return new(rows,
            Largest(candidate, ModelKind.XgBoost, newest, rows, candidate.ParityXgBoost),
            Largest(candidate, ModelKind.Tft, window, rows, candidate.ParityTft));
    }

    /// <summary>Why a parity is not good enough; <see langword="null"/> where it is.</summary>
    public static string? ProblemOf(ParityFigures parity) =>
        !(parity.XgboostMax <= BundleTrials.XgBoostTolerance)
            ? Away(ModelKind.XgBoost, parity.XgboostMax, BundleTrials.XgBoostTolerance)
            : !(parity.TftMax <= BundleTrials.TftTolerance)
                ? Away(ModelKind.Tft, parity.TftMax, BundleTrials.TftTolerance)
                : null;

    /// <summary>The manifest of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="parity">How exact the export is.</param>
    /// <param name="key">A private key on P-256; <see langword="null"/> for an unsigned bundle.</param>
    /// <exception cref="InvalidDataException">The description cannot be read.</exception>
    public static byte[] Manifest(BundleCandidate candidate, ParityFigures parity, ECDsa? key)
    {
        var unsigned = Write(candidate, parity, null);
        var (manifest, canonical, problem) = ManifestReader.Read(unsigned);
        if (manifest is null) throw new InvalidDataException($"candidate.json: {problem}");
        return key is null ? unsigned : Write(candidate, parity, BundleSigning.Sign(key, canonical));
    }

    private static byte[] Write(BundleCandidate candidate, ParityFigures parity, BundleSignature? signature)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var document = Parse(candidate.Description))
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject()
                .Where(member => member.Name is not ("parity" or "files" or "signature"))) member.WriteTo(writer);
            writer.WritePropertyName("parity");
            JsonSerializer.Serialize(writer, parity, ManifestJson.Default.ParityFigures);
            writer.WriteStartObject("files");
            foreach (var (name, bytes) in candidate.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(name);
                var file = new BundleFile(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
                JsonSerializer.Serialize(writer, file, ManifestJson.Default.BundleFile);
            }

            writer.WriteEndObject();
            writer.WritePropertyName("signature");
            if (signature is null) writer.WriteNullValue();
            else JsonSerializer.Serialize(writer, signature, ManifestJson.Default.BundleSignature);
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string Away(ModelKind kind, double largest, double limit) => FormattableString.Invariant(
        $"{ModelContract.FileOf(kind)} answers {largest:0.0e+0} away from the trained model; limit {limit:0.0e+0}.");

    private static JsonDocument Parse(ReadOnlyMemory<byte> description)
    {
        try
        {
            var document = JsonDocument.Parse(description);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw new InvalidDataException("candidate.json is no object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"candidate.json: {error.Message}", error);
        }
    }

    private double Largest(BundleCandidate candidate, ModelKind kind, ReadOnlyMemory<float> batch, int rows,
        ReadOnlyMemory<byte> answers)
    {
        var file = ModelContract.FileOf(kind);
        if (!candidate.Files.TryGetValue(file, out var model)) throw new InvalidDataException($"{file} is missing.");
        var (wanted, shape) = NpyFloats.Read(answers, $"parity answers of {file}");
        if (shape is not [var count, ModelContract.Classes] || count != rows)
            throw new InvalidDataException($"The parity answers of {file} are [{string.Join(", ", shape)}].");
        var given = new float[wanted.Length];
        using var session = runtime.Load(kind, model);
        if (ModelContract.ProblemOf(kind, session.Signature) is { } problem)
            throw new InvalidDataException($"{file}: {problem}");
        session.Score(batch, rows, given, Limit);
        var largest = 0.0;
        for (var index = 0; index < wanted.Length; index++)
        {
            if (float.IsNaN(wanted[index]) && float.IsNaN(given[index])) continue; // Both refuse to answer.
            var difference = Math.Abs((double)wanted[index] - given[index]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
        }

        return largest;
    }
}
