namespace Quantum.Cli.Tests.Fakes;

/// <summary>Two hours of a generated market in state <c>S</c>, run once for all tests that only read it.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Where it was run.</summary>
    public string Directory => _directory.Path;

    public async ValueTask InitializeAsync()
    {
        var answer = await QuantumProcess.RunAsync(Directory, "run", "--speed", "max", "--symbol-count", "20",
            "--seed", "3", "--from", "2025-06-02T00:00Z", "--to", "2025-06-02T02:00Z", "--state", "S");
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
