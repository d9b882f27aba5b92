namespace Quantum.Conformance;

/// <summary>A clock that moves only when a test moves it. It has no timers.</summary>
/// <param name="start">The first instant it shows, UTC.</param>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private long _utcTicks = start.UtcTicks;

    /// <summary>
    /// A clock that starts at 2025-06-02T00:00Z, plus a part of a second that only whole ticks can hold.
    /// </summary>
    public ManualTime()
        : this(new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(1_234_567))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _utcTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _utcTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("A store must not wait: it completes every call on the caller's thread.");

    /// <summary>Moves the clock; backwards when the step is negative, as real clocks do.</summary>
    public void Advance(TimeSpan step) => Interlocked.Add(ref _utcTicks, step.Ticks);
}
