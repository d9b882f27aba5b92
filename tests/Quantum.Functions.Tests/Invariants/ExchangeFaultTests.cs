using System.Net;
using System.Text.Json;
using Quantum.App.Hosting;
using Quantum.Conformance;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;
using Quantum.Functions.Hosting;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

/// <summary>The worker at an exchange that fails: what it does about it, and what its status page says.</summary>
[Collection(WorkerHost.Collection)]
public sealed class ExchangeFaultTests(Azurite azurite)
{
    private const ulong Seed = 3;
    private const int Symbols = 12;
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The entry fills, its answer is lost, and the first look for it gets no answer: no timer fires in this test after
    /// the delivery, so that only the delivery itself can have guarded the position.
    /// </summary>
    [Fact]
    public async Task An_entry_whose_answer_is_lost_is_guarded_by_the_call_that_sent_it()
    {
        Assert.SkipWhen(ExchangeLink.Absence is not null, ExchangeLink.Absence ?? "");
        var account = azurite.NewAccount();
        using var clock = SharedClock.Create(Start);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(clock, Symbols, Seed));
        await using var worker = await WorkerHost.StartAsync(SettingsOf(account, venue, clock));
        var cloud = new CloudTradingHost(worker, account);
        await UntilSignalAsync(cloud, clock);
        var sentAt = clock.GetUtcNow();
        venue.Faults.Add(new Fault(FaultKind.Unknown503) { Path = "/order", Method = "POST", AfterEffect = true });
        venue.Faults.Add(new Fault(FaultKind.Html503) { Path = "/order", Method = "GET" });

        var draining = cloud.DrainAsync();
        while (!draining.IsCompleted)
        {
            await Task.Delay(20); // Not much faster than real time: the worker's own work counts as well.
            clock.Set(clock.GetUtcNow().AddSeconds(0.03));
        }

