using Quantum.Adapters.Sqlite;
using Quantum.App.Ports;
using Quantum.Cli.State;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Commands;

/// <summary>What a command answers when it cannot do its work: one sentence a problem on standard error.</summary>
internal static class Failures
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The words of the call are wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Prints problems of the call.</summary>
    public static int Wrong(IEnumerable<string> problems)
    {
        foreach (var problem in problems) Console.Error.WriteLine($"quantum: {problem}");
        return Usage;
    }

    /// <summary>Runs a command's work and turns the failures a user can mend into sentences.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        // A signal can stop only a command that has returned its task: without this, one that comes while the start is
        // still at work would end the process at once, without a summary.
        await Task.Yield();
        try
        {
            return await work();
        }
        catch (Exception error) when (error is StateException or SqliteStoreException or CandleFileException
            or VenueUnavailableException or InvalidDataException or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync($"quantum: {error.Message}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("quantum: stopped.");
            return Failed;
        }
    }
}
