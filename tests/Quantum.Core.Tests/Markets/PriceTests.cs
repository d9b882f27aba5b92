using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Markets;

public class PriceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-0.01)]
    public void A_price_is_above_zero(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.Of((decimal)number));

    [Fact]
    public void The_smallest_decimal_is_a_price() =>
        Assert.Equal(0.0000000000000000000000000001m, Price.Of(0.0000000000000000000000000001m).QuotePerBase);

    [Fact]
    public void The_default_throws_when_read_and_prints_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(Price).QuotePerBase);
        Assert.Equal("(no price)", default(Price).ToString());
    }

    [Fact]
    public void Prices_are_ordered_and_equal_by_number()
    {
        var (low, high) = (Price.Of(1.5m), Price.Of(1.51m));
        Assert.True(low < high && high > low && low <= high && high >= low);
        Assert.Equal(Price.Of(1.50m), low);
        Assert.Equal("1.51", high.ToString());
    }
}
