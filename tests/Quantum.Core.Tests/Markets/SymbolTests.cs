using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Markets;

public class SymbolTests
{
    [Theory]
    [InlineData("BTC")] // the shortest
    [InlineData("1000PEPEUSDT")]
    [InlineData("BTCUSDT_250627")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123")] // 30 characters, the longest
    public void A_venue_name_is_kept_as_it_is(string name) => Assert.Equal(name, Symbol.Of(name).Name);

    [Theory]
    [InlineData("")]
    [InlineData("AB")]
    [InlineData("nearusdt")] // lower case is a mistake, not a spelling
    [InlineData("NEAR/USDT")]
    [InlineData("NEAR USDT")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ01234")]
    public void Anything_else_is_refused_and_quoted(string name)
    {
        Assert.False(Symbol.TryParse(name, out _));
        Assert.Contains($"'{name}'", Assert.Throws<FormatException>(() => Symbol.Of(name)).Message);
    }

    [Fact]
    public void A_missing_name_is_no_symbol() => Assert.False(Symbol.TryParse(null, out _));

    [Fact]
    public void The_default_throws_when_read_and_prints_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(Symbol).Name);
        Assert.Equal("(no symbol)", default(Symbol).ToString());
    }

    [Fact]
    public void The_order_is_ordinal()
    {
        Assert.True(Symbol.Of("1000PEPEUSDT") < Symbol.Of("AAVEUSDT"));
        Assert.True(Symbol.Of("BTCUSDT") < Symbol.Of("BTCUSDT_250627"));
        Assert.True(Symbol.Of("SOLUSDT") >= Symbol.Of("SOLUSDT"));
        Assert.False(Symbol.Of("SOLUSDT") > Symbol.Of("SOLUSDT"));
    }
}
