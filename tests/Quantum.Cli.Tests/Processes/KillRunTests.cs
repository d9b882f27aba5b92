using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Processes;

/// <summary>The real program, killed with its venue in another process that judges by books of its own.</summary>
public sealed class KillRunTests
{
    [Fact]
    public async Task Killed_at_the_worst_moments_the_program_accounts_for_all_that_another_process_holds()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(
            directory.Path, "chaos", "--processes", "5", "--from-seed", "11", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        var report = Json.Of(answer.Output);
        Assert.Equal(5, report.Number("kills"));
        Assert.Equal(5, report.GetProperty("killsByMoment").Sum());
        Assert.True(report.Number("orders") > 0, answer.Output);
        Assert.True(report.Number("signals") > 0, answer.Output);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, report.GetProperty("problem").ValueKind);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public async Task Wrong_counts_are_refused_with_what_would_be_right(string count)
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "chaos", "--processes", count);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(
            $"--processes: '{count}' is no number from 1 to 10000.", answer.Errors, StringComparison.Ordinal);
    }
}
