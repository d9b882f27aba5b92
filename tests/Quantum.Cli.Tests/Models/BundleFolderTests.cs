using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.Cli.Models;
using Quantum.Cli.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Cli.Tests.Models;

public sealed class BundleFolderTests
{
    [Fact]
    public void A_bundle_is_read_as_it_was_written()
    {
        using var directory = new TemporaryDirectory();
        var folder = BundleOnDisk.WriteSound(directory.Path, "m1");
        Assert.True(Inspect(folder).Passed);
        Assert.Equal([folder], BundleFolder.Find(directory.Path));
        Assert.Equal([folder], BundleFolder.Find(folder));
        Assert.Empty(BundleFolder.Find(directory.Of("nowhere")));
    }

    [Fact]
    public void A_file_outside_the_folder_is_never_opened()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.Of("secret"), "secret");
        var bundle = SampleBundle.Make("m1", change: json =>
            json["files"]!["../secret"] = new JsonObject { ["bytes"] = 6, ["sha256"] = "" });
        var content = BundleFolder.Read(BundleOnDisk.Write(directory.Path, bundle));
        Assert.DoesNotContain("../secret", content.Files.Keys);
        Assert.Equal(ReasonCode.ModelUnreadable,
            BundleInspection.Of(content, new TradingSettings()).Refusal?.Refusal?.Code);
    }

    [Fact]
    public void An_oversized_file_is_not_read()
    {
        using var directory = new TemporaryDirectory();
        var folder = BundleOnDisk.WriteSound(directory.Path, "m1");
        using (var file = File.Create(Path.Combine(folder, "tft.onnx"))) file.SetLength(40_000_000);
        var content = BundleFolder.Read(folder);
        Assert.Contains("40000000 bytes", content.Problem, StringComparison.Ordinal);
        Assert.False(Inspect(folder).Passed);
    }

    [Fact]
    public void An_oversized_manifest_is_not_read()
    {
        using var directory = new TemporaryDirectory();
        var folder = BundleOnDisk.WriteSound(directory.Path, "m1");
        using (var file = File.Create(Path.Combine(folder, "manifest.json"))) file.SetLength(2_000_000);
        Assert.Contains("2000000 bytes", BundleFolder.Read(folder).Problem, StringComparison.Ordinal);
    }

    private static BundleInspection Inspect(string folder) =>
        BundleInspection.Of(BundleFolder.Read(folder), new TradingSettings());
}
