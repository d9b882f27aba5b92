using Quantum.Cli.Exchange;

namespace Quantum.Cli.Tests.Exchange;

public sealed class ExchangeAccessTests
{
    [Fact]
    public void Key_and_address_come_from_the_environment_and_the_key_is_never_shown()
    {
        var problems = new List<string>();
        var access = ExchangeAccess.Read(new Dictionary<string, string>
        {
            ["Exchange__ApiKey"] = "key-1",
            ["Exchange__ApiSecret"] = "secret-1",
            ["Exchange__Address"] = "http://127.0.0.1:9443",
        }, problems);
        Assert.Empty(problems);
        Assert.Equal(("key-1", "secret-1"), (access.Key, access.Secret));
        Assert.Equal("exchange http://127.0.0.1:9443/", access.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("ftp://127.0.0.1")]
    public void An_address_that_is_none_is_named(string address)
    {
        var problems = new List<string>();
        ExchangeAccess.Read(new Dictionary<string, string> { ["Exchange__Address"] = address }, problems);
        Assert.Equal([$"Exchange__Address = '{address}': must be an address like https://fapi.example.com."], problems);
    }

    [Fact]
    public void A_build_without_the_exchange_says_so_in_a_sentence()
    {
        var none = new NoExchange();
        Assert.Contains("built without the exchange's package (Binance.Net)", none.Absence);
        Assert.Throws<InvalidOperationException>(
            () => none.Open(new(null, null, null), new(), null, TimeProvider.System));
    }
}
