using System.Globalization;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>The real process, killed at any moment and started again on the same state.</summary>
public sealed class RunCommandKillTests
{
    private const int Kills = 22;
    private const int Symbols = 40;

    /// <summary>Busy on purpose: many slots and short lives put an order into almost every instant.</summary>
    private static readonly string[] Run =
    [
        "run", "--market", "sim", "--speed", "600", "--symbol-count", "40", "--seed", "7", "--no-web",
        "--from", "2025-06-02T23:00Z", "--state", "S", "--set", "Risk:PositionsMax=20", "--set",
        "Risk:RiskPerTrade=0.001", "--set", "Exit:TimeStopMinutes=3", "--set", "Breaker:EntriesPerHourMax=1000",
        "--set", "Breaker:StopsPerHourMax=1000", "--set", "Breaker:StopsPerDayMax=1000", "--set",
        "Breaker:CooldownMinutes=0", "--set", "Breaker:LoserSumMax=-1",
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

                // Every fifth dies while it starts; the others somewhere in the minutes that follow.
                if (kill % 5 != 0) await process.UntilPrintedAsync("Quantum Paper");
                var wait = random.Next(0, 500);
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
            Assert.True(audit.Minutes > Kills, $"only {audit.Minutes} minutes");
            Assert.True(audit.Venue?.Entries.Count > Kills, $"only {audit.Venue?.Entries.Count} entries");
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
