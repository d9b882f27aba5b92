using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class ExponentialMovingAverageTests
{
    [Fact]
    public void It_equals_a_calculation_by_hand()
    {
        var average = new ExponentialMovingAverage(3);
        average.Add(1);
        average.Add(2);
        Assert.False(average.IsDefined);
        Assert.Equal(double.NaN, average.Value);

        average.Add(6); // (1 + 2 + 6) / 3
        Assert.Equal(3, average.Value);
        average.Add(5); // 3 + 2 / (3 + 1) × (5 − 3)
        Assert.Equal(4, average.Value);
        average.Add(0); // 4 + 1/2 × (0 − 4)
        Assert.Equal(2, average.Value);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_would_poison_it_is_refused(double close) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(3).Add(close));
}
