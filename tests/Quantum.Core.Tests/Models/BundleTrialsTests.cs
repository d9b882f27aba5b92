using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Models;

public class BundleTrialsTests
{
    private static readonly Calibration Same = new(1, [0, 0, 0]);
    private static readonly Ensemble Half = new(Same, Same, Same, 0.5);
    private static readonly float[] Answer = [0.2f, 0.5f, 0.3f];

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(9e-6, 9e-5, null)]
    [InlineData(1.2e-5, 0, ReasonCode.ModelGolden)] // the trees are held to 1e-5
    [InlineData(0, 1.2e-4, ReasonCode.ModelGolden)] // the transformer to 1e-4
    [InlineData(double.NaN, 0, ReasonCode.ModelGolden)]
    public void Golden_vectors_must_be_answered_as_they_were(double trees, double transformer, ReasonCode? refusal)
    {
        float[] xgBoost = [0.2f + (float)trees, 0.5f, 0.3f], tft = [0.2f + (float)transformer, 0.5f, 0.3f];
        var gate = BundleTrials.Golden(Half, xgBoost, tft, (Answer, Answer, Answer));
        Assert.Equal(refusal, gate.Refusal?.Code);
    }

    [Theory]
    [InlineData(0.2f, 0.5f, 0.3f, true)]
    [InlineData(0.2f, 0.5f, 0.31f, false)]
    [InlineData(-0.1f, 0.8f, 0.3f, false)]
    [InlineData(float.NaN, 0.5f, 0.5f, false)]
    [InlineData(float.PositiveInfinity, 0, 0, false)]
    public void An_answer_must_be_a_distribution(float down, float flat, float up, bool passes)
    {
        Assert.Equal(passes, BundleTrials.Distributions(Half, [down, flat, up], Answer).Passed);
        Assert.Equal(passes, BundleTrials.Distributions(Half, Answer, [down, flat, up]).Passed);
    }

    [Theory]
    [InlineData(500, true)] // inclusive
    [InlineData(500.1, false)]
    [InlineData(double.NaN, false)]
    public void A_slow_bundle_is_refused(double milliseconds, bool passes) =>
        Assert.Equal(passes, BundleTrials.Latency(milliseconds, new ModelSettings()).Passed);

    [Theory]
    //          rows,    signals, refusal
    [InlineData(319_680, 1, null)]
    [InlineData(319_680, 0, ReasonCode.ModelNoSignal)] // a day of 222 symbols: six were expected
    [InlineData(240_000, 0, null)] // 4.5 expected: that happens once in ninety
    [InlineData(0, 0, null)]
    public void No_signal_is_a_refusal_where_luck_does_not_explain_it(int rows, int signals, ReasonCode? code)
    {
        var gate = BundleTrials.Shadow(ManifestSample.Sound, new ShadowScore(rows, signals, 0.41, 0, null));
        Assert.Equal(code, gate.Refusal?.Code);
        if (code is not null)
            Assert.StartsWith("Its thresholds would give no signal", gate.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_to_recorded_inputs_that_is_no_distribution_is_a_refusal() => Assert.Equal(
        ReasonCode.ModelNotDistribution,
        BundleTrials.Shadow(ManifestSample.Sound, new ShadowScore(100, 5, 0.9, 1, null)).Refusal?.Code);
}
