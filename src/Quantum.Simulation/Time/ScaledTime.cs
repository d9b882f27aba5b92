namespace Quantum.Simulation.Time;

/// <summary>
/// A clock that stands at its origin until it is started, and then runs by itself at a multiple of real time:
/// virtual = origin + (real time since the start) × speed. So the first step of a world, which also compiles and warms
/// up, takes no virtual time at any speed. It follows the inner provider's monotonic timestamp, so a correction of the
/// machine's clock does not move it.
/// It has no timers of its own: a host waits on the inner provider for (virtual delay ÷ speed).
/// </summary>
/// <remarks>Safe to read from any thread.</remarks>
public sealed class ScaledTime : TimeProvider
{
    /// <summary>The highest allowed speed; a simulated month passes in half a minute.</summary>
    public const double SpeedMax = 100_000;

    private const long NotStarted = long.MinValue;

    private readonly TimeProvider _inner;
    private readonly long _originTicks;
    private long _innerStart = NotStarted;

    /// <summary>Sets the clock; it stands still.</summary>
    /// <param name="inner">Real time; its timestamps drive the clock.</param>
    /// <param name="origin">The instant that it shows first; any offset, shown as UTC.</param>
    /// <param name="speed">Virtual seconds per real second, in (0, <see cref="SpeedMax"/>]; 1 is real time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is out of range or not a number.</exception>
    public ScaledTime(TimeProvider inner, DateTimeOffset origin, double speed)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!(speed > 0 && speed <= SpeedMax))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, $"A speed must be in (0, {SpeedMax}].");
        }

        _inner = inner;
        _originTicks = origin.UtcTicks;
        Speed = speed;
    }

    /// <summary>Virtual seconds per real second.</summary>
    public double Speed { get; }

    /// <summary>Timestamps count units of 100 ns, the same as <see cref="DateTimeOffset.UtcTicks"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC: a simulated world has no place on earth.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <summary>Lets the clock run from its origin; once it runs, nothing more.</summary>
    public void Start() => Interlocked.CompareExchange(ref _innerStart, _inner.GetTimestamp(), NotStarted);

    /// <summary>The virtual instant as <see cref="DateTimeOffset.UtcTicks"/>.</summary>
    public override long GetTimestamp()
    {
        var start = Interlocked.Read(ref _innerStart);
        return start == NotStarted
            ? _originTicks
            : _originTicks + (long)(_inner.GetElapsedTime(start).Ticks * Speed);
    }
}
