using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.App.Tests.Models;

public sealed class BundleSealTests
{
    private readonly BundleSeal _seal = new(new FakeModelRuntime());

    [Fact]
    public void An_exact_export_becomes_a_bundle_that_passes_inspection()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var candidate = Candidate();
        var parity = _seal.Compare(candidate);
        Assert.Equal(2, parity.Rows);
        Assert.Null(BundleSeal.ProblemOf(parity));
        var content = new BundleContent("m1", BundleSeal.Manifest(candidate, parity, key), candidate.Files);
        var trusted = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        var inspection = BundleInspection.Of(content,
            new() { Models = new() { TrustedKeys = trusted, SignatureRequired = true } });
        Assert.True(inspection.Passed, inspection.Refusal?.Evidence);
        Assert.True(inspection.IsSigned);
        Assert.Equal(45, (int)JsonNode.Parse(content.Manifest!.Value.Span)!["label"]!["horizonMinutes"]!);
    }

    [Fact]
    public void Rows_that_both_refuse_to_answer_are_alike_and_one_sided_refusals_are_not()
    {
        Assert.True(_seal.Compare(Candidate(answer: [.. Answer(0), float.NaN, float.NaN, float.NaN], second: float.NaN))
            .XgboostMax < 1e-6);
        Assert.Equal(double.PositiveInfinity, _seal.Compare(Candidate(answer: [.. Answer(0), float.NaN, 0, 0])).TftMax);
    }

    [Theory]
    [InlineData(2e-5f, "xgboost.onnx answers 2.0e-5 away")]
    [InlineData(2e-4f, "xgboost.onnx answers 2.0e-4 away")]
    public void An_export_that_answers_otherwise_is_refused(float difference, string words)
    {
        var answer = Answer(0).Concat(Answer(1)).ToArray();
        answer[0] += difference;
        Assert.StartsWith(words, BundleSeal.ProblemOf(_seal.Compare(Candidate(answer))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_of_another_shape_is_refused() => Assert.Throws<InvalidDataException>(
        () => _seal.Compare(Candidate() with { ParityTft = SampleBundle.Npy(new float[3], 1, 3) }));

    private static float[] Answer(double first)
    {
        var (down, flat, up) = SampleBundle.Sure.Answer(first);
        return [(float)down, (float)flat, (float)up];
    }

    private static BundleCandidate Candidate(float[]? answer = null, float second = 1)
    {
        var bundle = FakeModelRuntime.Bundle("m1");
        var description = JsonNode.Parse(bundle.Manifest!.Value.Span)!.AsObject();
        description.Remove("files");
        description.Remove("signature");
        var window = new float[ModelContract.InputLength(ModelKind.Tft, 2)];
        window[^FeatureSchema.Count] = second;
        var answers = SampleBundle.Npy(answer ?? [.. Answer(0), .. Answer(1)], 2, 3);
        return new(Encoding.UTF8.GetBytes(description.ToJsonString()), bundle.Files,
            SampleBundle.Npy(window, 64, 2, FeatureSchema.Count), answers, answers);
    }
}
