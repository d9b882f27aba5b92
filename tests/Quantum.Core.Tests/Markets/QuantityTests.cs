using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Markets;

public class QuantityTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_quantity_is_above_zero(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Of((decimal)number));

    [Fact]
    public void The_default_throws_when_read_and_prints_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(Quantity).Base);
        Assert.Throws<InvalidOperationException>(() => default(Quantity).NotionalAt(Price.Of(1)));
        Assert.Equal("(no quantity)", default(Quantity).ToString());
    }

    [Fact]
    public void Its_value_is_size_times_price() => Assert.Equal(7.5m, Quantity.Of(3).NotionalAt(Price.Of(2.5m)));

    [Fact]
    public void Quantities_are_ordered_by_number()
    {
        var (small, large) = (Quantity.Of(1), Quantity.Of(1.1m));
        Assert.True(small < large && large > small && small <= large && large >= small);
        Assert.Equal("1.1", large.ToString());
    }
}
