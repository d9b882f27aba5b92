using Quantum.App.Hosting;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// The timers and the queue poll of a world, as a cloud has them: each timer ticks on one instance at a time, now and
/// then on two or on none, and another host takes over when one is dead.
/// </summary>
internal sealed class Timers
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OperatorEvery = TimeSpan.FromMinutes(10);

    private readonly WorldCore _world;
    private readonly Host[] _scanners;
    private readonly Host[] _monitors;
    private readonly Host[] _executors;
    private readonly Host _operator;
    private DateTimeOffset _scannersSilentUntil;
    private DateTimeOffset _monitorsSilentUntil;

    /// <summary>Builds the hosts; nothing runs yet.</summary>
    public Timers(WorldCore world)
    {
        _world = world;
        _scanners = [new(world, HostRole.Scanner, 0), new(world, HostRole.Scanner, 1)];
        _monitors = [new(world, HostRole.Monitor, 2), new(world, HostRole.Monitor, 3)];
        _executors = [new(world, HostRole.Executor, 4), new(world, HostRole.Executor, 5)];
        _operator = new(world, HostRole.Operator, 6);
    }

    /// <summary>A monitor is alive and its timer is not silent.</summary>
    public bool IsWatched => _world.Events.Now >= _monitorsSilentUntil
        && _monitors.Any(monitor => monitor.Current is not null);

    /// <summary>Starts everything.</summary>
    public void Start()
    {
        foreach (var host in _scanners.Concat(_monitors).Concat(_executors).Append(_operator)) host.Start();
        Every(TimeSpan.FromMinutes(1), TradingLoop.ScanDelay, 0,
            tick => Tick(_scanners, tick, _scannersSilentUntil));
        Every(TradingLoop.MonitorEvery, TimeSpan.Zero, 0, tick => Tick(_monitors, tick, _monitorsSilentUntil));
        Every(OperatorEvery, TimeSpan.FromSeconds(7), 0, tick => _operator.TryTick(tick, Fault.None));
        for (var index = 0; index < _executors.Length; index++)
        {
            var executor = _executors[index];
            Every(PollEvery, TimeSpan.FromMilliseconds(300 + (index * 900)), 0, tick => Poll(executor, tick));
        }
    }

    /// <summary>No timer of a role ticks for two minutes.</summary>
    public void FallSilent(bool areMonitors)
    {
        var until = _world.Events.Now + TimeSpan.FromMinutes(2);
        if (areMonitors) _monitorsSilentUntil = until;
        else _scannersSilentUntil = until;
    }

    private void Every(TimeSpan period, TimeSpan offset, int tick, Action<int> action)
    {
        _world.Events.At(WorldCore.Start + offset + (tick * period), () =>
        {
            action(tick);
            Every(period, offset, tick + 1, action);
        });
    }

    private void Tick(Host[] pair, int tick, DateTimeOffset silentUntil)
    {
        if (_world.Events.Now < silentUntil) return;
        var fault = _world.Strike(new(pair[0].Number, tick, 0), PortCall.Invocation);
        if (fault.Kind == FaultKind.TickMissed)
        {
            _world.Judge.OnTickMissed();
            return;
        }

        var isTaken = pair[0].TryTick(tick, fault);
        if (isTaken && fault.Kind != FaultKind.TickDoubled) return;
        // The timer's lock is held by whoever is at work; only a dead holder loses it.
        if (pair[0].Current is null || fault.Kind == FaultKind.TickDoubled) isTaken |= pair[1].TryTick(tick, fault);
        if (!isTaken) _world.Judge.OnTickMissed();
    }

    private void Poll(Host executor, int tick)
    {
        if (!executor.IsFree || !_world.Queue.IsAnyVisible) return;
        executor.TryTick(tick, _world.Strike(new(executor.Number, tick, 0), PortCall.Poll));
    }
}
