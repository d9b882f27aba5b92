using Quantum.Core.Markets;
using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

public class EntryThresholdsTests
{
    private static readonly EntryThresholds Thresholds = new(0.4, 0.5);

    [Theory]
    //          down, flat, up, side, reached
    [InlineData(0.1, 0.5, 0.4, Side.Buy, true)] // flat is likeliest, and the threshold is what counts
    [InlineData(0.1, 0.51, 0.39, Side.None, false)]
    [InlineData(0.31, 0.3, 0.39, Side.Buy, false)] // a wish below its threshold
    [InlineData(0.5, 0.1, 0.4, Side.Sell, true)]
    [InlineData(0.45, 0.15, 0.4, Side.Sell, false)] // up reaches its own, but down is likelier and does not
    public void The_likelier_direction_is_held_to_its_own_threshold(
        double down, double flat, double up, Side side, bool isReached)
    {
        var answer = new Distribution(down, flat, up);
        Assert.Equal(side, Thresholds.SideOf(answer));
        Assert.Equal(isReached, Thresholds.IsReachedBy(answer));
    }

    [Fact]
    public void Each_side_has_its_own() =>
        Assert.Equal([0.4, 0.5, double.NaN], new[] { Side.Buy, Side.Sell, Side.None }.Select(Thresholds.Of));

    [Fact]
    public void Not_a_number_is_no_threshold() => Assert.False(new EntryThresholds(double.NaN, 0.5).IsSound);
}
