using Quantum.Core.Risk;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// One deterministic world: two scanners, two monitors, two executors and an operator of the real use cases, a venue
/// with books of its own, one thread, virtual time, one seed. It runs until its time is over or an invariant fails.
/// </summary>
public static class World
{
    private static readonly TimeSpan CalmBeforeFlatten = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(24);

    /// <summary>Runs a world from its beginning to its end, on the caller's thread.</summary>
    /// <param name="options">Which.</param>
    /// <param name="ct">Ends it early; it then throws.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static WorldResult Run(WorldOptions options, CancellationToken ct)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // A context could hand a turn to another thread.
        try
        {
            return RunAlone(options, ct);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static WorldResult RunAlone(WorldOptions options, CancellationToken ct)
    {
        var world = new WorldCore(options);
        var timers = new Timers(world);
        var surroundings = new Surroundings(world, timers);
        world.Judge.Naked.IsWatched = () => timers.IsWatched;
        timers.Start();
        surroundings.Start();
        var rest = WorldCore.Start + TimeSpan.FromHours(options.Hours);
        world.Events.At(rest, () =>
        {
            world.ComeToRest();
            surroundings.ComeToRest();
            world.Order = OperatorOrder.Resume;
        });
        world.Events.At(rest + CalmBeforeFlatten, () => world.Order = OperatorOrder.Flatten);
        var end = rest + Calm;
        while (world.Judge.Docket.First is null && world.Events.TryStep(end))
        {
            world.Judge.Check();
            if ((world.Events.Happened & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
        }

        if (world.Judge.Docket.First is null) world.Judge.CheckEnd(!surroundings.HasForeignTrades);
        return ResultOf(world);
    }

    private static WorldResult ResultOf(WorldCore world)
    {
        var judge = world.Judge;
        return new WorldResult(world.Options.Seed, judge.Docket.First, new WorldFigures
        {
            SimulatedHours = (world.Events.Now - WorldCore.Start).TotalHours,
            Events = world.Events.Happened,
            Calls = world.Calls,
            Faults = [.. world.FaultCounts],
            Kills = judge.Kills,
            UseCaseFaults = judge.UseCaseFaults,
            Pages = judge.Pages.Count,
            Compared = judge.Pages.Compared,
            ByModel = judge.Pages.ByModel,
            AlarmsDue = judge.Alarms.Due,
            LossesJudged = judge.Loss.Judged,
            Signals = judge.Signals.Count,
            Orders = judge.Orders.Accepted,
            Entries = judge.Orders.Entries,
            Naked = judge.Naked.Stretches,
        })
        {
            Faults = world.Faults,
            Log = world.Lines,
        };
    }
}
