using System.Diagnostics;
using System.Runtime.CompilerServices;
using Quantum.Core.Markets;
using Quantum.FakeVenue.Markets;

namespace Quantum.FakeVenue.Tests;

/// <summary>
/// The fake must not merely be what our adapter expects: a client from another hand, in another language, reads and
/// trades there too.
/// </summary>
public sealed class SecondClientTests
{
    [Fact]
    public async Task A_client_that_knows_nothing_of_us_reads_and_trades_there()
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "binance")))
            Assert.Skip("The second client is not installed: run `npm ci` in the folder SecondClient beside it.");
        var time = new ShiftedTime(TimeSpan.Zero);
        var market = new StagedMarket(time.GetUtcNow(), Symbol.Of("NEARUSDT"), Symbol.Of("ADAUSDT"));
        await using var server = await VenueServer.StartAsync(new VenueWorld(market, time));
        var options = new VenueOptions();
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, "check.mjs"));
        start.ArgumentList.Add(server.Address.ToString().TrimEnd('/'));
        start.ArgumentList.Add(options.Key);
        start.ArgumentList.Add(options.Secret);
        start.ArgumentList.Add(folder);
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, output + await errors);
        Assert.Contains("The second client is satisfied.", output);
    }

    private static string Folder([CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "SecondClient");
}
