using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

public class CalibrationTests
{
    [Fact]
    public void Scale_1_without_bias_changes_nothing()
    {
        var raw = new Distribution(0.2, 0.5, 0.3);
        Assert.True(new Calibration(1, [0, 0, 0]).Apply(raw).DistanceTo(raw) < 1e-15);
    }

    [Fact]
    public void The_formula_holds_by_hand()
    {
        // Scale 2: squares 0.04, 0.25, 0.09; the bias ln 2 doubles the last: 0.18; sum 0.47.
        var calibrated = new Calibration(2, [0, 0, Math.Log(2)]).Apply(new Distribution(0.2, 0.5, 0.3));
        Assert.True(calibrated.DistanceTo(new(0.04 / 0.47, 0.25 / 0.47, 0.18 / 0.47)) < 1e-12);
    }

    [Fact]
    public void An_impossible_class_counts_as_one_in_ten_million()
    {
        var calibrated = new Calibration(1, [0, 0, 0]).Apply(new Distribution(0, 0, 1));
        Assert.Equal(1e-7 / (1 + 2e-7), calibrated.Down, 1e-15);
        Assert.True(calibrated.IsSound(1e-12));
    }

    [Fact]
    public void Not_a_number_stays_none() =>
        Assert.False(new Calibration(1, [0, 0, 0]).Apply(new Distribution(double.NaN, 0.5, 0.5)).IsSound());

    [Theory]
    [InlineData(0, 0, 3, false)]
    [InlineData(-1, 0, 3, false)]
    [InlineData(double.NaN, 0, 3, false)]
    [InlineData(1, double.PositiveInfinity, 3, false)]
    [InlineData(1, 0, 2, false)]
    [InlineData(0.05, -4, 3, true)]
    public void A_calibration_needs_a_positive_scale_and_three_finite_biases(
        double scale, double bias, int count, bool isSound) =>
        Assert.Equal(isSound, new Calibration(scale, [.. Enumerable.Repeat(bias, count)]).IsSound);
}
