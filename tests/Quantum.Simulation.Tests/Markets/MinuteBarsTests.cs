using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class MinuteBarsTests
{
    private static readonly Minute Origin = Minute.OfKey("20250602T0000");

    [Fact]
    public void A_candle_comes_back_as_it_was_written()
    {
        var bars = new MinuteBars(10, Origin, priceScale: 3, volumeScale: 1);
        bars.Append(new MinuteBar(new(2_330, 2_340, 2_320, 2_331), TickBar.Flat(2_330), 868_725, 20_223_302_300_000));
        bars.Append(new MinuteBar(new(2_330, 2_340, 2_320, 2_331), TickBar.Flat(2_330), 868_725, -1));
        Assert.Equal(Candle.Of(Origin, 2.33m, 2.34m, 2.32m, 2.331m, 86_872.5m, 202_233.023m),
            bars.CandleOf(Origin, bars.At(Origin)));
        Assert.Equal(Candle.Of(Origin, 2.33m, 2.34m, 2.32m, 2.331m, 86_872.5m),
            bars.CandleOf(Origin, bars.At(Origin + 1)));
        Assert.Equal(0.001m, bars.TickSize);
        Assert.Equal(0.1m, bars.StepSize);
    }

    [Fact]
    public void A_volume_beyond_32_bits_is_exact()
    {
        var bars = new MinuteBars(1, Origin, priceScale: 8, volumeScale: 0);
        bars.Append(new MinuteBar(TickBar.Flat(1_000), TickBar.Flat(1_000), 123_456_789_012, -1));
        var candle = bars.CandleOf(Origin, bars.At(Origin));
        Assert.Equal(123_456_789_012m, candle.Volume);
        Assert.Equal(1_234_567.89012m, candle.QuoteVolume);
    }

    [Fact]
    public void The_oldest_minute_gives_way_when_the_ring_is_full()
    {
        var bars = new MinuteBars(3, Origin, 0, 0);
        for (var price = 1; price <= 5; price++)
        {
            bars.Append(new MinuteBar(TickBar.Flat(price), TickBar.Flat(price), 1, -1));
        }

        Assert.Equal(Origin + 2, bars.Oldest);
        Assert.Equal(Origin + 5, bars.Next);
        Assert.Equal([3, 4, 5], Enumerable.Range(2, 3).Select(offset => bars.At(Origin + offset).Last.Close));
        Assert.Throws<ArgumentOutOfRangeException>(() => bars.At(Origin + 1).Last.Close);
        Assert.Throws<ArgumentOutOfRangeException>(() => bars.At(Origin + 5).Last.Close);
        Assert.False(bars.TryFind(Origin + 1, out _));
    }

    [Fact]
    public void Prices_stand_still_in_a_hole_and_after_the_end()
    {
        var bars = new MinuteBars(10, Origin, 0, 0);
        Assert.False(bars.TryFind(Origin, out _));
        bars.Append(MinuteBar.HoleAfter(default));
        Assert.False(bars.TryFind(Origin, out _)); // nothing was traded yet
        bars.Append(new MinuteBar(new(5, 9, 4, 7), new(5, 8, 5, 6), 1, -1));
        bars.Append(MinuteBar.HoleAfter(bars.At(Origin + 1)));
        foreach (var offset in new[] { 2, 3, 500 })
        {
            Assert.True(bars.TryFind(Origin + offset, out var bar));
            Assert.False(bar.IsCandle);
            Assert.Equal((TickBar.Flat(7), TickBar.Flat(6)), (bar.Last, bar.Mark));
        }
    }
}
