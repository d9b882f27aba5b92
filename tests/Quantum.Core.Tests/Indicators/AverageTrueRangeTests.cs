using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class AverageTrueRangeTests
{
    [Fact]
    public void It_equals_a_calculation_by_hand()
    {
        var average = new AverageTrueRange(2);
        average.Add(Bar.Of(10, 11, 9, 10, 1)); // the first candle has no close before it
        Assert.Equal(double.NaN, average.TrueRange);

        average.Add(Bar.Of(12, 13, 12, 12, 1)); // gap up: 13 − 10
        Assert.Equal(3, average.TrueRange);
        Assert.False(average.IsDefined);

        average.Add(Bar.Of(10, 10.5, 8, 9, 1)); // gap down: 12 − 8 = 4; (3 + 4) / 2
        Assert.Equal(4, average.TrueRange);
        Assert.Equal(3.5, average.Value);

        average.Add(Bar.Of(9, 10, 8.5, 9, 1)); // its own range 1.5; (3.5 × 1 + 1.5) / 2
        Assert.Equal(1.5, average.TrueRange);
        Assert.Equal(2.5, average.Value);
    }
}
