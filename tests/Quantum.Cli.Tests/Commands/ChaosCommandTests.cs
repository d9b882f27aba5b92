using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary><c>quantum chaos</c> as a user runs it.</summary>
public sealed class ChaosCommandTests
{
    [Fact]
    public async Task A_run_tells_what_struck_and_that_every_invariant_held()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "chaos", "--seeds", "3", "--from-seed", "7",
            "--hours", "0.2", "--profile", "hell", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        var report = Json.Of(answer.Output);
        Assert.Equal(3m, report.Number("worlds"));
        Assert.Equal(report.Number("faults"), report.GetProperty("faultsByKind").Sum());
        Assert.True(report.Number("faults") > 50, answer.Output);
        Assert.Equal(0, report.GetProperty("violations").Sum());
        Assert.Equal(0, report.GetProperty("failures").GetArrayLength());
        Assert.NotEqual("", report.Text("commit"));
    }

    [Fact]
    public async Task The_report_in_words_has_a_line_for_every_invariant()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(
            directory.Path, "chaos", "--seeds", "1", "--hours", "0.1", "--profile", "calm");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("1 worlds of 0.1 h, profile calm, commit ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("OneOrderPerIntent             0 violations", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile", "stormy", "--profile: 'stormy' is none of calm, normal, hell, none.")]
    [InlineData("--seeds", "0", "--seeds: '0' is no number from 1 to 1000000.")]
    [InlineData("--hours", "x", "--hours: 'x' is no number from 0.01 to 240.")]
    public async Task Wrong_words_are_refused_with_what_would_be_right(string option, string value, string problem)
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "chaos", option, value);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(problem, answer.Errors, StringComparison.Ordinal);
    }
}
