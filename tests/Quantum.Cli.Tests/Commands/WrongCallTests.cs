using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>Calls that cannot be parsed: exit code 2 and every problem at once, as for any other wrong call.</summary>
public sealed class WrongCallTests
{
    [Fact]
    public async Task A_misspelt_option_hides_no_wrong_value()
    {
        var errors = await RefusedAsync("run", "--market", "foo", "--speed", "-3", "--symbol-count", "9999", "--bogus",
            "--seed", "-1", "--to", "soon");

        foreach (var named in new[]
        {
            "'--bogus': there is no such option.", "--market 'foo'", "--speed '-3'", "--symbol-count '9999'",
            "--seed '-1'", "--to 'soon'",
        })
            Assert.Contains(named, errors);
        Assert.DoesNotContain("Description:", errors); // Problems, not a page of help.
    }

    [Theory]
    [InlineData("'--sped': there is no such option; did you mean --speed?", "run", "--sped", "60")]
    [InlineData("'stauts': there is no such command; did you mean status?", "stauts")]
    [InlineData("'shwo': there is no such command; did you mean show?", "models", "shwo")]
    [InlineData("'extra': there is no such word.", "funnel", "extra")]
    [InlineData("Required argument missing for option: '--from'.", "funnel", "--from")]
    [InlineData("Option '--market' expects a single argument but 2", "run", "--market", "sim", "--market", "sim")]
    [InlineData("Required argument 'symbol' missing", "why")]
    [InlineData("--from '18:20': must be a time like", "trades", "--from", "18:20", "--bogus")]
    [InlineData("--at '18:20': must be a time like", "why", "BTCUSDT", "--at", "18:20", "--bogus")]
    [InlineData("--horizon '99999': must be", "dataset", "--horizon", "99999", "--bogus")]
    [InlineData("--outcome-weight 'x': must be", "dataset", "--outcome-weight", "x", "--from")]
    [InlineData("--parallel '0': must be", "data", "download", "--parallel", "0", "--bogus")]
    [InlineData("--symbols 'near': is not a symbol", "data", "verify", "--symbols", "near", "--bogus")]
    [InlineData("--symbols 'near': is not a symbol", "data", "fill", "--symbols", "near", "--data")]
    [InlineData("--data 'nope': the directory does not exist.", "dataset", "--data", "nope", "--out", "set")]
    [InlineData("--data 'nope': the directory does not exist.", "data", "verify", "--data", "nope")]
    [InlineData("--data 'nope': the directory does not exist.", "data", "fill", "--data", "nope")]
    public async Task Every_wrong_call_is_a_sentence(string sentence, params string[] arguments) =>
        Assert.Contains(sentence, await RefusedAsync(arguments));

    [Fact]
    public async Task Options_of_a_misspelt_command_are_not_called_unknown()
    {
        var errors = await RefusedAsync("runn", "--speed", "60");

        Assert.Contains("'runn': there is no such command; did you mean run?", errors);
        Assert.DoesNotContain("--speed", errors);
    }

    [Theory]
    [InlineData("quantum: `quantum` needs a command.")]
    [InlineData("quantum: `quantum models` needs a command.", "models")]
    public async Task A_missing_command_is_answered_with_the_list(string sentence, params string[] arguments)
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, arguments);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("Commands:", answer.Output);
        Assert.Equal(sentence, answer.Errors.Trim());
    }

    [Fact]
    public async Task Who_asks_for_help_gets_it_whatever_else_he_says()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "status", "--help", "--bogus");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("Usage:", answer.Output);
    }

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, arguments);

        Assert.True(answer.ExitCode == 2, answer.ToString());
        Assert.DoesNotContain("Unhandled", answer.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
        return answer.Errors;
    }
}
