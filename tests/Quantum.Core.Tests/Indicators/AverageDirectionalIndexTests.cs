using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class AverageDirectionalIndexTests
{
    private static readonly Bar Flat = Bar.Of(10, 10, 10, 10, 0);

    [Theory]
    [InlineData(3)] // moves while the first ranges are summed
    [InlineData(6)] // moves between the indicators and the index
    [InlineData(50)] // moves long after the index would have begun: in Skender it never does
    public void A_symbol_that_stands_still_at_first_gets_an_index_once_it_moves(int flatCandles)
    {
        var index = new AverageDirectionalIndex(4);
        for (var i = 0; i < flatCandles; i++)
        {
            index.Add(Flat);
            Assert.False(index.IsDefined);
            Assert.Equal(double.NaN, index.PlusDirectionalIndicator);
        }

        for (var i = 1; i < 60; i++) index.Add(Bar.Of(10 + i, 10 + i, 10 + i, 10 + i, 1));
        Assert.Equal(100, index.PlusDirectionalIndicator, 1e-9);
        Assert.Equal(0, index.MinusDirectionalIndicator);
        Assert.Equal(100, index.Value, 1e-4); // (3/4)^55 of its start is left
    }

    [Fact]
    public void The_first_movement_after_a_long_rest_starts_it_from_0()
    {
        var index = new AverageDirectionalIndex(4);
        for (var i = 0; i < 20; i++) index.Add(Flat);
        index.Add(Bar.Of(11, 11, 11, 11, 1)); // DX 100: (0 × 3 + 100) / 4
        Assert.Equal(25, index.Value);
    }
}
