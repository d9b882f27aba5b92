using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Markets;

public class SideTests
{
    [Theory]
    [InlineData(Side.Buy, Side.Sell, 1)]
    [InlineData(Side.Sell, Side.Buy, -1)]
    public void A_direction_has_an_opposite_and_a_sign(Side side, Side opposite, int sign)
    {
        Assert.Equal(opposite, side.Opposite());
        Assert.Equal(sign, side.Sign());
    }

    [Theory]
    [InlineData(Side.None)]
    [InlineData((Side)3)]
    public void What_is_no_direction_throws(Side side)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => side.Opposite());
        Assert.Throws<ArgumentOutOfRangeException>(() => side.Sign());
    }
}
