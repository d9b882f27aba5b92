using Quantum.App.Models;
using Quantum.Conformance;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;

namespace Quantum.Inference.Tests.Invariants;

/// <summary>Bundles of real ONNX files, each broken in a way that only running it shows.</summary>
public sealed class BadModelNeverServesTests
{
    private readonly MemoryBlobStore _blobs = new();
    private readonly MemoryEntityStore _store = new();

    [Fact]
    public async Task A_sound_bundle_serves()
    {
        var verdict = await PushAsync(SampleBundle.Make("m1"));
        Assert.True(verdict.IsPromoted, verdict.Refusal?.Evidence);
    }

    [Theory]
    [InlineData("no ONNX file", ReasonCode.ModelFailed)]
    [InlineData("half an ONNX file", ReasonCode.ModelFailed)]
    [InlineData("numbers in another file", ReasonCode.ModelFailed)]
    [InlineData("another input", ReasonCode.ModelShape)]
    [InlineData("four classes", ReasonCode.ModelShape)]
    [InlineData("numbers that are no distribution", ReasonCode.ModelGolden)]
    [InlineData("no numbers", ReasonCode.ModelGolden)]
    public async Task A_bad_model_never_serves_and_the_active_one_stays(string what, ReasonCode code)
    {
        await PushAsync(SampleBundle.Make("m1"));
        var verdict = await PushAsync(SampleBundle.Make("m2", (kind, model) => Break(what, kind, model)));
        Assert.Equal((false, code), (verdict.IsPromoted, verdict.Refusal?.Refusal?.Code));
        Assert.Equal("m1", await ActiveAsync());
    }

    [Fact]
    public async Task A_slow_model_never_serves_and_the_active_one_stays()
    {
        await PushAsync(SampleBundle.Make("m1"));

        // Seven thousand million multiplications take more than a millisecond on every machine.
        var slow = SampleBundle.Make(
            "m2", (kind, _) => OnnxModels.Slow(kind, 512, 60), new SampleModel(0, 0, 0, 0));
        var verdict = await PushAsync(slow, latencyMaxMs: 1);
        Assert.Equal((false, ReasonCode.ModelSlow), (verdict.IsPromoted, verdict.Refusal?.Refusal?.Code));
        Assert.Equal("m1", await ActiveAsync());
    }

    /// <param name="bundle">The bundle.</param>
    /// <param name="latencyMaxMs">So much that no sound model is slow on a busy machine.</param>
    private Task<ModelVerdict> PushAsync(BundleContent bundle, int latencyMaxMs = 5_000) => new PromoteModel(
        new OnnxModelRuntime(new InferenceOptions()), _blobs, _store,
        new VirtualTime(DateTimeOffset.UnixEpoch.AddYears(55)),
        new TradingSettings { Models = new() { LatencyMaxMs = latencyMaxMs } }).PushAsync(bundle, false, default);

    private async Task<string?> ActiveAsync() =>
        (await new ModelRegister(_store).ReadPointerAsync(default))?.Active?.Version;

    private static byte[] Break(string what, ModelKind kind, SampleModel model) => what switch
    {
        "no ONNX file" => "no model"u8.ToArray(),
        "half an ONNX file" => model.ToOnnx(kind)[..200],
        "another input" => model.ToOnnx(kind == ModelKind.Tft ? ModelKind.XgBoost : ModelKind.Tft),
        "four classes" => OnnxModels.Classes(kind, 4),
        "numbers that are no distribution" => OnnxModels.NoDistribution(kind, [0.5f, 0.5f, 0.5f]),
        "no numbers" => OnnxModels.Linear(kind, bias: [float.NaN, 0, 0]),
        "numbers in another file" => OnnxModels.Elsewhere(kind, "weights.bin"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Not a way to break a model."),
    };
}
