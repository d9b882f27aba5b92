using Quantum.Core.Indicators;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Indicators;

public class VolumeWeightedAveragePriceTests
{
    private static readonly Minute Midnight = Minute.OfKey("20250602T0000");

    [Fact]
    public void It_weights_the_typical_price_by_volume()
    {
        var price = VolumeWeightedAveragePrice.PerUtcDay();
        price.Add(Midnight, Bar.Of(10, 12, 9, 9, 1)); // typical 10
        price.Add(Midnight + 1, Bar.Of(20, 20, 20, 20, 3));
        Assert.Equal(17.5, price.Value); // (10 × 1 + 20 × 3) / 4
    }

    [Fact]
    public void It_begins_anew_at_midnight_UTC_and_not_before()
    {
        var price = VolumeWeightedAveragePrice.PerUtcDay();
        price.Add(Midnight - 2, At(10, volume: 1));
        price.Add(Midnight - 1, At(20, volume: 1));
        Assert.Equal(15, price.Value);
        price.Add(Midnight, At(40, volume: 1));
        Assert.Equal(40, price.Value);
        price.Add(Midnight + 1439, At(50, volume: 1));
        Assert.Equal(45, price.Value);
    }

    [Fact]
    public void A_day_without_a_trade_yet_has_no_price()
    {
        var price = VolumeWeightedAveragePrice.PerUtcDay();
        price.Add(Midnight - 1, At(10, volume: 1));
        price.Add(Midnight, At(11, volume: 0));
        Assert.False(price.IsDefined);
        Assert.Equal(double.NaN, price.Value);
    }

    [Fact]
    public void Candles_before_its_anchor_do_not_count()
    {
        var price = VolumeWeightedAveragePrice.From(Midnight);
        price.Add(Midnight - 1, At(10, volume: 1));
        Assert.False(price.IsDefined);
        price.Add(Midnight, At(20, volume: 1));
        price.Add(Midnight + 1440, At(30, volume: 1));
        Assert.Equal(25, price.Value);
    }

    [Fact]
    public void A_day_that_is_over_takes_no_candle()
    {
        var price = VolumeWeightedAveragePrice.PerUtcDay();
        price.Add(Midnight, At(10, volume: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => price.Add(Midnight - 1, At(10, volume: 1)));
    }

    [Fact]
    public void A_million_candles_lose_no_digit_against_decimal()
    {
        var price = VolumeWeightedAveragePrice.From(Midnight);
        var (value, volume) = (0m, 0m);
        var minute = Midnight;
        foreach (var bar in RandomBars.Of(seed: 31).Take(1_000_000))
        {
            price.Add(minute, bar);
            value += (decimal)bar.TypicalPrice * (decimal)bar.Volume;
            volume += (decimal)bar.Volume;
            minute += 1;
        }

        Assert.Equal((double)(value / volume), price.Value, 2e-15);
    }

    private static Bar At(double price, double volume) => Bar.Of(price, price, price, price, volume);
}
