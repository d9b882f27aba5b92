using System.Globalization;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>The operator's orders to a run that is going on, from another process.</summary>
public sealed class ControlCommandTests
{
    [Fact]
    public async Task Flatten_closes_every_position_of_a_run_that_is_going_on()
    {
        using var directory = new TemporaryDirectory();
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "60", "--symbol-count", "40",
            "--seed", "7", "--from", "2025-06-02T00:00Z", "--no-web", "--state", "S");
        await run.UntilAsync(async () => await PositionsAsync(directory, "S") > 0, "a position was open");

        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "flatten", "--state", "S");

        Assert.Contains("-> Reducing.", answer.Output);
        await run.UntilAsync(async () => await PositionsAsync(directory, "S") == 0, "all positions were closed");
        Assert.Equal(0, (await run.SignalAsync("INT")).ExitCode);
        var audit = await StateAudit.RunAsync(directory.Of("S"), 40);
        Assert.Empty(audit.Problems);
        Assert.True(audit.Venue?.Account.Positions.IsEmpty);
    }

    [Fact]
    public async Task Flatten_means_also_what_was_entered_after_the_last_monitor_tick()
    {
        using var directory = new TemporaryDirectory();
        await RunAsync(directory, "S", to: "2025-06-02T00:30Z");
        var opened = DateTimeOffset.Parse(
            Json.Of(await AskAsync(directory, "positions", "--json", "--state", "S"))
                .GetProperty("positions")[0].Text("openedAt"), CultureInfo.InvariantCulture);

        // The same run once more, ended between the entry and the next tick.
        await RunAsync(directory, "T", to: $"{opened.AddSeconds(1):yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Assert.NotEqual(0, await PositionsAsync(directory, "T"));
        await AskAsync(directory, "control", "flatten", "--state", "T");
        await RunAsync(directory, "T", to: $"{opened.AddMinutes(1):yyyy-MM-dd'T'HH:mm:ss'Z'}");

        Assert.Equal(0, await PositionsAsync(directory, "T"));
    }

    [Fact]
    public async Task An_order_that_does_not_exist_is_refused()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "explode");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("'explode' is not an order: pause, resume, reduce, halt or flatten.", answer.Errors);
    }

    private static async Task<int> PositionsAsync(TemporaryDirectory directory, string state)
    {
        var answer = await QuantumProcess.RunAsync(directory.Path, "positions", "--json", "--state", state);
        return answer.ExitCode == 0 ? Json.Of(answer.Output).GetProperty("positions").GetArrayLength() : 0;
    }

    private static Task<string> RunAsync(TemporaryDirectory directory, string state, string to) => AskAsync(directory,
        "run", "--speed", "max", "--symbol-count", "20", "--seed", "3", "--from", "2025-06-02T00:00Z", "--to", to,
        "--state", state);

    private static async Task<string> AskAsync(TemporaryDirectory directory, params string[] arguments)
    {
        var answer = await QuantumProcess.RunAsync(directory.Path, arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer.Output;
    }
}
