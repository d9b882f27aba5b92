using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.Core.Arrays;
using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.Conformance;

/// <summary>A model whose logits are constants, and for up also a multiple of the newest row's first feature.</summary>
/// <param name="Down">Logit of down.</param>
/// <param name="Flat">Logit of flat.</param>
/// <param name="Up">Logit of up.</param>
/// <param name="UpWeight">What one unit of the first feature adds to the logit of up.</param>
public sealed record SampleModel(double Down, double Flat, double Up, double UpWeight)
{
    /// <summary>Its answer to a row whose first feature is this.</summary>
    public Distribution Answer(double first)
    {
        var (down, flat, up) = (Math.Exp(Down), Math.Exp(Flat), Math.Exp(Up + (UpWeight * first)));
        var sum = down + flat + up;
        return new(down / sum, flat / sum, up / sum);
    }

    /// <summary>The model as an ONNX file.</summary>
    public byte[] ToOnnx(ModelKind kind)
    {
        var weights = new float[FeatureSchema.Count * 3];
        weights[2] = (float)UpWeight;
        return OnnxModels.Linear(kind, weights, [(float)Down, (float)Flat, (float)Up]);
    }
}

/// <summary>Whole, sound bundles around a <see cref="SampleModel"/>, to be broken in one way by a test.</summary>
public static class SampleBundle
{
    private static readonly double[] Firsts = [0, 0.5, -0.5, 1];

    /// <summary>A model that is undecided at 0 and sure of up at 1.</summary>
    public static SampleModel Sure { get; } = new(0, 1, 0, 4);

    /// <summary>Makes one.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="file">Writes a model's file; as ONNX where nothing is given.</param>
    /// <param name="model">Both models; <see cref="Sure"/> where nothing is given.</param>
    /// <param name="change">Changes the manifest before it is written.</param>
    /// <param name="key">Signs it.</param>
    public static BundleContent Make(string version, Func<ModelKind, SampleModel, byte[]>? file = null,
        SampleModel? model = null, Action<JsonObject>? change = null, ECDsa? key = null)
    {
        model ??= Sure;
        file ??= (kind, sample) => sample.ToOnnx(kind);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["xgboost.onnx"] = file(ModelKind.XgBoost, model),
            ["tft.onnx"] = file(ModelKind.Tft, model),
            [BundleNames.GoldenWindow] = Npy(Windows(), ModelContract.Steps, Firsts.Length, FeatureSchema.Count),
            [BundleNames.GoldenXgBoost] = Answers(model),
            [BundleNames.GoldenTft] = Answers(model),
            [BundleNames.GoldenEnsemble] = Answers(model),
        };
        var manifest = Manifest(version, files);
        change?.Invoke(manifest);
        return new(version, Write(manifest, key), files);
    }

    /// <summary>The same bundle with a file replaced, or without it; its manifest stays as it was.</summary>
    public static BundleContent With(this BundleContent bundle, string name, ReadOnlyMemory<byte>? bytes)
    {
        var files = bundle.Files.Where(file => file.Key != name).ToDictionary();
        if (bytes is { } known) files.Add(name, known);
        return bundle with { Files = files };
    }

    /// <summary>A <c>.npy</c> file of float32.</summary>
    public static byte[] Npy(float[] values, params long[] shape)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return [.. new NpyHeader(NpyType.Float32, shape).Encode(), .. bytes];
    }

    /// <summary>Golden windows: the first feature of the newest rows is 0, 0.5, −0.5 and 1; all else is 0.</summary>
    public static float[] Windows()
    {
        var windows = new float[ModelContract.InputLength(ModelKind.Tft, Firsts.Length)];
        var newest = windows.Length - (Firsts.Length * FeatureSchema.Count);
        for (var row = 0; row < Firsts.Length; row++)
            windows[newest + (row * FeatureSchema.Count)] = (float)Firsts[row];
        return windows;
    }

    /// <summary>What a model answers to <see cref="Windows"/>, as a <c>.npy</c> file.</summary>
    public static byte[] Answers(SampleModel model) => Npy(
        [.. Firsts.Select(model.Answer).SelectMany(answer =>
            new[] { (float)answer.Down, (float)answer.Flat, (float)answer.Up })], Firsts.Length, 3);

    private static byte[] Write(JsonObject manifest, ECDsa? key)
    {
        if (key is null) return Encoding.UTF8.GetBytes(manifest.ToJsonString());
        var canonical = ManifestReader.Read(Encoding.UTF8.GetBytes(manifest.ToJsonString())).Canonical;
        var signature = BundleSigning.Sign(key, canonical);
        manifest["signature"] = new JsonObject { ["keyId"] = signature.KeyId, ["value"] = signature.Value };
        return Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    private static JsonObject Manifest(string version, Dictionary<string, ReadOnlyMemory<byte>> files)
    {
        JsonObject Same() => new() { ["scale"] = 1, ["bias"] = new JsonArray(0, 0, 0) };
        var listed = files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)new JsonObject
        {
            ["bytes"] = file.Value.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Value.Span)),
        }));
        return new JsonObject
        {
            ["format"] = 1,
            ["version"] = version,
            ["createdAt"] = "2025-06-01T12:00:00Z",
            ["schemaHash"] = FeatureSchema.Hash,
            ["steps"] = ModelContract.Steps,
            ["featureCount"] = FeatureSchema.Count,
            ["label"] = new JsonObject { ["horizonMinutes"] = 45 },
            ["data"] = new JsonObject
            {
                ["from"] = "2025-01-01T00:00:00Z", ["to"] = "2025-06-01T00:00:00Z", ["rows"] = 1000,
                ["symbols"] = new JsonArray("BTCUSDT", "NEARUSDT"), ["sha256"] = "00",
                ["sources"] = new JsonArray(
                    new JsonObject { ["file"] = "a.csv.gz", ["sha256"] = "00", ["rows"] = 1000 }),
            },
            ["calibration"] = new JsonObject
            {
                ["xgboost"] = Same(), ["tft"] = Same(), ["ensemble"] = Same(), ["error"] = 0.01,
            },
            ["ensemble"] = new JsonObject { ["xgboost"] = 0.5, ["tft"] = 0.5 },
            ["thresholds"] = new JsonObject
            {
                ["long"] = 0.6, ["short"] = 0.6,
                ["expectedSignalsPerDay"] = new JsonObject { ["long"] = 3, ["short"] = 3 },
                ["expectedNetReturn"] = new JsonObject { ["long"] = 0.001, ["short"] = null },
            },
            ["approvedForLive"] = true,
            ["approvalReason"] = "It beats every baseline after costs.",
            ["codeCommit"] = "0000000",
            ["files"] = new JsonObject(listed),
            ["signature"] = null,
        };
    }
}
