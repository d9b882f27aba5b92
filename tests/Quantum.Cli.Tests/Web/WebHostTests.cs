using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Quantum.Cli.Tests.Fakes;
using Quantum.Cli.Web;
using Quantum.Dashboard.Tests.Page;
using static Microsoft.Playwright.Assertions;

namespace Quantum.Cli.Tests.Web;

/// <summary>The page and the API of a run that is really going on.</summary>
public sealed partial class WebHostTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _port = QuantumProcess.FreePort();
    private readonly HttpClient _client;
    private QuantumProcess? _run;

    public WebHostTests() => _client = new() { BaseAddress = new($"http://localhost:{_port}") };

    [Fact]
    public async Task Every_address_answers_and_only_its_own_page_may_give_orders()
    {
        await StartAsync("--symbol-count", "10");

        Assert.Contains("<html", await _client.GetStringAsync("/"));
        foreach (var path in new[] { "/api/health", "/api/funnel", "/api/positions", "/api/trades", "/api/models" })
            Assert.NotEqual(HttpStatusCode.NotFound, (await _client.GetAsync(path)).StatusCode);
        var symbol = Json.Of(await _client.GetStringAsync("/api/why/BTCUSDT")).Text("symbol");
        Assert.Equal("BTCUSDT", symbol);

        Assert.Equal(HttpStatusCode.Forbidden, (await PauseAsync("https://evil.example")).StatusCode);
        Assert.Equal("active", (await StatusAsync()).GetProperty("state").Text("kind"));
        Assert.Equal(HttpStatusCode.OK, (await PauseAsync(origin: null)).StatusCode);
        Assert.Equal("reducing", (await StatusAsync()).GetProperty("state").Text("kind"));
    }

    [Fact]
    public async Task A_name_that_leads_here_from_elsewhere_is_refused()
    {
        await StartAsync("--symbol-count", "5");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_busy_port_is_a_sentence()
    {
        await StartAsync("--symbol-count", "5");

        var second = await QuantumProcess.RunAsync(
            _directory.Path, "run", "--symbol-count", "5", "--port", _port, "--state", "T");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"The web page cannot have port {_port}", second.Errors);
        Assert.Contains("Name another --port, or run with --no-web.", second.Errors);
        Assert.DoesNotContain("   at ", second.Errors);
        Assert.False(Directory.Exists(_directory.Of("T")), "A start that failed left a state that orders would reach.");
    }

    [Fact]
    public async Task Until_a_system_is_there_every_answer_is_the_error_of_the_api()
    {
        await using var host = await WebHost.StartAsync(
            int.Parse(_port, CultureInfo.InvariantCulture), CancellationToken.None);

        using var answer = await _client.GetAsync("/api/status");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Quantum is starting.", Json.Of(await answer.Content.ReadAsStringAsync()).Text("error"));
    }

    [Fact]
    public async Task A_browser_sees_why_it_trades_and_all_222_symbols_decided()
    {
        await using var browser = await Chromium.StartAsync();
        await StartAsync();
        var page = await browser.OpenAsync($"http://localhost:{_port}/");

        await Expect(page.Locator("#health tr").First)
            .ToContainTextAsync("222 symbols decided", new() { Timeout = 60_000 });
        await Expect(page.Locator("#diagnosis")).ToHaveTextAsync(Sentence());
    }

    public void Dispose()
    {
        _client.Dispose();
        _run?.Dispose();
        _directory.Dispose();
    }

    private async Task StartAsync(params string[] more)
    {
        _run = QuantumProcess.Start(
            _directory.Path, ["run", "--speed", "60", "--port", _port, "--state", "S", .. more]);
        await _run.UntilAsync(async () => await HasScannedAsync(), "the first minute was scanned");
    }

    private async Task<bool> HasScannedAsync()
    {
        try
        {
            return (await StatusAsync()).GetProperty("lastScan").ValueKind == System.Text.Json.JsonValueKind.String;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }

    private async Task<System.Text.Json.JsonElement> StatusAsync() =>
        Json.Of(await _client.GetStringAsync("/api/status"));

    private async Task<HttpResponseMessage> PauseAsync(string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/control/pause");
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await _client.SendAsync(request);
    }

    /// <summary>Words with a full stop: the page begins with a dash or nothing.</summary>
    [GeneratedRegex(@"\w+ \w+ .*\.")]
    private static partial Regex Sentence();
}
