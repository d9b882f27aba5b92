using System.Net;
using System.Text.Json;
using Quantum.Adapters.Azure;
using Quantum.App.Hosting;
using Quantum.App.Reporting;
using Quantum.Conformance;
using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

[Collection(WorkerHost.Collection)]
public sealed class SameTradesTests(Azurite azurite, ITestOutputHelper output)
{
    private const ulong Seed = 3;
    private const int Symbols = 12;
    private const int Minutes = 20;
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A tight trailing stop, so that whole lives of positions fit into the test.</summary>
    private static readonly Dictionary<string, string> Options = new()
    {
        ["Exit:TrailingArmRatio"] = "0.2",
        ["Exit:TrailingCallbackRatio"] = "0.1",
    };

    [Fact]
    public async Task Positions_opened_by_queued_signals_are_protected_trailed_and_closed_alike_on_both_hosts()
    {
        var account = azurite.NewAccount();
        using var clock = SharedClock.Create(Start);
        await using var worker = await WorkerHost.StartAsync(SettingsOf(account, clock));
        var cloud = new CloudTradingHost(worker, account);
        await TradingSchedule.RunAsync(cloud, clock.Set, Start, Minutes);
        Assert.True(cloud.Failures.Count == 0, string.Join('\n', cloud.Failures) + worker.Logs);

        using var local = new LocalTradingHost(Start, Seed, Symbols, SettingsCatalog.Read(Options).Settings);
        await TradingSchedule.RunAsync(local, local.Time.AdvanceTo, Start, Minutes);

        var (from, to) = (Minute.Of(Start), Minute.Of(Start) + Minutes);
        var localTrades = await local.UseCases.Trades.HandleAsync(from, to, default);
        var storage = AzureStorage.Open(new() { ConnectionString = account });
        var store = storage.Entities(CloudNames.Tables.Documents);
        var cloudTrades = await new ReadTrades(store).HandleAsync(from, to, default);
        output.WriteLine(string.Join('\n', cloudTrades));

        Assert.True(cloudTrades.Count(trade => trade.Close == CloseType.TrailingStop) >= 2, "Too little happened.");
        Assert.Equal(TradesHash.Of(localTrades), TradesHash.Of(cloudTrades));
        await AssertToldAsync(worker, cloudTrades);
    }

    /// <summary>The status function knows the trades, and every position that is open has its stop.</summary>
    private static async Task AssertToldAsync(WorkerHost worker, IReadOnlyList<Trade> trades)
    {
        var (status, body) = await worker.AskAsync(CloudNames.Functions.Status, HttpMethod.Get, "/api/status");
        Assert.Equal(HttpStatusCode.OK, status);
        using var told = JsonDocument.Parse(body);
        var root = told.RootElement;
        Assert.Equal(trades.Count, root.GetProperty("tradesCount").GetInt32());
        Assert.Equal(0, root.GetProperty("unprotectedSecondsMax").GetDouble());
        Assert.True(root.GetProperty("books").GetProperty("isBalanced").GetBoolean());
        Assert.Contains("It is trading", root.GetProperty("diagnosis").GetString());

        foreach (var (function, target) in new[]
        {
            (CloudNames.Functions.Trades, "/api/trades?from=2025-06-02T12:00Z&to=2025-06-02T13:00Z"),
            (CloudNames.Functions.Positions, "/api/positions"),
            (CloudNames.Functions.Funnel, "/api/funnel"),
            (CloudNames.Functions.Why, $"/api/why/{trades[0].Symbol}?at=2025-06-02T12:05Z"),
            (CloudNames.Functions.Health, "/api/health"),
        })
        {
            var answer = await worker.AskAsync(function, HttpMethod.Get, target);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{target}: {answer.Status} {answer.Body}");
        }
    }

    private static Dictionary<string, string> SettingsOf(string account, SharedClock clock)
    {
        var settings = Options.ToDictionary(option =>
            CloudNames.Settings.TradingPrefix + option.Key.Replace(":", "__", StringComparison.Ordinal),
            option => option.Value);
        settings[CloudNames.Settings.Storage] = account;
        settings[CloudNames.Settings.Market] = "Generated";
        settings[CloudNames.Settings.GeneratedSeed] = $"{Seed}";
        settings[CloudNames.Settings.GeneratedSymbols] = $"{Symbols}";
        settings[SharedClock.Variable] = clock.FilePath;
        settings["DOTNET_STARTUP_HOOKS"] = typeof(SharedClock).Assembly.Location;
        return settings;
    }
}
