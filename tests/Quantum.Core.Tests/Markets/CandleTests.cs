using Quantum.Core.Markets;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Markets;

public class CandleTests
{
    [Theory]
    //          open, high, low, close, volume, quote volume, problem
    [InlineData(0, 2, 1, 1.5, 1, 1, "open 0 is not > 0")]
    [InlineData(1.5, 2, 1, -1, 1, 1, "close -1 is not > 0")]
    [InlineData(1.5, 2, 0, 1.5, 1, 1, "low 0 is not > 0")]
    [InlineData(1.5, 1.5, 1, 1.6, 1, 1, "high 1.5 is below max(open, close) 1.6")]
    [InlineData(1.7, 1.6, 1, 1.5, 1, 1, "high 1.6 is below max(open, close) 1.7")]
    [InlineData(1.5, 2, 1.5, 1.4, 1, 1, "low 1.5 is above min(open, close) 1.4")]
    [InlineData(1.5, 2, 1, 1.5, -1, 1, "volume -1 is not >= 0")]
    [InlineData(1.5, 2, 1, 1.5, 1, -1, "quote volume -1 is not >= 0")]
    public void Nonsense_is_refused_with_its_numbers(double open, double high, double low, double close,
        double volume, double quoteVolume, string problem)
    {
        Assert.False(Candle.TryCreate(Sample.Minute, (decimal)open, (decimal)high, (decimal)low, (decimal)close,
            (decimal)volume, (decimal)quoteVolume, out var candle, out var found));
        Assert.Equal(problem, found);
        Assert.Equal(default, candle);
    }

    [Fact]
    public void A_candle_that_stands_still_without_volume_is_real()
    {
        var candle = Candle.Of(Sample.Minute, 1, 1, 1, 1, volume: 0);
        Assert.Equal(0, candle.QuoteVolume);
    }

    [Fact]
    public void A_missing_quote_volume_is_volume_times_the_mean_of_the_four_prices() =>
        Assert.Equal(10m * (1 + 4 + 1 + 2) / 4, Candle.Of(Sample.Minute, 1, 4, 1, 2, volume: 10).QuoteVolume);

    [Fact]
    public void Of_throws_with_the_minute_and_the_broken_rule() => Assert.Equal(
        "Condition failed: candle 2025-06-02T18:20Z: open 0 is not > 0.",
        Assert.Throws<ArgumentException>(() => Candle.Of(Sample.Minute, 0, 1, 1, 1, 1)).Message);
}
