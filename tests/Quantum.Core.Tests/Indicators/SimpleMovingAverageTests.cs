using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class SimpleMovingAverageTests
{
    [Fact]
    public void It_equals_the_mean_of_the_window_for_every_period() =>
        Windows.AssertEqual(minimum: 1, period => new SimpleMovingAverage(period), window => window.Average());

    [Fact]
    public void A_huge_value_leaves_no_residue_when_it_leaves_the_window()
    {
        var average = new SimpleMovingAverage(3);
        foreach (var value in new[] { 1, 1e300, 1, -1e300, 0.1, 0.1, 0.1 }) average.Add(value);
        Assert.Equal((0.1 + 0.1 + 0.1) / 3, average.Value, 1e-17);
    }
}
