using System.Security.Cryptography;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Models;

public class BundleGatesTests
{
    private static readonly ModelManifest Sound = ManifestSample.Sound;

    [Fact]
    public void A_sound_manifest_passes() => Assert.True(BundleGates.Manifest(Sound).Passed);

    public static TheoryData<string, ModelManifest> Impossible => new()
    {
        { "another format", Sound with { Format = 2 } },
        { "a path for a version", Sound with { Version = "../2025" } },
        { "a path for a file", Sound with { Files = Only("../a", 0) } },
        { "too large a file", Sound with { Files = Only("a", 33 << 20) } },
        { "a negative file", Sound with { Files = Only("a", -1) } },
        { "weights above 1", Sound with { Ensemble = new(0.5, 0.6) } },
        { "no weight", Sound with { Ensemble = new(double.NaN, 1) } },
        { "a threshold above 1", Sound with { Thresholds = Sound.Thresholds with { Long = 1.1 } } },
        { "no threshold", Sound with { Thresholds = Sound.Thresholds with { Short = double.NaN } } },
        { "no scale", Sound with { Calibration = Sound.Calibration with { Tft = new(0, [0, 0, 0]) } } },
        { "no data", Sound with { Data = Sound.Data with { To = Sound.Data.From } } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_manifest_is_unreadable(string what, ModelManifest manifest)
    {
        Assert.NotEmpty(what);
        Assert.Equal(ReasonCode.ModelUnreadable, BundleGates.Manifest(manifest).Refusal?.Code);
    }

    [Fact]
    public void Files_must_be_there_whole_and_unchanged()
    {
        Assert.True(BundleGates.Files(Sound, _ => ReadOnlyMemory<byte>.Empty).Passed);
        ReadOnlyMemory<byte>? AllBut(string name) =>
            name == "tft.onnx" ? new ReadOnlyMemory<byte>?() : Array.Empty<byte>();
        Refused(BundleGates.Files(Sound, AllBut), "missing");
        Refused(BundleGates.Files(Sound, _ => new byte[1]), "1 bytes");
        var other = Sound with { Files = Sound.Files.ToDictionary(file => file.Key, _ => new BundleFile(1, "00")) };
        Refused(BundleGates.Files(other, _ => new byte[1]), "hash");
        Refused(BundleGates.Files(
            Sound with { Files = new Dictionary<string, BundleFile>() }, _ => ReadOnlyMemory<byte>.Empty), "not list");

        static void Refused(GateResult gate, string word)
        {
            Assert.Equal(ReasonCode.ModelFiles, gate.Refusal?.Code);
            Assert.Contains(word, gate.Evidence, StringComparison.Ordinal);
        }
    }

    [Theory]
    //          signed by,  mode,               required, approved, refusal
    [InlineData("nobody",   TradingMode.Paper,   false, false, null)]
    [InlineData("nobody",   TradingMode.Paper,   true,  true,  ReasonCode.ModelUnsigned)]
    [InlineData("nobody",   TradingMode.Live,    false, true,  ReasonCode.ModelUnsigned)]
    [InlineData("stranger", TradingMode.Paper,   false, true,  null)]
    [InlineData("stranger", TradingMode.Testnet, false, true,  ReasonCode.ModelUnsigned)]
    [InlineData("us",       TradingMode.Live,    true,  true,  null)]
    [InlineData("us",       TradingMode.Live,    false, false, ReasonCode.ModelNotApproved)]
    [InlineData("forged",   TradingMode.Paper,   false, true,  ReasonCode.ModelSignature)]
    public void Who_vouches_for_it_decides_where_it_may_serve(
        string signer, TradingMode mode, bool isRequired, bool isApproved, ReasonCode? refusal)
    {
        using var ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var canonical = "the manifest"u8.ToArray();
        var signature = signer switch
        {
            "us" => BundleSigning.Sign(ours, canonical),
            "stranger" => BundleSigning.Sign(stranger, canonical),
            "forged" => BundleSigning.Sign(ours, "another manifest"u8),
            _ => null,
        };
        var settings = new TradingSettings
        {
            Mode = mode,
            Models = new()
            {
                SignatureRequired = isRequired,
                TrustedKeys = Convert.ToBase64String(ours.ExportSubjectPublicKeyInfo()),
            },
        };
        var manifest = Sound with { Signature = signature, ApprovedForLive = isApproved };
        Assert.Equal(refusal, BundleGates.Signature(manifest, canonical, settings).Refusal?.Code);
    }

    [Fact]
    public void Other_features_are_refused()
    {
        Assert.True(BundleGates.Schema(Sound).Passed);
        Assert.Equal(ReasonCode.ModelSchema, BundleGates.Schema(Sound with { SchemaHash = "00" }).Refusal?.Code);
        Assert.Equal(ReasonCode.ModelSchema, BundleGates.Schema(Sound with { Steps = 63 }).Refusal?.Code);
    }

    [Theory]
    [InlineData(0.05, true)] // inclusive
    [InlineData(0.0500001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(null, false)]
    [InlineData(-0.1, false)]
    public void A_probability_must_mean_what_it_says(double? error, bool passes)
    {
        var manifest = Sound with { Calibration = Sound.Calibration with { Error = error } };
        Assert.Equal(passes, BundleGates.Calibration(manifest, new ModelSettings()).Passed);
    }

    [Theory]
    //          expected, active, override, passes
    [InlineData(6, null, false, true)]
    [InlineData(0, null, true, false)] // none at all is never accepted
    [InlineData(double.NaN, null, true, false)]
    [InlineData(-1, null, true, false)]
    [InlineData(6, 4.0, false, true)] // exactly 50 % more
    [InlineData(6.1, 4.0, false, false)]
    [InlineData(2, 4.0, false, true)]
    [InlineData(1.9, 4.0, false, false)]
    [InlineData(1.9, 4.0, true, true)]
    public void It_expects_signals_about_as_many_as_the_active_one(
        double expected, double? active, bool isOverridden, bool passes)
    {
        var rates = new SidePair(expected, 0);
        var manifest = Sound with { Thresholds = Sound.Thresholds with { ExpectedSignalsPerDay = rates } };
        Assert.Equal(passes, BundleGates.SignalRate(manifest, active, isOverridden, new ModelSettings()).Passed);
    }

    private static Dictionary<string, BundleFile> Only(string name, long bytes) => new() { [name] = new(bytes, "") };
}
