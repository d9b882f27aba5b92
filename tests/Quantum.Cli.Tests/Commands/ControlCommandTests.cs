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
    public async Task A_start_that_fails_beside_a_run_leads_no_order_astray()
    {
        using var directory = new TemporaryDirectory();
        RecordedData.Write(directory.Of("data"), (line, row) => line == 1_300 ? "spoiled" : row);
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "60", "--symbol-count", "5",
            "--port", QuantumProcess.FreePort());
        await run.UntilPrintedAsync("Quantum Paper");
        var port = run.Output.Split("localhost:")[1].Split(' ')[0];

        string[] replay =
        [
            "run", "--market", "replay", "--data", "data", "--from", RecordedData.From, "--to", RecordedData.To,
        ];
        Assert.Equal(1, (await QuantumProcess.RunAsync(directory.Path, replay)).ExitCode);
        var busy = await QuantumProcess.RunAsync(
            directory.Path, "run", "--symbol-count", "5", "--port", port, "--state", "T");
        Assert.Contains($"The web page cannot have port {port}", busy.Errors);

        var answer = await AskAsync(directory, "control", "flatten");
        Assert.StartsWith($"State {directory.Of(".quantum", "sim")}:", answer);
        Assert.Contains("Active -> Reducing.", answer);
        Assert.DoesNotContain("No process runs", answer);
    }

    [Fact]
    public async Task An_order_without_a_state_is_refused_when_the_latest_run_has_ended_and_another_goes_on()
    {
        using var directory = new TemporaryDirectory();
        using var run = QuantumProcess.Start(
            directory.Path, "run", "--speed", "60", "--symbol-count", "5", "--no-web");
        await run.UntilPrintedAsync("Quantum Paper");
        await RunAsync(directory, "T", to: "2025-06-02T00:01Z");

        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "halt");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"Nothing was ordered: no process runs the latest state {directory.Of("T")}, "
            + $"but one runs {Path.Combine(".quantum", "sim")}. Name the one you mean with --state.", answer.Errors);
        Assert.Contains("Paper, Active", await AskAsync(directory, "status", "--state", "T"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // The older one lies where nothing but the list of states knows of it.
    public async Task An_order_without_a_state_is_refused_while_two_runs_go_on(bool isOutsideFirst)
    {
        using var directory = new TemporaryDirectory();
        string[] inside = ["run", "--speed", "60", "--symbol-count", "5", "--no-web"];
        string[] outside = [.. inside, "--state", "T"];
        using var first = QuantumProcess.Start(directory.Path, isOutsideFirst ? outside : inside);
        await first.UntilPrintedAsync("Quantum Paper");
        using var second = QuantumProcess.Start(directory.Path, isOutsideFirst ? inside : outside);
        await second.UntilPrintedAsync("Quantum Paper");

        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "flatten");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"Nothing was ordered: 2 runs are going on, on {Path.Combine(".quantum", "sim")} and on "
            + $"{directory.Of("T")}. Name the one you mean with --state.", answer.Errors);
        Assert.Contains("Active -> Reducing.", await AskAsync(directory, "control", "flatten", "--state", "T"));
        Assert.Contains("Paper, Active", await AskAsync(directory, "status", "--state", ".quantum/sim"));
    }

    [Fact]
    public async Task An_order_without_a_state_is_refused_when_the_default_run_has_ended_and_one_outside_goes_on()
    {
        using var directory = new TemporaryDirectory();
        string[] run = ["run", "--symbol-count", "5", "--no-web"];
        using var outside = QuantumProcess.Start(directory.Path, [.. run, "--speed", "60", "--state", "T"]);
        await outside.UntilPrintedAsync("Quantum Paper");
        await AskAsync(directory,
            [.. run, "--speed", "max", "--from", "2025-06-02T00:00Z", "--to", "2025-06-02T00:01Z"]);

        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "halt");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"no process runs the latest state {directory.Of(".quantum", "sim")}, "
            + $"but one runs {directory.Of("T")}. Name the one you mean with --state.", answer.Errors);
        Assert.Contains("Paper, Active", await AskAsync(directory, "status", "--state", ".quantum/sim"));
    }

    [Fact]
    public async Task An_order_to_a_state_that_nobody_runs_says_that_it_waits_for_the_next_run()
    {
        using var directory = new TemporaryDirectory();
        await RunAsync(directory, "T", to: "2025-06-02T00:01Z");

        foreach (var state in new string[][] { [], ["--state", "T"] })
        {
            var answer = await AskAsync(directory, ["control", "pause", .. state]);
            Assert.Contains("No process runs this state now, so nothing happens yet: "
                + "the order is kept for the next run that goes on with it.", answer);
        }
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
