using Quantum.App.Hosting;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Running;

/// <summary>How far a run has come; read by the view while the run goes on.</summary>
internal sealed class RunProgress
{
    private long _minutes;
    private long _decisions;
    private long _faults;
    private string? _lastFault;

    /// <summary>Minutes completed.</summary>
    public long Minutes => Interlocked.Read(ref _minutes);

    /// <summary>Records written.</summary>
    public long Decisions => Interlocked.Read(ref _decisions);

    /// <summary>Use cases that failed.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>The last failure in words.</summary>
    public string? LastFault => Volatile.Read(ref _lastFault);

    /// <summary>Counts one step.</summary>
    public void Count(LoopStep step)
    {
        Interlocked.Add(ref _minutes, step.Scan?.Minutes ?? 0);
        Interlocked.Add(ref _decisions, step.Scan?.Decisions ?? 0);
        Interlocked.Add(ref _faults, step.Faults.Count);
        if (step.Faults.Count > 0)
            Volatile.Write(ref _lastFault, $"{step.Faults[^1].UseCase}: {step.Faults[^1].Error.Message}");
    }
}

/// <summary>Brings the clock from one due instant to the next, by setting it or by sleeping, until the end.</summary>
internal static class TradingRun
{
    /// <summary>Runs until the end, or until it is cancelled between two steps.</summary>
    /// <param name="system">What runs.</param>
    /// <param name="end">Exclusive; <see langword="null"/> for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="ct">Ends the run after the step at work.</param>
    public static async Task RunAsync(
        LocalSystem system, DateTimeOffset? end, RunProgress progress, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var due = system.Loop.NextDue;
            if (due >= end) break;
            if (!await ReachAsync(system.Time, due, ct)) break;

            // A step is never cut off half-way by the operator: what it began it finishes.
            progress.Count(await system.Loop.StepAsync(CancellationToken.None));
            if (system.Time is ScaledTime scaled) scaled.Start();
        }
    }

    private static async Task<bool> ReachAsync(TimeProvider time, DateTimeOffset due, CancellationToken ct)
    {
        if (time is VirtualTime virtualTime)
        {
            virtualTime.AdvanceTo(due);
            return true;
        }

        var speed = time is ScaledTime scaled ? scaled.Speed : 1;
        try
        {
            for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds / speed, 1, 60_000)), ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
