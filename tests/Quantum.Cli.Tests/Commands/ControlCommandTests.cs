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
        await run.UntilAsync(async () => await PositionsAsync(directory) > 0, "a position was open");

        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "flatten", "--state", "S");

        Assert.Contains("-> Reducing.", answer.Output);
        await run.UntilAsync(async () => await PositionsAsync(directory) == 0, "all positions were closed");
        Assert.Equal(0, (await run.SignalAsync("INT")).ExitCode);
        var audit = await StateAudit.RunAsync(directory.Of("S"), 40);
        Assert.Empty(audit.Problems);
        Assert.True(audit.Venue?.Account.Positions.IsEmpty);
    }

    [Fact]
    public async Task An_order_that_does_not_exist_is_refused()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "control", "explode");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("'explode' is not an order: pause, resume, reduce, halt or flatten.", answer.Errors);
    }

    private static async Task<int> PositionsAsync(TemporaryDirectory directory)
    {
        var answer = await QuantumProcess.RunAsync(directory.Path, "positions", "--json", "--state", "S");
        return answer.ExitCode == 0 ? Json.Of(answer.Output).GetProperty("positions").GetArrayLength() : 0;
    }
}
