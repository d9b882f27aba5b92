using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

public class EnsembleTests
{
    private static readonly Calibration Same = new(1, [0, 0, 0]);

    [Fact]
    public void Members_are_mixed_by_weight_and_the_mixture_is_calibrated()
    {
        var ensemble = new Ensemble(Same, Same, new Calibration(2, [0, 0, 0]), 0.25);
        var answer = ensemble.Combine(new(0.2, 0.4, 0.4), new(0.6, 0.4, 0));
        // 0.25 · first + 0.75 · second = 0.5, 0.4, 0.1; squared 0.25, 0.16, 0.01; sum 0.42.
        Assert.True(answer.Combined.DistanceTo(new(0.25 / 0.42, 0.16 / 0.42, 0.01 / 0.42)) < 1e-6);
        Assert.True(answer.IsSound);
    }

    [Fact]
    public void A_member_that_is_no_distribution_spoils_the_answer()
    {
        var ensemble = new Ensemble(Same, Same, Same, 1);
        Assert.False(ensemble.Combine(new(0.2, 0.4, 0.4), new(double.NaN, 0.5, 0.5)).IsSound);
    }
}
