using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>Reads manifests, and the bytes of one that a signature covers.</summary>
public static class ManifestReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a manifest.</summary>
    /// <returns>The manifest with its canonical bytes, or what is wrong in words.</returns>
    public static (ModelManifest? Manifest, byte[] Canonical, string Problem) Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BundleNames.ManifestBytesMax)
            return (null, [], $"The manifest has {bytes.Length} bytes, more than {BundleNames.ManifestBytesMax}.");
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var manifest = document.RootElement.Deserialize(ManifestJson.Default.ModelManifest);
            return manifest is { Version: not null, SchemaHash: not null, Data: not null, Calibration: not null,
                Ensemble: not null, Thresholds.ExpectedSignalsPerDay: not null, Files: not null }
                && manifest.Data is { Symbols: not null, Sources: not null }
                ? (manifest, Canonical(document.RootElement), "")
                : (null, [], "The manifest lacks a part that it must have.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, [], $"The manifest cannot be read: {error.Message}");
        }
    }

    /// <summary>
    /// The bytes that are signed: every member but the signature in the order of the file, numbers as they are written,
    /// without white space.
    /// </summary>
    private static byte[] Canonical(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in root.EnumerateObject())
            {
                if (member.NameEquals("signature")) continue;
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>JSON of the manifest. What the file holds beyond it is for people and is left alone.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ParityFigures))]
[JsonSerializable(typeof(BundleFile))]
[JsonSerializable(typeof(BundleSignature))]
public sealed partial class ManifestJson : JsonSerializerContext;
