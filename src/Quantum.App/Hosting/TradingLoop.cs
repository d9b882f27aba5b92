using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Positions;

namespace Quantum.App.Hosting;

/// <summary>What a step of the loop did.</summary>
/// <param name="Scan">The scan; <see langword="null"/> when none was due or it failed.</param>
/// <param name="Faults">Use cases that failed in this step, with what they threw.</param>
public sealed record LoopStep(ScanReport? Scan, IReadOnlyList<(string UseCase, Exception Error)> Faults);

/// <summary>
/// The timers and the queue of a host that pulls, on one thread: a scan one second after every minute, a monitor tick
/// every ten seconds, and the queue after each. It never waits: the host brings the clock to <see cref="NextDue"/>, by
/// sleeping or by setting it, and calls <see cref="StepAsync"/>. So real and virtual time run the same way.
/// </summary>
public sealed class TradingLoop
{
    /// <summary>Seconds after the minute at which its last candle is taken to be final.</summary>
    public static readonly TimeSpan ScanDelay = TimeSpan.FromSeconds(1);

    /// <summary>Time between monitor ticks.</summary>
    public static readonly TimeSpan MonitorEvery = PositionUpkeep.LookEvery;

    /// <summary>Deliveries after which a message is given up.</summary>
    public const int DeliveriesMax = 5;

    private readonly UseCaseRunner _runner;
    private readonly TimeProvider _time;
    private DateTimeOffset _nextScan;
    private DateTimeOffset _nextMonitor;

    /// <summary>
    /// Begins a loop. The first monitor tick is due at once, because entries need a reconciled account, and the first
    /// scan with it: nobody waits for a full minute to see what the system thinks.
    /// </summary>
    /// <param name="useCases">What is run.</param>
    /// <param name="inbox">The receiving end of the queue.</param>
    /// <param name="time">The clock.</param>
    public TradingLoop(TradingUseCases useCases, ISignalInbox inbox, TimeProvider time)
    {
        (_runner, _time) = (new(useCases, inbox, time), time);
        _nextMonitor = time.GetUtcNow();
        _nextScan = _nextMonitor;
    }

    /// <summary>When the next step is due, UTC.</summary>
    public DateTimeOffset NextDue => _nextScan < NextLook ? _nextScan : NextLook;

    private DateTimeOffset NextLook =>
        _runner.LookAgainAt is { } urgent && urgent < _nextMonitor ? urgent : _nextMonitor;

    /// <summary>The next regular tick of the monitor, later than now, UTC: the same for all hosts.</summary>
    public static DateTimeOffset NextMonitor(DateTimeOffset now) => After(now, MonitorEvery, TimeSpan.Zero);

    /// <summary>Runs what is due now. A use case that fails is kept as a fault and called again when due.</summary>
    public async Task<LoopStep> StepAsync(CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        ScanReport? scan = null;
        if (now >= NextLook)
        {
            await _runner.MonitorAsync(ct);
            _nextMonitor = NextMonitor(now);
        }

        if (now >= _nextScan)
        {
            scan = await _runner.ScanAsync(ct);
            _nextScan = After(now, TimeSpan.FromMinutes(1), ScanDelay);
        }

        await _runner.DrainAsync(ct);
        return new(scan, _runner.TakeFaults());
    }

    /// <summary>The next instant, later than now, of a grid shifted by <paramref name="offset"/>.</summary>
    private static DateTimeOffset After(DateTimeOffset now, TimeSpan every, TimeSpan offset)
    {
        var passed = (now.UtcTicks - offset.Ticks) / every.Ticks;
        return new DateTimeOffset((passed + 1) * every.Ticks + offset.Ticks, TimeSpan.Zero);
    }
}
