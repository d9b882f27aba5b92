using System.Globalization;
using Quantum.Cli.Exchange;
using Quantum.Cli.Tests.Fakes;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;

namespace Quantum.Cli.Tests.Commands;

/// <summary><c>quantum run --market binance</c> against the fake venue; skipped without the exchange.</summary>
public sealed class RunCommandExchangeTests
{
    [Fact]
    public async Task A_live_market_is_scanned_on_paper_and_no_order_goes_there()
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) Assert.Skip(absence);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(new ShiftedTime(TimeSpan.Zero), 12));
        using var directory = new TemporaryDirectory();
        var answer = await RunAsync(directory, venue);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("live market of Binance, Paper", answer.Output);
        Assert.Matches(@"\b(12|24) decisions, ", answer.Output); // one minute, or two where the run crossed one
        Assert.Equal(0, venue.Meter.OrdersMinute);
    }

    [Fact]
    public async Task Testnet_without_a_key_runs_says_why_it_does_not_trade_and_keeps_the_reason()
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) Assert.Skip(absence);
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(new ShiftedTime(TimeSpan.Zero), 12));
        using var directory = new TemporaryDirectory();
        await RunAsync(directory, venue, "--set", "Mode=Testnet", "--set", "Execution:Account=t01");
        var status = await QuantumProcess.RunAsync(directory.Path, "status");
        Assert.Contains("the mode is not ready: The mode needs an exchange key and its secret", status.Output);
        Assert.Contains("Testnet", status.Output);
    }

    [Fact]
    public async Task Live_that_is_configured_by_half_does_not_start()
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) Assert.Skip(absence);
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(
            directory.Path, "run", "--market", "binance", "--set", "Mode=Live", "--set", "Execution:Account=l01");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("Live:ArmedFor = '' must be l01/yyyy-MM-dd", answer.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    private static Task<QuantumAnswer> RunAsync(
        TemporaryDirectory directory, VenueServer venue, params string[] more)
    {
        var end = TimeProvider.System.GetUtcNow().AddSeconds(20);
        return QuantumProcess.RunAsync(directory.Path,
            new Dictionary<string, string> { ["Exchange__Address"] = venue.Address.ToString() },
            ["run", "--market", "binance", "--no-web", "--to",
                end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), .. more]);
    }
}
