using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.Cli.Models;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;
using Quantum.Cli.Training;
using Quantum.Conformance;
using Quantum.Core.Models;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;

namespace Quantum.Cli.Tests.Training;

public sealed class BundleMakerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly OnnxModelRuntime _runtime = new(new InferenceOptions());

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_candidate_becomes_a_signed_bundle_that_passes_inspection()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_directory.Of("key.pem"), key.ExportECPrivateKeyPem());
        var (folder, parity) = BundleMaker.Make(
            Candidate(), _directory.Of("out"), _directory.Of("key.pem"), _runtime);
        Assert.Equal(_directory.Of("out", "m1"), folder);
        Assert.Equal(4, parity.Rows);
        var settings = new TradingSettings
        {
            Models = new()
            {
                SignatureRequired = true,
                TrustedKeys = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            },
        };
        var inspection = BundleInspection.Of(BundleFolder.Read(folder), settings);
        Assert.True(inspection.Passed, inspection.Refusal?.Evidence);
        Assert.Contains("report.html", inspection.Manifest!.Files.Keys);
    }

    [Fact]
    public void A_version_is_made_once()
    {
        var candidate = Candidate();
        BundleMaker.Make(candidate, _directory.Of("out"), null, _runtime);
        Assert.Throws<StateException>(() => BundleMaker.Make(candidate, _directory.Of("out"), null, _runtime));
    }

    [Fact]
    public void An_export_that_answers_otherwise_makes_no_bundle()
    {
        var candidate = Candidate(new SampleModel(0, 1, 0.001, 4));
        var error = Assert.Throws<StateException>(
            () => BundleMaker.Make(candidate, _directory.Of("out"), null, _runtime));
        Assert.Contains("xgboost.onnx answers", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Of("out")));
    }

    [Fact]
    public void A_file_that_is_no_key_is_refused()
    {
        File.WriteAllText(_directory.Of("key.pem"), "no key");
        Assert.Throws<StateException>(
            () => BundleMaker.Make(Candidate(), _directory.Of("out"), _directory.Of("key.pem"), _runtime));
    }

    /// <summary>What training writes; its parity rows were answered by another model where one is given.</summary>
    private string Candidate(SampleModel? trained = null)
    {
        var bundle = SampleBundle.Make("m1");
        var folder = BundleOnDisk.Write(_directory.Of("candidate"), bundle with { Manifest = null });
        var description = JsonNode.Parse(bundle.Manifest!.Value.Span)!.AsObject();
        description.Remove("files");
        File.WriteAllText(Path.Combine(folder, "candidate.json"), description.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "report.html"), "<p>");
        Directory.CreateDirectory(Path.Combine(folder, "parity"));
        var answers = SampleBundle.Answers(trained ?? SampleBundle.Sure);
        foreach (var (name, bytes) in new[]
        {
            ("parity-window.npy", bundle.Files[BundleNames.GoldenWindow].ToArray()),
            ("parity-xgboost.npy", answers), ("parity-tft.npy", answers),
        }) File.WriteAllBytes(Path.Combine(folder, "parity", name), bytes);
        return folder;
    }
}
