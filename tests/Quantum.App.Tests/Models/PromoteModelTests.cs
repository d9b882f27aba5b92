using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Models;

public sealed class PromoteModelTests
{
    private readonly FakeModelRuntime _runtime = new();
    private readonly MemoryBlobStore _blobs = new();
    private readonly MemoryEntityStore _store = new();

    [Fact]
    public async Task A_sound_bundle_passes_every_gate_in_order_and_serves()
    {
        var verdict = await PushAsync(FakeModelRuntime.Bundle("m1"));
        Assert.True(verdict.IsPromoted);
        Assert.Equal(Enum.GetValues<ModelGate>(), verdict.Gates.Select(gate => gate.Gate));
        Assert.Equal("m1", (await PointerAsync())?.Active?.Version);
        Assert.Equal(0, _runtime.Live); // Judging leaves nothing loaded.
        Assert.EndsWith("/manifest.json", (await _blobs.ListAsync("models/m1/", default))[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pushing_it_again_changes_nothing()
    {
        await PushAsync(FakeModelRuntime.Bundle("m1"));
        var before = await PointerAsync();
        Assert.True((await PushAsync(FakeModelRuntime.Bundle("m1"))).IsPromoted);
        Assert.Equal(before?.Since, (await PointerAsync())?.Since);
        Assert.Empty((await PointerAsync())!.History);
    }

    public static TheoryData<string, ReasonCode> Broken => new()
    {
        { "no manifest", ReasonCode.ModelUnreadable },
        { "half a manifest", ReasonCode.ModelUnreadable },
        { "a member twice", ReasonCode.ModelUnreadable },
        { "a manifest of another folder", ReasonCode.ModelUnreadable },
        { "a path for a version", ReasonCode.ModelUnreadable },
        { "a path for a file", ReasonCode.ModelUnreadable },
        { "an oversized file", ReasonCode.ModelUnreadable },
        { "a truncated model", ReasonCode.ModelFiles },
        { "a changed model", ReasonCode.ModelFiles },
        { "a missing model", ReasonCode.ModelFiles },
        { "other features", ReasonCode.ModelSchema },
        { "no model at all", ReasonCode.ModelFailed },
        { "other golden answers", ReasonCode.ModelGolden },
        { "golden answers of another shape", ReasonCode.ModelGolden },
        { "answers that are no numbers", ReasonCode.ModelGolden },
        { "probabilities that do not hold", ReasonCode.ModelCalibration },
        { "no signals expected", ReasonCode.ModelSignalRate },
        { "twice the signals", ReasonCode.ModelSignalRate },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_bad_bundle_is_refused_with_its_reason_and_the_active_one_stays(string what, ReasonCode code)
    {
        await PushAsync(FakeModelRuntime.Bundle("m1"));
        var verdict = await PushAsync(Break(what));
        Assert.False(verdict.IsPromoted);
        Assert.Equal(code, verdict.Refusal?.Refusal?.Code);
        Assert.NotEmpty(verdict.Refusal!.Evidence);
        Assert.Equal("m1", (await PointerAsync())?.Active?.Version);
        Assert.Contains((await new ModelRegister(_store).ReadVerdictsAsync(default)),
            kept => kept.Refusal?.Refusal?.Code == code);
        Assert.Equal(0, _runtime.Live);
    }

    [Fact]
    public async Task A_slow_bundle_is_refused()
    {
        _runtime.Took = TimeSpan.FromMilliseconds(251); // Two models: 502 ms, and 500 are allowed.
        Assert.Equal(ReasonCode.ModelSlow, (await PushAsync(FakeModelRuntime.Bundle("m1"))).Refusal?.Refusal?.Code);
        Assert.Null(await PointerAsync());
    }

    [Fact]
    public async Task Another_rate_of_signals_needs_an_override()
    {
        await PushAsync(FakeModelRuntime.Bundle("m1"));
        var twice = FakeModelRuntime.Bundle("m2", change: manifest => Rate(manifest, 6));
        Assert.False((await PushAsync(twice)).IsPromoted);
        Assert.True((await PushAsync(twice, acceptsRate: true)).IsPromoted);
        Assert.Equal("m1", Assert.Single((await PointerAsync())!.History));
    }

    [Fact]
    public async Task A_version_is_made_once()
    {
        await PushAsync(FakeModelRuntime.Bundle("m1"));
        var other = FakeModelRuntime.Bundle("m1", change: manifest => Rate(manifest, 4));
        Assert.Equal(ReasonCode.ModelVersionTaken, (await PushAsync(other)).Refusal?.Refusal?.Code);
    }

    [Fact]
    public async Task What_an_interrupted_push_left_is_replaced()
    {
        await _blobs.TryPutAsync("models/m1/xgboost.onnx", "half"u8.ToArray(), default);
        Assert.True((await PushAsync(FakeModelRuntime.Bundle("m1"))).IsPromoted);
    }

    [Fact]
    public async Task Where_a_signature_is_asked_only_a_trusted_one_serves()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var trusted = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        var settings = new TradingSettings { Models = new() { SignatureRequired = true, TrustedKeys = trusted } };
        Assert.Equal(ReasonCode.ModelUnsigned,
            (await PushAsync(FakeModelRuntime.Bundle("m1"), settings: settings)).Refusal?.Refusal?.Code);
        Assert.True((await PushAsync(FakeModelRuntime.Bundle("m2", key: key), settings: settings)).IsPromoted);
        Assert.True((await PointerAsync())?.Active?.IsSigned);

        // One figure of the manifest changed after it was signed.
        var signed = FakeModelRuntime.Bundle("m3", key: key);
        var text = Encoding.UTF8.GetString(signed.Manifest!.Value.Span);
        var forged = Encoding.UTF8.GetBytes(text.Replace("\"rows\":1000,", "\"rows\":1001,", StringComparison.Ordinal));
        Assert.Equal(ReasonCode.ModelSignature,
            (await PushAsync(signed with { Manifest = forged }, settings: settings)).Refusal?.Refusal?.Code);
    }

    [Fact]
    public async Task A_bundle_whose_thresholds_give_no_signal_on_recent_inputs_is_refused_with_that_sentence()
    {
        await RecordedScans.WriteAsync(_blobs);
        var silent = FakeModelRuntime.Bundle("m1", new SampleModel(0, 2, 0, 0), manifest => Rate(manifest, 30_000));
        var verdict = await PushAsync(silent);
        Assert.Equal(ReasonCode.ModelNoSignal, verdict.Refusal?.Refusal?.Code);
        Assert.StartsWith("Its thresholds would give no signal on recent inputs: ", verdict.Refusal!.Evidence,
            StringComparison.Ordinal);
        Assert.Null(await PointerAsync());

        // The same inputs, a model that reaches its threshold on them.
        Assert.True((await PushAsync(FakeModelRuntime.Bundle("m2", new SampleModel(0, 0, 5, 0)))).IsPromoted);
    }

    private Task<ModelVerdict> PushAsync(
        BundleContent content, bool acceptsRate = false, TradingSettings? settings = null) =>
        new PromoteModel(_runtime, _blobs, _store, new Simulation.Time.VirtualTime(World.Start),
            settings ?? new TradingSettings()).PushAsync(content, acceptsRate, default);

    private Task<ModelPointer?> PointerAsync() => new ModelRegister(_store).ReadPointerAsync(default);

    private static BundleContent Break(string what)
    {
        var whole = FakeModelRuntime.Bundle("m2");
        var manifest = whole.Manifest!.Value;
        return what switch
        {
            "no manifest" => whole with { Manifest = null },
            "half a manifest" => whole with { Manifest = manifest[..(manifest.Length / 2)] },
            "a member twice" => whole with { Manifest = Encoding.UTF8.GetBytes(
                "{\"version\":\"m2\"," + Encoding.UTF8.GetString(manifest.Span)[1..]) },
            "a manifest of another folder" => whole with { Name = "m3" },
            "a path for a version" => FakeModelRuntime.Bundle("../../m2"),
            "a path for a file" => FakeModelRuntime.Bundle("m2", change: json =>
                json["files"]!["../../evil"] = new JsonObject { ["bytes"] = 0, ["sha256"] = "" }),
            "an oversized file" => FakeModelRuntime.Bundle("m2", change: json =>
                json["files"]!["tft.onnx"]!["bytes"] = 40_000_000),
            "a truncated model" => whole.With("tft.onnx", whole.Files["tft.onnx"][..^1]),
            "a changed model" => whole.With("tft.onnx", "0;1;0;5"u8.ToArray()),
            "a missing model" => whole.With("tft.onnx", null),
            "other features" => FakeModelRuntime.Bundle("m2", change: json => json["schemaHash"] = "00"),
            "no model at all" => SampleBundle.Make("m2", (_, _) => "no model"u8.ToArray()),
            "other golden answers" => SampleBundle.Make("m2", (kind, model) => FakeModelRuntime.File(
                kind == ModelKind.Tft ? model with { Up = model.Up + 0.01 } : model)),
            "golden answers of another shape" => Regolden(SampleBundle.Npy(new float[9], 3, 3)),
            "answers that are no numbers" => SampleBundle.Make(
                "m2", (_, model) => FakeModelRuntime.File(model with { Up = double.NaN })),
            "probabilities that do not hold" => FakeModelRuntime.Bundle("m2", change: json =>
                json["calibration"]!["error"] = 0.06),
            "no signals expected" => FakeModelRuntime.Bundle("m2", change: json => Rate(json, 0)),
            "twice the signals" => FakeModelRuntime.Bundle("m2", change: json => Rate(json, 6)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Not a way to break a bundle."),
        };
    }

    private static BundleContent Regolden(byte[] golden)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(golden));
        return FakeModelRuntime.Bundle("m2", change: json => json["files"]![BundleNames.GoldenTft] =
            new JsonObject { ["bytes"] = golden.Length, ["sha256"] = hash }).With(BundleNames.GoldenTft, golden);
    }

    private static void Rate(JsonObject manifest, double perSide) =>
        manifest["thresholds"]!["expectedSignalsPerDay"] = new JsonObject { ["long"] = perSide, ["short"] = perSide };
}