        await draining;
        Assert.True(cloud.Failures.Count == 0, string.Join('\n', cloud.Failures));
        Assert.True(clock.GetUtcNow() - sentAt >= TimeSpan.FromSeconds(3), "Nothing was waited for.");
        var positions = (await AskAsync(worker, CloudNames.Functions.Positions, "/api/positions"))
            .GetProperty("positions").EnumerateArray().ToList();
        Assert.NotEmpty(positions);
        Assert.All(positions, position => Assert.True(
            position.GetProperty("isProtected").GetBoolean(), position.GetRawText()));
    }

    [Theory]
    //          fault, mode, what the status page says
    [InlineData(FaultKind.Region451, "Testnet", "The venue does not serve this region (HTTP 451 or 403).")]
    [InlineData(FaultKind.Region403, "Testnet", "The venue does not serve this region (HTTP 451 or 403).")]
    [InlineData(FaultKind.Region451, "Paper", "ScanMarket: PREFLIGHT_REGION_REFUSED: Binance: HTTP 451 ")]
    [InlineData(FaultKind.Html503, "Testnet", "The venue did not answer the preflight.")]
    [InlineData(FaultKind.Banned, "Testnet", "ScanMarket: Binance: the exchange asked to wait until 12:0")]
    [InlineData(FaultKind.None, "Testnet", "The clock is 60 s off the venue's; at most 1 s is allowed.")]
    public async Task What_the_exchange_refuses_stands_on_the_status_page(FaultKind kind, string mode, string sentence)
    {
        Assert.SkipWhen(ExchangeLink.Absence is not null, ExchangeLink.Absence ?? "");
        using var clock = SharedClock.Create(Start);
        using var ahead = SharedClock.Create(Start.AddSeconds(kind == FaultKind.None ? -60 : 0));
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(ahead, Symbols, Seed));
        var settings = SettingsOf(azurite.NewAccount(), venue, clock);
        settings[CloudNames.Settings.Mode] = mode;
        if (mode == "Paper") settings.Remove(CloudNames.Settings.Account);
        await using var worker = await WorkerHost.StartAsync(settings);
        if (kind != FaultKind.None) venue.Faults.Add(new Fault(kind) { Times = 10_000, RetryAfterSeconds = 60 });

        var calls = Task.Run(async () =>
        {
            await worker.FireAsync(CloudNames.Functions.MonitorPositions);
            await worker.FireAsync(CloudNames.Functions.ScanMarket);
        });
        while (!calls.IsCompleted)
        {
            await Task.Delay(10);
            if (kind == FaultKind.None) continue; // Nobody waits, and the two clocks stay as far apart as they are.
            foreach (var each in new[] { clock, ahead }) each.Set(each.GetUtcNow().AddSeconds(0.2));
        }

        await calls;
        var status = await AskAsync(worker, CloudNames.Functions.Status, "/api/status");
        Assert.Contains(sentence, string.Join('\n', status.GetProperty("health").EnumerateArray()
            .Select(row => row.GetProperty("evidence").GetString())
            .Append(status.GetProperty("diagnosis").GetString())));
    }

    [Fact]
    public async Task Storage_that_holds_the_book_of_another_mode_is_left_alone_and_the_status_page_says_so()
    {
        Assert.SkipWhen(ExchangeLink.Absence is not null, ExchangeLink.Absence ?? "");
        var account = azurite.NewAccount();
        using var clock = SharedClock.Create(Start);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(clock, Symbols, Seed));
        await using (var paper = await WorkerHost.StartAsync(new Dictionary<string, string>
        {
            [CloudNames.Settings.Storage] = account,
            [CloudNames.Settings.Market] = "Generated",
            [CloudNames.Settings.GeneratedSymbols] = "3",
        }))
        {
            Assert.Null(await paper.FireAsync(CloudNames.Functions.MonitorPositions));
        }

        await using var worker = await WorkerHost.StartAsync(SettingsOf(account, venue, clock));
        foreach (var timer in new[] { CloudNames.Functions.MonitorPositions, CloudNames.Functions.ScanMarket })
        {
            var calling = worker.FireAsync(timer);
            while (!calling.IsCompleted)
            {
                await Task.Delay(10);
                clock.Set(clock.GetUtcNow().AddSeconds(0.2));
            }

            Assert.Contains("BOOK_FOREIGN: the storage holds the book of Paper at Generated 1/3, account p01; the "
                + "settings say Testnet at Binance, account t01.", await calling);
        }

        Assert.Contains("The storage holds the book of another mode, market or account, so nothing is touched.",
            (await AskAsync(worker, CloudNames.Functions.Status, "/api/status")).GetProperty("diagnosis").GetString());
        var order = await worker.AskAsync(CloudNames.Functions.Control, HttpMethod.Post, "/api/control/flatten");
        Assert.Equal(HttpStatusCode.InternalServerError, order.Status);
        Assert.Contains("BOOK_FOREIGN", order.Body);
    }

    private static async Task UntilSignalAsync(CloudTradingHost cloud, SharedClock clock)
    {
        for (var minute = 0; minute < 30; minute++)
        {
            clock.Set(Start.AddMinutes(minute));
            await cloud.MonitorAsync();
            clock.Set(Start.AddMinutes(minute).AddSeconds(1));
            await cloud.ScanAsync();
            if (await cloud.HasMessageAsync()) return;
        }

        Assert.Fail("No signal came in half an hour.");
    }

    private static Dictionary<string, string> SettingsOf(string account, VenueServer venue, SharedClock clock) => new()
    {
        [CloudNames.Settings.Storage] = account,
        [CloudNames.Settings.Mode] = "Testnet",
        [CloudNames.Settings.ExchangeApiKey] = "fake-key",
        [CloudNames.Settings.ExchangeApiSecret] = "fake-secret",
        [CloudSettings.ExchangeAddressName] = venue.Address.ToString(),
        [CloudNames.Settings.Account] = "t01",
        [SharedClock.Variable] = clock.FilePath,
        ["DOTNET_STARTUP_HOOKS"] = typeof(SharedClock).Assembly.Location,
    };

    private static async Task<JsonElement> AskAsync(WorkerHost worker, string function, string target)
    {
        var (status, body) = await worker.AskAsync(function, HttpMethod.Get, target);
        Assert.True(status == HttpStatusCode.OK, body + worker.Logs);
        return JsonDocument.Parse(body).RootElement;
    }
}
