namespace Quantum.Adapters.Archive.Tests.Fakes;

/// <summary>
/// A clock that stands still. Waits of up to ten minutes end at once and are noted; longer ones end when the test says
/// so. No test depends on how fast the machine is.
/// </summary>
public sealed class ImpatientTime(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<Pending> _long = [];

    /// <summary>Now; may be moved between runs.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Waits so far, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate) return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var pending = new Pending(this, callback, state);
        pending.Change(dueTime, period);
        return pending;
    }

    /// <summary>Ends every long wait that is under way.</summary>
    public void EndLongWaits()
    {
        Pending[] pending;
        lock (_gate) pending = [.. _long];
        foreach (var timer in pending) timer.Fire();
    }

    private sealed class Pending(ImpatientTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._long.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                if (dueTime > WaitMax)
                {
                    time._long.Add(this);
                    return true;
                }

                time._waits.Add(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._gate) time._long.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
