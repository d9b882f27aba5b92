using Quantum.Core.Markets;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Markets;

public class MarkPriceTests
{
    [Fact]
    public void A_quotes_spread_is_counted_in_basis_points_of_its_middle()
    {
        var quote = new Quote(Sample.Near, Price.Of(99.9m), Price.Of(100.1m), Sample.Now);
        Assert.Equal(100m, quote.Mid);
        Assert.Equal(20, quote.SpreadBps, 1e-12); // 0.2 / 100
    }

    [Fact]
    public void A_locked_book_has_no_spread() =>
        Assert.Equal(0, new Quote(Sample.Near, Price.Of(5), Price.Of(5), Sample.Now).SpreadBps);
}
