using Quantum.App.Hosting;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Time;

namespace Quantum.Simulation.Worlds;

/// <summary>What an instance is there for.</summary>
internal enum HostRole
{
    Scanner,
    Monitor,
    Executor,
    Operator,
}

/// <summary>One process: the real use cases over ports of its own, until it dies.</summary>
internal sealed class Instance
{
    /// <summary>Looks have numbers of their own, beyond those of the timers' ticks.</summary>
    private const int LooksFrom = 1 << 24;

    private readonly WorldCore _world;
    private readonly HostRole _role;
    private bool _isLook;

    /// <summary>Starts one.</summary>
    /// <param name="world">The world.</param>
    /// <param name="role">What for.</param>
    /// <param name="host">The host's number.</param>
    /// <param name="generation">How many died before it on this host.</param>
    public Instance(WorldCore world, HostRole role, int host, int generation)
    {
        (_world, _role) = (world, role);
        Gate = new PortGate(world, host);
        var queue = new FaultyQueue(world.Queue, Gate, world.Events);
        var ports = new TradingPorts
        {
            Store = new FaultyEntityStore(world.Entities, Gate),
            Blobs = new FaultyBlobStore(world.Blobs, Gate),
            Queue = queue,
            MarketData = new FaultyMarketData(world.Market, Gate, world.Weather),
            Venue = new FaultyVenue(world.Exchange, Gate, world.Weather),
            Time = new InstanceTime(world.Clock, Gate),
            Settings = world.Settings,
            Predictor = world.Model,
            Owner = $"{host}-{generation}",
        };
        UseCases = new TradingUseCases(world.Options.Refit?.Invoke(ports) ?? ports);
        Runner = new UseCaseRunner(UseCases, queue, ports.Time);
    }

    /// <summary>What its port calls pass through.</summary>
    public PortGate Gate { get; }

    /// <summary>Its use cases.</summary>
    public TradingUseCases UseCases { get; }

    /// <summary>Runs them.</summary>
    public UseCaseRunner Runner { get; }

    /// <summary>A tick is at work.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>One tick of its timer or queue.</summary>
    public async Task RunAsync(int invocation, Fault fault)
    {
        (IsBusy, Gate.Invocation, Gate.Calls) = (true, invocation, 0);
        using var abort = new CancellationTokenSource();
        if (fault.Kind == FaultKind.Abort) _world.Events.After(fault.Between(0.05, 20), () => Abort(invocation, abort));
        try
        {
            await WorkAsync(abort.Token);
        }
        catch (OperationCanceledException)
        {
            // The host gave it up; the next tick finishes what it began.
        }
        catch (Exception error)
        {
            _world.Judge.OnCrash(_role.ToString(), error);
        }

        (IsBusy, _isLook) = (false, false);
        if (Runner.LookAgainAt is { } urgent) _world.Events.At(urgent, () => LookAgain(urgent));
        foreach (var (useCase, error) in Runner.TakeFaults()) _world.Judge.OnUseCaseFault(useCase, error);
    }

    /// <summary>What is urgent is looked at by whoever said so, as a host does that can wait.</summary>
    private void LookAgain(DateTimeOffset due)
    {
        if (IsBusy || Gate.IsDead || Runner.LookAgainAt != due) return;
        (IsBusy, _isLook) = (true, true);
        var second = (int)(due - WorldCore.Start).TotalSeconds;
        _ = RunAsync(LooksFrom + second, Fault.None);
    }

    private void Abort(int invocation, CancellationTokenSource abort)
    {
        if (IsBusy && Gate.Invocation == invocation) abort.Cancel();
    }

    private Task WorkAsync(CancellationToken ct) => _role switch
    {
        _ when _isLook => Runner.MonitorAsync(ct),
        HostRole.Scanner => Runner.ScanAsync(ct),
        HostRole.Monitor => Runner.MonitorAsync(ct),
        HostRole.Executor => Runner.DrainAsync(ct),
        _ => _world.OperateAsync(UseCases, ct),
    };
}

/// <summary>The clock of one instance: the world's, and as far off as its gate says.</summary>
internal sealed class InstanceTime(VirtualTime clock, PortGate gate) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + gate.Skew;

    public override long GetTimestamp() => clock.GetTimestamp();
}
