using System.Text;
using System.Text.Json;
using Quantum.App.Storage;
using Quantum.Core.Risk;
using Quantum.Dashboard.Site;
using Quantum.Dashboard.Tests.Fakes;

namespace Quantum.Dashboard.Tests.Site;

public sealed class DashboardSiteTests
{
    [Theory]
    [InlineData("/api/health", "status")]
    [InlineData("/api/status", "diagnosis")]
    [InlineData("/api/funnel", "decisions")]
    [InlineData("/api/funnel?from=2025-06-02T00:00Z&to=2025-06-02T01:00Z", "signals")]
    [InlineData("/api/positions", "positions")]
    [InlineData("/api/trades", "trades")]
    [InlineData("/api/why/NEARUSDT", "sentences")]
    [InlineData("/api/why/NEARUSDT?at=2025-06-02T18:20Z", "record")]
    public async Task Every_reading_route_answers_with_json_that_nobody_may_keep(string target, string member)
    {
        var answer = await GetAsync(await SampleDay.TradedAsync(), target);

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.True(Json(answer).TryGetProperty(member, out _));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Null(answer.Fault);
    }

    [Fact]
    public async Task The_page_runs_only_its_own_script_and_asks_nobody_else()
    {
        var answer = await GetAsync(SampleDay.Empty(), "/");
        var html = Encoding.UTF8.GetString(answer.Body.Span);
        var policy = Header(answer, "Content-Security-Policy");

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Matches("^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'$", policy);
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.DoesNotContain("src=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/*script*/", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_that_only_shows_is_the_same_but_for_its_orders()
    {
        var (page, full) = (await GetAsync(SampleDay.Empty(), "/api/page"), await GetAsync(SampleDay.Empty(), "/"));
        Assert.Equal(full.Headers, page.Headers);
        var shown = Encoding.UTF8.GetString(page.Body.Span);
        Assert.Equal(Encoding.UTF8.GetString(full.Body.Span),
            shown.Replace("<body data-read-only>", "<body>", StringComparison.Ordinal));
        Assert.NotEqual(full.Body.Length, page.Body.Length);
    }

    [Theory]
    [InlineData("/favicon.ico")]
    [InlineData("/api")]
    [InlineData("/api/status/")]
    [InlineData("/api/why")]
    [InlineData("/api/why/A/B")]
    [InlineData("/api/control")]
    [InlineData("//api/status")]
    public async Task An_unknown_route_is_not_found(string target)
    {
        var answer = await GetAsync(SampleDay.Empty(), target);

        Assert.Equal(404, answer.Status);
        Assert.StartsWith("There is no /", ErrorOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/", "GET")]
    [InlineData("HEAD", "/api/control/halt", "POST")]
    [InlineData("DELETE", "/api/trades", "GET")]
    [InlineData("GET", "/api/control/halt", "POST")]
    public async Task A_wrong_method_is_told_the_right_one(string method, string target, string allowed)
    {
        var answer = await AskAsync(SampleDay.Empty(), method, target);

        Assert.Equal(405, answer.Status);
        Assert.Equal($"Only {allowed} is allowed here, not {method}.", ErrorOf(answer));
        Assert.Equal(allowed == "GET" ? "GET, HEAD" : allowed, Header(answer, "Allow"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/health")]
    public async Task Watchers_may_ask_for_the_head_alone(string target)
    {
        var head = await AskAsync(SampleDay.Empty(), "HEAD", target);
        var whole = await GetAsync(SampleDay.Empty(), target);
        Assert.Equal((whole.Status, Header(whole, "Content-Type")), (head.Status, Header(head, "Content-Type")));
    }

    [Theory]
    [InlineData("GET", "/api/status?from=x", "from is not a parameter; this route has none.")]
    [InlineData("GET", "/api/health?x", "x is not a parameter; this route has none.")]
    [InlineData("GET", "/api/positions?x=1&y=2",
        "x is not a parameter; this route has none. y is not a parameter; this route has none.")]
    [InlineData("GET", "/api/trades?to=now",
        "to 'now' must be an ISO 8601 instant with Z or an offset, such as 2025-06-02T18:20Z, or a date, such as "
        + "2025-06-02.")]
    [InlineData("GET", "/api/why/nearusdt?at=noon", "symbol 'nearusdt' must be 3 to 30 upper-case letters, digits "
        + "or '_', such as NEARUSDT. at 'noon' must be an ISO 8601 instant with Z or an offset, such as "
        + "2025-06-02T18:20Z, or a date, such as 2025-06-02.")]
    [InlineData("POST", "/api/control/stop", "action 'stop' must be one of pause, resume, reduce, halt, flatten.")]
    [InlineData("POST", "/api/control/pause,reduce",
        "action 'pause,reduce' must be one of pause, resume, reduce, halt, flatten.")] // 1 | 2 is not 3, a halt
    [InlineData("POST", "/api/control/+3", "action '+3' must be one of pause, resume, reduce, halt, flatten.")]
    [InlineData("POST", "/api/control/HALT?now=1", "now is not a parameter; this route has none. "
        + "action 'HALT' must be one of pause, resume, reduce, halt, flatten.")]
    public async Task Wrong_input_is_named_with_what_is_allowed(string method, string target, string error)
    {
        var answer = await AskAsync(await SampleDay.TradedAsync(), method, target);

        Assert.Equal(400, answer.Status);
        Assert.Equal(error, ErrorOf(answer));
    }

    [Theory]
    [InlineData("pause", "reducing", "OPERATOR_PAUSED")]
    [InlineData("reduce", "reducing", "OPERATOR_REDUCING")]
    [InlineData("halt", "halted", "OPERATOR_HALTED")]
    [InlineData("flatten", "reducing", "OPERATOR_REDUCING")]
    public async Task An_order_is_carried_out_and_can_be_taken_back(string action, string kind, string cause)
    {
        var day = await SampleDay.TradedAsync();

        var after = Json(await AskAsync(day, "POST", "/api/control/" + action)).GetProperty("after");
        var stored = await day.Store.ReadAsync(
            StoreLayout.Book, StoreLayout.ControlRow, DocumentJson.Default.OperatorControl, default);
        var resumed = Json(await AskAsync(day, "POST", "/api/control/resume")).GetProperty("after");

        Assert.Equal(kind, after.GetProperty("kind").GetString());
        Assert.Equal(cause, after.GetProperty("causes")[0].GetProperty("code").GetString());
        Assert.Equal(Enum.Parse<OperatorOrder>(action, ignoreCase: true), stored?.Value.Order);
        Assert.Equal("active", resumed.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_foreign_page_can_neither_read_nor_order()
    {
        var day = await SampleDay.TradedAsync();
        var rebound = await day.Site.HandleAsync(new("GET", "/api/status") { Host = "evil.example" }, default);
        var forged = await day.Site.HandleAsync(
            new("POST", "/api/control/flatten") { Host = "localhost:7071", Origin = "http://evil.example" }, default);

        Assert.Equal((403, 403), (rebound.Status, forged.Status));
        Assert.Equal("The Host header 'evil.example' names neither this machine nor a configured host name.",
            ErrorOf(rebound));
        Assert.Contains("http://evil.example", ErrorOf(forged), StringComparison.Ordinal);
        Assert.Null(await day.Store.ReadAsync(StoreLayout.Book, StoreLayout.ControlRow, default));
    }

    [Fact]
    public async Task Health_is_unavailable_where_nothing_was_ever_scanned()
    {
        var answer = await GetAsync(SampleDay.Empty(), "/api/health");

        Assert.Equal(503, answer.Status);
        Assert.Equal("bad", Json(answer).GetProperty("status").GetString());
        Assert.Equal(404, (await GetAsync(SampleDay.Empty(), "/api/why/NEARUSDT")).Status);
    }

    [Fact]
    public async Task A_halt_is_bad_for_risk_and_no_reason_to_restart_the_host()
    {
        var day = await SampleDay.TradedAsync();
        await AskAsync(day, "POST", "/api/control/halt");

        var answer = await GetAsync(day, "/api/health");

        Assert.Equal(200, answer.Status);
        Assert.Equal("bad", Json(answer).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("/api/status", "The stored document monitor is damaged:")]
    [InlineData("/api/positions", "The stored document monitor is damaged:")]
    [InlineData("/api/health", "The stored data cannot be read; /api/status tells more.")]
    public async Task Damaged_data_is_told_in_a_sentence_and_not_as_a_stack(string target, string sentence)
    {
        var day = SampleDay.Empty();
        await day.Store.TryWriteAsync(StoreLayout.Book,
            [new Quantum.App.Ports.EntityWrite.Insert(StoreLayout.MonitorRow, "{\"books\":7}"u8.ToArray())], default);

        var answer = await GetAsync(day, target);

        Assert.Equal(500, answer.Status);
        Assert.StartsWith(sentence, ErrorOf(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ErrorOf(answer), StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(answer.Fault);
    }

    [Fact]
    public async Task A_damaged_ledger_page_is_told()
    {
        var day = await SampleDay.TradedAsync();
        await day.Store.TryDeleteAsync(StoreLayout.Ledger(SampleDay.Last), default);
        await day.Store.TryPutAsync(StoreLayout.Ledger(SampleDay.Last), "nonsense"u8.ToArray(), default);

        var answer = await GetAsync(day, "/api/why/NEARUSDT");

        Assert.Equal(500, answer.Status);
        Assert.IsType<InvalidDataException>(answer.Fault);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_and_kept_for_the_log()
    {
        var day = SampleDay.Empty();
        day.Store.Failure = new IOException("The disk is gone.");

        var answer = await GetAsync(day, "/api/trades");

        Assert.Equal((500, "The request could not be answered: The disk is gone."), (answer.Status, ErrorOf(answer)));
        Assert.Same(day.Store.Failure, answer.Fault);
    }

    [Fact]
    public async Task An_order_that_loses_every_race_is_to_be_given_again()
    {
        var day = await SampleDay.TradedAsync();
        day.Store.LosesEveryRace = true;

        var answer = await AskAsync(day, "POST", "/api/control/pause");

        Assert.Equal(503, answer.Status);
        Assert.EndsWith("give it again.", ErrorOf(answer), StringComparison.Ordinal);
    }

    private static Task<DashboardResponse> GetAsync(SampleDay day, string target) => AskAsync(day, "GET", target);

    private static Task<DashboardResponse> AskAsync(SampleDay day, string method, string target) =>
        day.Site.HandleAsync(new(method, target) { Host = "localhost:7071" }, default);

    private static string? Header(DashboardResponse answer, string name) =>
        answer.Headers.SingleOrDefault(header => header.Key == name).Value;

    private static JsonElement Json(DashboardResponse answer) => JsonDocument.Parse(answer.Body).RootElement;

    private static string ErrorOf(DashboardResponse answer) => Json(answer).GetProperty("error").GetString() ?? "";
}
