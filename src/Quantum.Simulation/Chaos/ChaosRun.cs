using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Chaos;

/// <summary>Runs many worlds, each on one thread, several at a time, and adds up what happened in them.</summary>
public static class ChaosRun
{
    /// <summary>Runs them.</summary>
    /// <param name="options">Which.</param>
    /// <param name="time">Measures how long it took.</param>
    /// <param name="progress">Told after every world, by any thread, one at a time.</param>
    /// <param name="ct">Stops early; what was run so far is reported.</param>
    public static ChaosReport Run(
        ChaosOptions options, TimeProvider time, Action<ChaosReport> progress, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var report = new ChaosReport(options.Profile.Name, options.Hours);
        var gate = new Lock();
        var next = -1;
        var workers = Enumerable.Range(0, Math.Max(1, options.Workers)).Select(_ => new Thread(Work)).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return report;

        void Work()
        {
            while (!ct.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < options.Seeds)
            {
                WorldResult result;
                try
                {
                    result = World.Run(OptionsOf(options, options.FromSeed + (ulong)index), ct);
                }
                catch (OperationCanceledException)
                {
                    return; // A world that was cut short proves nothing.
                }

                lock (gate)
                {
                    report.Add(result, time.GetElapsedTime(began));
                    progress(report);
                }
            }
        }
    }

    /// <summary>The world of one seed of a run.</summary>
    public static WorldOptions OptionsOf(ChaosOptions options, ulong seed) =>
        new() { Seed = seed, Hours = options.Hours, Profile = options.Profile };
}
