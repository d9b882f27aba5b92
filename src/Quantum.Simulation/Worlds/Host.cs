using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>A place where instances run: when one dies, another starts there some time later.</summary>
/// <param name="world">The world.</param>
/// <param name="role">What its instances do.</param>
/// <param name="number">Its number, unique in the world.</param>
internal sealed class Host(WorldCore world, HostRole role, int number)
{
    private int _generation;

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>The living instance; <see langword="null"/> while there is none.</summary>
    public Instance? Current { get; private set; }

    /// <summary>Ready for a tick.</summary>
    public bool IsFree => Current is { IsBusy: false };

    /// <summary>Starts an instance.</summary>
    public void Start()
    {
        if (Current is not null) return;
        var instance = new Instance(world, role, number, _generation++);
        instance.Gate.Killed = () =>
        {
            Current = null;
            world.Judge.OnKilled();
            world.Log($"host {number} ({role}) dies");
            var site = new CallSite(number, instance.Gate.Invocation, instance.Gate.Calls);
            world.Events.After(TimeSpan.FromSeconds(1 + (40 * world.UniformOf(site, 21))), Start);
        };
        Current = instance;
    }

    /// <summary>Runs a tick where the instance is free.</summary>
    /// <returns>Whether it ran.</returns>
    public bool TryTick(int invocation, Fault fault)
    {
        if (Current is not { IsBusy: false } instance) return false;
        if (fault.Kind == FaultKind.ClockSkew) Skew(instance, fault);
        _ = instance.RunAsync(invocation, fault); // It ends or dies; nobody waits for it.
        return true;
    }

    private void Skew(Instance instance, Fault fault)
    {
        instance.Gate.Skew = TimeSpan.FromSeconds(6 * (fault.Share - 0.5));
        world.Judge.Naked.Excuse(NakedExcuse.Host, world.Events.Now + TimeSpan.FromMinutes(5));
        world.Events.After(TimeSpan.FromMinutes(5), () => instance.Gate.Skew = TimeSpan.Zero);
    }
}
