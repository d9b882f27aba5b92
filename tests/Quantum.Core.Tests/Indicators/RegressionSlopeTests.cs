using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class RegressionSlopeTests
{
    [Fact]
    public void It_equals_least_squares_over_the_window_for_every_period() =>
        Windows.AssertEqual(minimum: 2, period => new RegressionSlope(period), window =>
        {
            var centre = (window.Length - 1) / 2d;
            var squares = window.Select((_, x) => (x - centre) * (x - centre)).Sum();
            return window.Select((value, x) => (x - centre) * (value - window.Average())).Sum() / squares;
        });

    [Fact]
    public void A_straight_line_has_its_own_slope()
    {
        var slope = new RegressionSlope(7);
        for (var i = 0; i < 40; i++) slope.Add(100 - (0.25 * i));
        Assert.Equal(-0.25, slope.Value, 1e-12);
    }
}
