using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class StandardDeviationTests
{
    [Fact]
    public void It_equals_two_passes_over_the_window_for_every_period() =>
        Windows.AssertEqual(minimum: 2, period => new StandardDeviation(period), window =>
            Math.Sqrt(window.Average(value => (value - window.Average()) * (value - window.Average()))));

    [Fact]
    public void Equal_values_deviate_by_exactly_0_also_right_after_a_jump()
    {
        var deviation = new StandardDeviation(20);
        for (var i = 0; i < 47; i++) deviation.Add(100_000 + i);
        for (var i = 0; i < 20; i++) deviation.Add(0.1);
        Assert.Equal(0, deviation.Value);
        Assert.Equal(0.1, deviation.Mean);
        Assert.Equal(double.NaN, deviation.ZScore);
    }

    [Fact]
    public void A_tiny_wiggle_on_a_large_price_is_not_cancelled()
    {
        var deviation = new StandardDeviation(20);
        for (var i = 0; i < 1_000; i++) deviation.Add(1e8 + (i % 2 * Math.ScaleB(1, -20)));
        Assert.Equal(Math.ScaleB(1, -21), deviation.Value, 1e-13);
    }
}
