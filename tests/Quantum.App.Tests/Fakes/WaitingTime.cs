using Quantum.Simulation.Time;

namespace Quantum.App.Tests.Fakes;

/// <summary>A virtual clock for code that waits: whoever waits finds it moved to the end of the wait.</summary>
public sealed class WaitingTime(VirtualTime inner) : TimeProvider
{
    /// <summary>How long was waited, each time.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            inner.AdvanceTo(inner.GetUtcNow() + dueTime);
            callback(state);
        });
        return new Spent();
    }

    /// <summary>A timer that has fired.</summary>
    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
