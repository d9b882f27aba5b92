using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Models;

namespace Quantum.App.Tests.Models;

public sealed class ManifestReaderTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Every_part_of_a_whole_one_is_read()
    {
        var (manifest, _, problem) = ManifestReader.Read(Whole());
        Assert.Empty(problem);
        Assert.Equal(("m1", 64, 0.5, 0.6), (manifest!.Version, manifest.Steps, manifest.Ensemble.Tft,
            manifest.Thresholds.Short));
        Assert.Equal(["BTCUSDT", "NEARUSDT"], manifest.Data.Symbols);
        Assert.Equal(3, manifest.Thresholds.ExpectedSignalsPerDay.Long);
        Assert.Contains("tft.onnx", manifest.Files.Keys);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("schemaHash")]
    [InlineData("data")]
    [InlineData("calibration")]
    [InlineData("ensemble")]
    [InlineData("thresholds")]
    [InlineData("files")]
    public void One_that_lacks_a_part_is_refused(string part)
    {
        var json = Parse();
        json.Remove(part);
        AssertRefused(Bytes(json), "The manifest cannot be read: ");
        Assert.Contains($"'{part}'", ManifestReader.Read(Bytes(json)).Problem, StringComparison.Ordinal);
        json[part] = null;
        AssertRefused(Bytes(json), "The manifest lacks a part that it must have.");
    }

    [Theory]
    [InlineData("{}", "The manifest cannot be read: ")]
    [InlineData("null", "The manifest")]
    [InlineData("[1]", "The manifest")]
    [InlineData("{\"version\":\"m1\",\"version\":\"m2\"}", "The manifest cannot be read: ")]
    [InlineData("{\"version\":{}}", "The manifest cannot be read: ")]
    [InlineData("{\"data\":{\"rows\":\"many\"}}", "The manifest cannot be read: ")]
    [InlineData("", "The manifest cannot be read: ")]
    public void What_is_none_is_refused_with_words(string text, string start) =>
        AssertRefused(Encoding.UTF8.GetBytes(text), start);

    [Fact]
    public void One_that_is_too_long_is_not_even_parsed()
    {
        var padded = new byte[BundleNames.ManifestBytesMax + 1];
        AssertRefused(padded, $"The manifest has {padded.Length} bytes, more than {BundleNames.ManifestBytesMax}.");
    }

    [Fact]
    public void One_that_is_nested_without_end_is_refused()
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33);
        AssertRefused(Encoding.UTF8.GetBytes(text), "The manifest cannot be read: ");
    }

    [Fact]
    public void White_space_and_the_signature_are_not_signed_and_all_else_is()
    {
        var canonical = ManifestReader.Read(Whole()).Canonical;
        var spaced = Encoding.UTF8.GetBytes(Parse().ToJsonString(Indented));
        Assert.Equal(canonical, ManifestReader.Read(spaced).Canonical);

        var signed = Parse();
        signed["signature"] = new JsonObject { ["keyId"] = "k", ["value"] = "v" };
        Assert.Equal(canonical, ManifestReader.Read(Bytes(signed)).Canonical);

        foreach (var name in Parse().Select(member => member.Key).Where(name => name != "signature"))
        {
            var lacking = Parse();
            lacking.Remove(name);
            lacking["extra"] = 1; // What nobody reads is covered too.
            var (manifest, bytes, _) = ManifestReader.Read(Bytes(lacking));
            if (manifest is not null) Assert.False(canonical.AsSpan().SequenceEqual(bytes), $"{name} is not signed.");
        }
    }

    private static void AssertRefused(ReadOnlyMemory<byte> bytes, string start)
    {
        var (manifest, canonical, problem) = ManifestReader.Read(bytes);
        Assert.Null(manifest);
        Assert.Empty(canonical);
        Assert.StartsWith(start, problem, StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Whole() => FakeModelRuntime.Bundle("m1").Manifest!.Value;

    private static JsonObject Parse() => JsonNode.Parse(Whole().Span)!.AsObject();

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
