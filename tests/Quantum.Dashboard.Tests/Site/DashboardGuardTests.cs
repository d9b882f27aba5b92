using Quantum.Dashboard.Site;

namespace Quantum.Dashboard.Tests.Site;

public sealed class DashboardGuardTests
{
    private static readonly DashboardGuard Guard = new("quantum.example");

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:7071")]
    [InlineData("127.0.0.1:7071")]
    [InlineData("127.8.9.1")]
    [InlineData("[::1]:7071")]
    [InlineData("quantum.example")]
    [InlineData("Quantum.Example:443")]
    public void This_machine_and_configured_names_may_be_asked(string host) =>
        Assert.Null(Guard.Refusal(new("GET", "/") { Host = host }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":7071")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("localhost:port")]
    [InlineData("localhost:99999")]
    [InlineData("evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("sub.quantum.example")]
    [InlineData("localhost@evil.example")]
    [InlineData("192.168.1.10:7071")]
    public void Any_other_host_is_a_rebound_name_and_refused(string? host) =>
        Assert.Contains("Host header", Guard.Refusal(new("GET", "/") { Host = host }), StringComparison.Ordinal);

    [Theory]
    //          host,              origin,                    Sec-Fetch-Site
    [InlineData("localhost:7071", null, null)] // curl
    [InlineData("localhost:7071", "http://localhost:7071", "same-origin")]
    [InlineData("localhost:7071", "http://localhost:7071", "none")]
    [InlineData("[::1]:7071", "http://[::1]:7071", "same-origin")]
    [InlineData("quantum.example", "https://quantum.example", "same-origin")]
    [InlineData("quantum.example:443", "https://quantum.example", "same-origin")]
    public void An_order_may_come_from_the_page_itself_or_from_no_page(string host, string? origin, string? site) =>
        Assert.Null(Guard.Refusal(new("POST", "/") { Host = host, Origin = origin, SecFetchSite = site }));

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("http://localhost:3000", null)] // another program's page on the same machine
    [InlineData("https://localhost", null)]
    [InlineData("http://127.0.0.1:7071", null)]
    [InlineData("null", null)] // a sandboxed frame
    [InlineData("", null)]
    [InlineData("file://localhost:7071", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    [InlineData("http://localhost:7071", "cross-site")]
    public void An_order_from_another_page_is_refused(string? origin, string? site)
    {
        var request = new DashboardRequest("POST", "/")
        {
            Host = "localhost:7071", Origin = origin, SecFetchSite = site,
        };

        Assert.StartsWith("The request comes from", Guard.Refusal(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_from_another_site_may_open_the_page() => Assert.Null(Guard.Refusal(
        new("GET", "/") { Host = "localhost:7071", SecFetchSite = "cross-site" }));
}
