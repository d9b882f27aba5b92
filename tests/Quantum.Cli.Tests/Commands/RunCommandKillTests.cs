using System.Globalization;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>The real process, killed at any moment and started again on the same state.</summary>
public sealed class RunCommandKillTests
{
    private const int Kills = 22;
    private const int Symbols = 60;

    /// <summary>
    /// Busy on purpose: many slots and short lives put an order into almost every instant. And patient: a second of a
    /// slow machine is five minutes here, which must not make every candle and signal too old.
    /// </summary>
    private static readonly string[] Run =
    [
        "run", "--market", "sim", "--speed", "300", "--symbol-count", "60", "--seed", "7", "--no-web",
        "--from", "2025-06-02T23:30Z", "--state", "S",
        .. new[]
        {
            "Risk:PositionsMax=50", "Risk:RiskPerTrade=0.0005", "Risk:SideShareMax=1", "Exit:TimeStopMinutes=2",
            "Exit:UnprotectedMaxSeconds=60", "Signal:TimeToLiveSeconds=600", "Signal:RuleOversold=40",
            "Signal:RuleOverbought=60", "Data:CandleAgeMaxSeconds=600", "Market:CostMultipleMin=1",
            "Breaker:EntriesPerHourMax=1000", "Breaker:StopsPerHourMax=1000", "Breaker:StopsPerDayMax=1000",
            "Breaker:CooldownMinutes=0", "Breaker:LoserSumMax=-1", "Breaker:ReconcileAgeMaxSeconds=600",
        }.SelectMany(setting => new[] { "--set", setting }),
    ];

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_and_orders_nothing_twice()
    {
        const int seed = 20_250_602;
        var random = new Random(seed);
        using var directory = new TemporaryDirectory();
        var moments = new List<string>();
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                using var process = QuantumProcess.Start(directory.Path, Run);

                // Every fifth dies while it starts; the others in their first steps, or in the minutes that follow.
                if (kill % 5 != 0) await process.UntilPrintedAsync("Quantum Paper");
                var wait = kill % 2 == 0 ? random.Next(0, 500) : random.Next(300, 2_000);
                moments.Add(wait.ToString(CultureInfo.InvariantCulture));
                await Task.Delay(wait);
                Assert.False(process.HasExited, $"It ended by itself. {process.Output}");
                process.Kill();
                if (kill == Kills / 2) await OrderAsync(directory, "pause", "resume");
            }

            using var last = QuantumProcess.Start(directory.Path, Run);
            await last.UntilPrintedAsync("Quantum Paper");
            await OrderAsync(directory, "pause", "resume");
            await Task.Delay(1_000);
            Assert.Equal(0, (await last.SignalAsync("INT")).ExitCode);

            var audit = await StateAudit.RunAsync(directory.Of("S"), Symbols);
            Assert.Empty(audit.Problems);

            // Otherwise the kills met an idle system, and the test would prove nothing.
            Assert.True(audit.Venue?.Entries.Count >= Kills, $"only {audit.Venue?.Entries.Count} entries");
            Assert.True(audit.Venue?.Ended.Count > audit.Venue?.Entries.Count, "no position was ever left");
            Assert.True(audit.Signals > 0, "no signal was ever swept");
        }
        catch
        {
            directory.Keep();
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Seed {seed}; killed after {string.Join(", ", moments)} ms; the state is kept in {directory.Of("S")}.");
            throw;
        }
    }

    private static async Task OrderAsync(TemporaryDirectory directory, params string[] actions)
    {
        foreach (var action in actions)
        {
            var answer = await QuantumProcess.RunAsync(directory.Path, "control", action, "--state", "S");
            Assert.True(answer.ExitCode == 0, answer.ToString());
        }
    }
}
