using Microsoft.Playwright;
using Quantum.Dashboard.Tests.Fakes;
using static Microsoft.Playwright.Assertions;

namespace Quantum.Dashboard.Tests.Page;

/// <summary>The page in a real browser, over HTTP, under its own security policy.</summary>
public sealed class StatusPageTests
{
    private const string Hostile = "<img src=x onerror='window.hacked=1'></script><script>window.hacked=1</script>";

    [Fact]
    public async Task It_shows_the_answer_the_health_and_the_positions()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync(server.Url);

        await Expect(page.Locator("#diagnosis")).ToContainTextAsync("It is trading:");
        await Expect(page.Locator("#mode")).ToHaveTextAsync("paper");
        await Expect(page.Locator("#state")).ToHaveTextAsync("active");
        await Expect(page.Locator("#health tr")).ToHaveCountAsync(8);
        await Expect(page.Locator("#health tr").First).ToContainTextAsync("222 symbols decided");
        await Expect(page.Locator("#positions tbody tr")).ToHaveCountAsync(5);
        await Expect(page.Locator("#positions tbody tr").Nth(2)).ToContainTextAsync("NEARUSDT");
        await Expect(page.Locator("#equity svg")).ToBeVisibleAsync();
        await Expect(page.Locator("#hour")).ToContainTextAsync("POSITIONS_FULL");
    }

    [Fact]
    public async Task Where_it_only_shows_it_asks_with_the_key_it_was_opened_by_and_has_no_orders()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync(server.Url + "api/page?code=k%2F1");

        await Expect(page.Locator("#diagnosis")).ToContainTextAsync("It is trading:");
        await Expect(page.Locator("#control-title")).ToBeHiddenAsync();
        await Expect(page.Locator("#control-note")).ToBeHiddenAsync();
        await Expect(page.Locator("#control button")).ToHaveCountAsync(0);
        await Expect(page.Locator("footer a").First).ToHaveAttributeAsync(
            "href", server.Url + "api/status?code=k%2F1");
        Assert.Equal(["k/1"], server.Keys);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_fits_its_width_without_errors_and_without_jumping(int width)
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync("about:blank", width, height: 844);
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add(message.Text);
        page.PageError += (_, error) => problems.Add(error);
        await page.AddInitScriptAsync("""
            window.shift = 0;
            new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })
                .observe({ type: "layout-shift", buffered: true });
            """);
        await page.GotoAsync(server.Url);
        await Expect(page.Locator("#positions tbody tr")).ToHaveCountAsync(5);
        day.Clock.Now = day.Clock.Now.AddSeconds(2);
        await Expect(page.Locator("#read-at")).ToContainTextAsync("18:20:49");

        Assert.Empty(problems);
        Assert.True(await page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.02);
    }

    [Fact]
    public async Task Hostile_text_from_the_store_is_shown_and_not_executed()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await day.AddDeadLetterAsync(Hostile, Hostile);
        await using var server = new LoopbackServer(day.Site);
        server.Doctor = text => text.Replace("NEARUSDT", Hostile, StringComparison.Ordinal);
        var page = await browser.OpenAsync(server.Url);

        await Expect(page.Locator("#dead")).ToContainTextAsync(Hostile);
        await Expect(page.Locator("#positions")).ToContainTextAsync(Hostile);
        await page.FillAsync("#why-symbol", "<IMG>");
        await page.PressAsync("#why-symbol", "Enter");
        await Expect(page.Locator("#why-answer")).ToContainTextAsync("symbol '<IMG>' must be 3 to 30 upper-case");
        Assert.Equal(0, await page.Locator("main img, main script").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.hacked === undefined"));
    }

    [Fact]
    public async Task The_why_box_explains_a_symbol_and_a_minute()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync(server.Url);

        await page.FillAsync("#why-symbol", "opusdt");
        await page.FillAsync("#why-minute", "2025-06-02T18:20Z");
        await page.PressAsync("#why-minute", "Enter");

        await Expect(page.Locator("#why-answer")).ToContainTextAsync("The spread is 12.5 bps; at most 10 bps");
        await Expect(page.Locator("#why-answer dl")).ToContainTextAsync("SPREAD_WIDE");
    }

    [Fact]
    public async Task Halt_must_be_typed_and_pause_confirmed()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync(server.Url);
        await Expect(page.Locator("#state")).ToHaveTextAsync("active");

        await page.ClickAsync("#control button:has-text('Halt')");
        await Expect(page.Locator("#confirm-yes")).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#confirm")).ToBeHiddenAsync();
        await page.ClickAsync("#control button:has-text('Pause')");
        await page.ClickAsync("#confirm-no");
        await Expect(page.Locator("#state")).ToHaveTextAsync("active");

        await page.ClickAsync("#control button:has-text('Halt')");
        await page.Keyboard.TypeAsync("halt");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#state")).ToHaveTextAsync("halted");
        await Expect(page.Locator("#control-answer")).ToContainTextAsync("Halted: stops of 5 open positions are kept");
        await Expect(page.Locator("#diagnosis")).ToContainTextAsync("The operator halted trading.");
    }

    [Fact]
    public async Task A_server_that_fails_is_told_and_what_is_old_is_dimmed()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync(server.Url);
        await Expect(page.Locator("#positions tbody tr")).ToHaveCountAsync(5);

        server.IsDown = true;
        await Expect(page.Locator("#stale")).ToContainTextAsync("What you see is");
        await Expect(page.Locator("#main")).ToHaveClassAsync("old");
        day.Clock.Now = day.Clock.Now.AddSeconds(5);
        server.IsDown = false;
        await Expect(page.Locator("#stale")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Answers_that_stand_still_are_told()
    {
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var page = await browser.OpenAsync("about:blank");
        await page.Clock.InstallAsync();
        await page.GotoAsync(server.Url);
        await Expect(page.Locator("#positions tbody tr")).ToHaveCountAsync(5);
        await Expect(page.Locator("#stale")).ToBeHiddenAsync();

        await page.Clock.FastForwardAsync("00:20");

        await Expect(page.Locator("#stale")).ToContainTextAsync("The server's answers stand still.");
    }

    /// <summary>Writes <c>docs/images/status-page.png</c> and pictures of the whole page.</summary>
    [Fact]
    public async Task Pictures_of_the_page_can_be_taken()
    {
        var folder = Environment.GetEnvironmentVariable("QUANTUM_PICTURES");
        Assert.SkipWhen(folder is null, "Set QUANTUM_PICTURES to a folder to write pictures of the page there.");
        await using var browser = await Chromium.StartAsync();
        var day = await SampleDay.TradedAsync();
        await using var server = new LoopbackServer(day.Site);
        var first = await browser.OpenAsync(server.Url, width: 1280, height: 920, dark: true);
        await Expect(first.Locator("#positions tbody tr")).ToHaveCountAsync(5);
        await first.ScreenshotAsync(new() { Path = Path.Combine(folder, "status-page.png") });
        foreach (var (width, dark) in new[] { (1280, true), (1280, false), (390, true), (390, false) })
        {
            var page = await browser.OpenAsync(server.Url, width, height: 844, dark);
            await Expect(page.Locator("#positions tbody tr")).ToHaveCountAsync(5);
            await page.FillAsync("#why-symbol", "OPUSDT");
            await page.PressAsync("#why-symbol", "Enter");
            await Expect(page.Locator("#why-answer dl")).ToBeVisibleAsync();
            await page.EvaluateAsync("document.activeElement.blur(); window.scrollTo(0, 0)");
            var name = $"status-page-{width}-{(dark ? "dark" : "light")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }
}
