using Quantum.Core.Filters;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Filters;

public class LiquidityFilterTests
{
    [Theory]
    [InlineData(100, 10_000, "pass")] // 1 % is inclusive
    [InlineData(100.5, 10_000, "refuse: LIQUIDITY_THIN 0.01005 / 0.01")]
    [InlineData(100, 0, "refuse: LIQUIDITY_THIN Infinity / 0.01")] // nobody traded
    public void An_order_is_small_beside_what_was_just_traded(double notional, double traded, string verdict) =>
        Assert.Equal(verdict,
            LiquidityFilter.Judge((decimal)notional, (decimal)traded, new MarketSettings()).ToString());
}
