using FsCheck;
using FsCheck.Fluent;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class PricePathTests
{
    private static readonly TickBar Rising = new(Open: 100, High: 140, Low: 80, Close: 120);
    private static readonly TickBar Falling = new(Open: 120, High: 140, Low: 80, Close: 100);

    [Theory]
    //          second, rising, falling
    [InlineData(0, 100, 120)]
    [InlineData(10, 90, 130)]
    [InlineData(20, 80, 140)]
    [InlineData(30, 110, 110)]
    [InlineData(35, 125, 95)]
    [InlineData(40, 140, 80)]
    [InlineData(50, 130, 90)]
    [InlineData(60, 120, 100)]
    public void It_walks_straight_lines_through_the_corners(int second, int rising, int falling)
    {
        Assert.Equal(rising, PricePath.PriceAt(Rising, Seconds(second)));
        Assert.Equal(falling, PricePath.PriceAt(Falling, Seconds(second)));
    }

    [Fact]
    public void A_bar_that_closes_where_it_opened_counts_as_rising() =>
        Assert.Equal(80, PricePath.PriceAt(new TickBar(100, 140, 80, 100), Seconds(20)));

    [Theory]
    //          from, to, open, high, low, close
    [InlineData(0, 60, 100, 140, 80, 120)] // the whole bar
    [InlineData(0, 10, 100, 100, 90, 90)]
    [InlineData(10, 30, 90, 110, 80, 110)] // passes the low
    [InlineData(30, 50, 110, 140, 110, 130)] // passes the high
    [InlineData(20, 40, 80, 140, 80, 140)] // ends on both corners
    [InlineData(50, 50, 130, 130, 130, 130)]
    public void A_stretch_holds_the_corners_between_its_ends(
        int from, int to, int open, int high, int low, int close) =>
        Assert.Equal(new TickBar(open, high, low, close), PricePath.Stretch(Rising, Seconds(from), Seconds(to)));

    [Theory]
    [InlineData(-1)]
    [InlineData(600_000_001)]
    public void A_moment_outside_the_minute_is_refused(long elapsed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PricePath.PriceAt(Rising, elapsed));

    [Fact]
    public void The_largest_prices_do_not_overflow() => Assert.Equal(
        1_073_741_824, PricePath.PriceAt(new TickBar(1, int.MaxValue, 1, int.MaxValue), Seconds(30)));

    [Fact]
    public void Stretches_side_by_side_cover_the_bar_exactly() =>
        Prop.ForAll(Bars().ToArbitrary(), Gen.Choose(0, 600_000_000).ToArbitrary(), (bar, cut) =>
        {
            var left = PricePath.Stretch(bar, 0, cut);
            var right = PricePath.Stretch(bar, cut, PricePath.Length);
            return left.Open == bar.Open && right.Close == bar.Close && left.Close == right.Open
                && Math.Max(left.High, right.High) == bar.High && Math.Min(left.Low, right.Low) == bar.Low;
        }).QuickCheckThrowOnFailure();

    private static Gen<TickBar> Bars() =>
        from first in Gen.Choose(1, 1_000_000)
        from second in Gen.Choose(1, 1_000_000)
        from up in Gen.Choose(0, 1_000)
        from down in Gen.Choose(0, 1_000)
        select new TickBar(first, Math.Max(first, second) + up, Math.Max(1, Math.Min(first, second) - down), second);

    private static long Seconds(int seconds) => seconds * TimeSpan.TicksPerSecond;
}
