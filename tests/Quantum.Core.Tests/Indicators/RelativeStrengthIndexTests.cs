using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class RelativeStrengthIndexTests
{
    [Fact]
    public void It_equals_a_calculation_by_hand()
    {
        var index = new RelativeStrengthIndex(3);
        double[] closes = [10, 11, 10.5, 12];
        foreach (var close in closes)
        {
            Assert.False(index.IsDefined);
            index.Add(close);
        }

        // Changes +1, −0.5, +1.5: mean gain 2.5 / 3, mean loss 0.5 / 3, ratio 5, 100 − 100 / 6.
        Assert.Equal(100 - (100 / 6d), index.Value, 1e-12);

        // Change −3: gain (2.5/3 × 2 + 0) / 3 = 5/9, loss (0.5/3 × 2 + 3) / 3 = 10/9, ratio 1/2, 100 − 100 / 1.5.
        index.Add(9);
        Assert.Equal(100 / 3d, index.Value, 1e-12);
    }

    [Fact]
    public void A_price_that_stands_still_leaves_it_exactly_where_it_was()
    {
        var index = new RelativeStrengthIndex(14);
        foreach (var bar in RandomBars.Of(seed: 1).Take(100)) index.Add(bar.Close);
        index.Add(1.2345);
        var before = index.Value;
        for (var i = 0; i < 100_000; i++) index.Add(1.2345);
        Assert.Equal(before, index.Value);
    }

    [Theory]
    [InlineData(1, 100)] // only rises
    [InlineData(0, 100)] // constant: nothing fell
    [InlineData(-1, 0)] // only falls
    public void Without_a_fall_it_is_100_and_without_a_rise_0(int step, double expected)
    {
        var index = new RelativeStrengthIndex(2);
        for (var i = 0; i < 10; i++) index.Add(100 + (step * i));
        Assert.Equal(expected, index.Value);
    }
}
