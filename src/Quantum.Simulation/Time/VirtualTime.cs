namespace Quantum.Simulation.Time;

/// <summary>
/// A clock that stands still until its host sets it forward. It has no timers: a host in virtual time calls its use
/// cases itself.
/// </summary>
/// <remarks>Any thread may read it; one thread at a time may set it.</remarks>
public sealed class VirtualTime : TimeProvider
{
    private long _utcTicks;

    /// <summary>Starts the clock.</summary>
    /// <param name="start">The first instant that it shows; any offset, shown as UTC.</param>
    public VirtualTime(DateTimeOffset start) => _utcTicks = start.UtcTicks;

    /// <summary>Timestamps count units of 100 ns, the same as <see cref="DateTimeOffset.UtcTicks"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC: a simulated world has no place on earth.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _utcTicks), TimeSpan.Zero);

    /// <summary>The instant as <see cref="DateTimeOffset.UtcTicks"/>: moves as <see cref="GetUtcNow"/> does.</summary>
    public override long GetTimestamp() => Volatile.Read(ref _utcTicks);

    /// <summary>Sets the clock forward; the same instant again changes nothing.</summary>
    /// <param name="instant">The new instant, not before the one shown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies in the past: time runs forward only.</exception>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant.UtcTicks < _utcTicks)
        {
            throw new ArgumentOutOfRangeException(nameof(instant), instant,
                $"Condition failed: the clock shows {GetUtcNow():O} and never runs backwards.");
        }

        Volatile.Write(ref _utcTicks, instant.UtcTicks);
    }
}
