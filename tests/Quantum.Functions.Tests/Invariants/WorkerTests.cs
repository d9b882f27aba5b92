using System.Net;
using System.Text;
using System.Text.Json;
using Quantum.App.Hosting;
using Quantum.Conformance;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

[Collection(WorkerHost.Collection)]
public sealed class WorkerTests(Azurite azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task The_worker_tells_its_functions_as_the_platform_asks_for_them()
    {
        await using var host = await StartAsync([]);
        output.WriteLine($"ready {host.StartTime.TotalMilliseconds:0} ms after the process was started, "
            + $"{host.StartCost.TotalMilliseconds:0} ms of processor time");

        var bindings = host.Bindings.ToDictionary(pair => pair.Key, pair => pair.Value[0]);
        Assert.Contains("\"schedule\":\"1 * * * * *\"", bindings["ScanMarket"]);
        Assert.Contains("\"schedule\":\"*/10 * * * * *\"", bindings["MonitorPositions"]);
        Assert.Contains("\"queueName\":\"%SIGNAL_QUEUE%\"", bindings["ExecuteSignal"]);
        Assert.Contains("\"queueName\":\"%SIGNAL_QUEUE%-poison\"", bindings["SignalPoisoned"]);
        Assert.Contains("\"path\":\"models/{version}/manifest.json\"", bindings["PromoteModel"]);
        Assert.Contains("\"source\":\"EventGrid\"", bindings["PromoteModel"]);
        Assert.DoesNotContain(bindings.Values, binding => binding.Contains("runOnStartup"));
        var http = bindings.Where(pair => pair.Value.Contains("\"httpTrigger\"")).ToList();
        Assert.All(http, pair => Assert.Contains(
            pair.Key == "Health" ? "\"authLevel\":\"Anonymous\"" : "\"authLevel\":\"Function\"", pair.Value));
        Assert.Equal(["Control", "Funnel", "Health", "Models", "Page", "Positions", "PromoteStored", "Status", "Trades",
            "Why"], http.Select(pair => pair.Key).Order());
    }

    [Fact]
    public async Task A_message_that_is_no_signal_message_becomes_a_dead_letter_with_its_reason()
    {
        await using var host = await StartAsync([]);
        await host.FireAsync(CloudNames.Functions.ScanMarket);

        string[] bodies = ["{", "null", "[]", "{\"minute\":\"x\",\"signals\":[]}", "\u00ff"];
        foreach (var (number, body) in bodies.Index())
        {
            Assert.Null(await host.DeliverAsync(
                CloudNames.Functions.ExecuteSignal, $"bad-{number}", Encoding.Latin1.GetBytes(body)));
        }

        Assert.Null(await host.DeliverAsync(CloudNames.Functions.SignalPoisoned, "bad-0", "{"u8.ToArray()));
        Assert.Null(await host.DeliverAsync(CloudNames.Functions.SignalPoisoned, "poison", "not decoded"u8.ToArray()));
        var status = await StatusAsync(host);
        Assert.Equal(6, status.GetProperty("deadLettersCount").GetInt32());
        Assert.All(status.GetProperty("deadLetters").EnumerateArray(), letter => Assert.StartsWith(
            "MESSAGE_UNREADABLE: ", letter.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task An_order_that_does_not_exist_is_refused_and_stands_on_the_status_page()
    {
        await using var host = await StartAsync([]);
        foreach (var action in new[] { "explode", "PAUSE", "pause%2Fresume", "1" })
        {
            var answer = await host.AskAsync(
                CloudNames.Functions.Control, HttpMethod.Post, $"/api/control/{action}?code=key");
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains("must be one of pause, resume, reduce, halt, flatten", answer.Body);
        }

        Assert.Contains("Control: CONTROL_UNREADABLE: /api/control/explode", await EvidenceAsync(host));
        var pause = await host.AskAsync(CloudNames.Functions.Control, HttpMethod.Post, "/api/control/pause?code=key");
        Assert.Equal(HttpStatusCode.OK, pause.Status);
        Assert.Contains("The operator paused new entries.",
            (await StatusAsync(host)).GetProperty("state").GetRawText());
    }

    [Fact]
    public async Task The_status_page_is_served_without_orders_and_without_secrets_and_runs_only_its_own_script()
    {
        await using var host = await StartAsync([]);
        var (status, headers, body) = await host.ReadAsync(CloudNames.Functions.Page, "/api/page?code=secret-key");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", headers["Content-Security-Policy"]);
        Assert.Contains("connect-src 'self'", headers["Content-Security-Policy"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("no-store", headers["Cache-Control"]);
        Assert.Contains("<body data-read-only>", body);
        Assert.DoesNotContain("secret-key", body);
        Assert.DoesNotContain("AccountKey", body);
    }

    [Theory]
    [InlineData("Mode", "Lve", "SETTING_WRONG", "Mode = 'Lve'",
        "A setting is outside its range, so nothing is entered.")]
    [InlineData("QUANTUM_Risk__LeverageMax", "1000", "SETTING_WRONG", "Risk:LeverageMax = '1000'",
        "A setting is outside its range, so nothing is entered.")]
    [InlineData("Models__TrustedKeys", "@Microsoft.KeyVault(SecretUri=https://v/secrets/x)", "SETTING_UNRESOLVED",
        "Models__TrustedKeys holds an unresolved Key Vault reference.",
        "A setting holds a Key Vault reference that was not resolved.")]
    public async Task A_worker_with_wrong_settings_starts_and_says_why_it_does_not_trade(
        string name, string value, string code, string named, string sentence)
    {
        await using var host = await StartAsync(new() { [name] = value });
        Assert.Null(await host.FireAsync(CloudNames.Functions.ScanMarket));
        Assert.Null(await host.FireAsync(CloudNames.Functions.MonitorPositions));

        var status = await StatusAsync(host);
        Assert.Equal($"It is not trading because the mode is not ready: {sentence}",
            status.GetProperty("diagnosis").GetString());
        var evidence = await EvidenceAsync(host);
        Assert.Contains($"Start: {code}: ", evidence);
        Assert.Contains(named, evidence);
    }

    [Fact]
    public async Task Live_without_keys_opens_no_venue_and_says_so()
    {
        await using var host = await StartAsync(new() { [CloudNames.Settings.Mode] = "Live" });
        await host.FireAsync(CloudNames.Functions.MonitorPositions);

        Assert.Equal("live", (await StatusAsync(host)).GetProperty("mode").GetString());
        Assert.Contains("Start: KEYS_MISSING: ", await EvidenceAsync(host));
        Assert.Contains("Exchange__ApiKey and Exchange__ApiSecret: Live needs both.", await EvidenceAsync(host));
    }

    private async Task<WorkerHost> StartAsync(Dictionary<string, string> settings)
    {
        settings[CloudNames.Settings.Storage] = azurite.NewAccount();
        settings.TryAdd(CloudNames.Settings.Market, "Generated");
        settings[CloudNames.Settings.GeneratedSymbols] = "3";
        return await WorkerHost.StartAsync(settings);
    }

    private static async Task<JsonElement> StatusAsync(WorkerHost host)
    {
        var (status, body) = await host.AskAsync(CloudNames.Functions.Status, HttpMethod.Get, "/api/status?code=key");
        Assert.True(status == HttpStatusCode.OK, body + host.Logs);
        return JsonDocument.Parse(body).RootElement;
    }

    private static async Task<string> EvidenceAsync(WorkerHost host) => string.Join('\n',
        (await StatusAsync(host)).GetProperty("health").EnumerateArray()
            .Select(row => row.GetProperty("evidence").GetString()));
}
