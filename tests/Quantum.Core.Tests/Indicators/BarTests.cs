using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Indicators;

public class BarTests
{
    [Fact]
    public void A_candle_crosses_to_the_nearest_doubles()
    {
        var bar = Bar.Of(Candle.Of(new Minute(1), 0.1m, 0.3m, 0.00000001m, 0.2m, 92.173m));
        Assert.Equal((0.1, 0.3, 1e-8, 0.2, 92.173), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
        Assert.Equal((0.3 + 1e-8 + 0.2) / 3, bar.TypicalPrice);
    }

    [Fact]
    public void Rounding_never_puts_the_close_outside_the_range()
    {
        // The same price at another decimal scale, with more digits than a double holds.
        for (var step = 0; step < 2_000; step++)
        {
            var close = 1.234567890123456789m + (step * 0.000000000000000137m);
            var range = close * 1.000000000m;
            var bar = Bar.Of(Candle.Of(new Minute(1), close, range, range, close, 0));
            Assert.True(bar.Low <= bar.Close && bar.Close <= bar.High);
        }
    }

    [Fact]
    public void Equal_numbers_give_equal_doubles_however_many_zeros_they_are_written_with()
    {
        var random = new Random(1);
        for (var round = 0; round < 1_000; round++)
        {
            // Up to 21 digits: more than a double holds.
            var volume = new decimal(random.Next(), random.Next(), random.Next(64), false, (byte)random.Next(12));
            var padded = volume * 1.0000000m;
            Assert.Equal(volume, padded);
            Assert.Equal(VolumeOf(volume), VolumeOf(padded));
        }

        static double VolumeOf(decimal volume) => Bar.Of(Candle.Of(new Minute(0), 1, 1, 1, 1, volume)).Volume;
    }

    [Theory]
    //          open, high, low, close, volume
    [InlineData(1, 2, 0, 1, 1)] // a price of 0
    [InlineData(1, 2, -1, 1, 1)]
    [InlineData(3, 2, 1, 1, 1)] // open above high
    [InlineData(1, 2, 1, 3, 1)] // close above high
    [InlineData(1, 2, 1.5, 2, 1)] // open below low
    [InlineData(2, 2, 1.5, 1, 1)] // close below low
    [InlineData(1, 2, 1, 1, -1)]
    [InlineData(double.NaN, 2, 1, 1, 1)]
    [InlineData(1, double.NaN, 1, 1, 1)]
    [InlineData(1, double.PositiveInfinity, 1, 1, 1)]
    [InlineData(1, 2, double.NaN, 1, 1)]
    [InlineData(1, 2, 1, double.NaN, 1)]
    [InlineData(1, 2, 1, 1, double.NaN)]
    [InlineData(1, 2, 1, 1, double.PositiveInfinity)]
    public void Nonsense_is_refused(double open, double high, double low, double close, double volume) =>
        Assert.Throws<ArgumentException>(() => Bar.Of(open, high, low, close, volume));

    [Fact]
    public void A_bar_that_was_never_set_has_no_price()
    {
        Assert.Throws<InvalidOperationException>(() => default(Bar).Close);
        Assert.Throws<InvalidOperationException>(() => default(Bar).TypicalPrice);
        Assert.Throws<InvalidOperationException>(() => new TrueRange().Add(default));
        Assert.Throws<ArgumentException>(() => Bar.Of(default(Candle)));
    }
}
