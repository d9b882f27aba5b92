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
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;
using Quantum.Functions.Hosting;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

[Collection(WorkerHost.Collection)]
public sealed class ExchangeTests(Azurite azurite, ITestOutputHelper output)
{
    private const ulong Seed = 3;
    private const int Symbols = 12;
    private const int Minutes = 20;
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task With_the_exchange_over_HTTP_positions_are_opened_protected_trailed_and_closed()
    {
        Assert.SkipWhen(ExchangeLink.Absence is not null, ExchangeLink.Absence ?? "");
        var account = azurite.NewAccount();
        using var clock = SharedClock.Create(Start);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(clock, Symbols, Seed));
        await using var worker = await WorkerHost.StartAsync(new Dictionary<string, string>
        {
            [CloudNames.Settings.Storage] = account,
            [CloudNames.Settings.Mode] = "Testnet",
            [CloudNames.Settings.ExchangeApiKey] = "fake-key",
            [CloudNames.Settings.ExchangeApiSecret] = "fake-secret",
            [CloudSettings.ExchangeAddressName] = venue.Address.ToString(),
            [CloudNames.Settings.TradingPrefix + "Execution__Account"] = "t01",
            [CloudNames.Settings.TradingPrefix + "Exit__TrailingArmRatio"] = "0.2",
            [CloudNames.Settings.TradingPrefix + "Exit__TrailingCallbackRatio"] = "0.1",
            [SharedClock.Variable] = clock.FilePath,
            ["DOTNET_STARTUP_HOOKS"] = typeof(SharedClock).Assembly.Location,
        });
        var cloud = new CloudTradingHost(worker, account);
        await TradingSchedule.RunAsync(cloud, clock.Set, Start, Minutes);

        Assert.True(cloud.Failures.Count == 0, string.Join('\n', cloud.Failures.Distinct()));
        var (status, body) = await worker.AskAsync(CloudNames.Functions.Status, HttpMethod.Get, "/api/status");
        output.WriteLine(body);
        Assert.Equal(HttpStatusCode.OK, status);
        var store = AzureStorage.Open(new() { ConnectionString = account }).Entities(CloudNames.Tables.Documents);
        var trades = await new ReadTrades(store).HandleAsync(Minute.Of(Start), Minute.Of(Start) + Minutes, default);
        output.WriteLine(string.Join('\n', trades));
        Assert.Contains(trades, trade => trade.Close == CloseType.TrailingStop);
        Assert.Equal(await LocalHashAsync(), TradesHash.Of(trades));
        using var told = JsonDocument.Parse(body);
        Assert.Equal(trades.Count, told.RootElement.GetProperty("tradesCount").GetInt32());
        Assert.Equal("testnet", told.RootElement.GetProperty("mode").GetString());
        Assert.True(told.RootElement.GetProperty("books").GetProperty("isBalanced").GetBoolean());
    }

    /// <summary>The same market on paper, on SQLite.</summary>
    private static async Task<string> LocalHashAsync()
    {
        using var local = new LocalTradingHost(Start, Seed, Symbols, SettingsCatalog.Read(
        [
            new("Exit:TrailingArmRatio", "0.2"), new("Exit:TrailingCallbackRatio", "0.1"),
        ]).Settings);
        await TradingSchedule.RunAsync(local, local.Time.AdvanceTo, Start, Minutes);
        var (from, to) = (Minute.Of(Start), Minute.Of(Start) + Minutes);
        return TradesHash.Of(await local.UseCases.Trades.HandleAsync(from, to, default));
    }
}
