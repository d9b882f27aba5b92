using Quantum.Simulation.Time;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// What will happen in a world, by the instant and, at one instant, in the order in which it was planned. Whoever runs
/// it is the only thread of the world: a step runs until every task it woke waits again.
/// </summary>
/// <param name="clock">The world's clock; set forward to each event.</param>
internal sealed class EventQueue(VirtualTime clock)
{
    private readonly PriorityQueue<Action, (long Ticks, long Number)> _events = new();
    private long _planned;

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Events that happened.</summary>
    public long Happened { get; private set; }

    /// <summary>Plans something for after a while.</summary>
    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Plans something for an instant; for now where the instant has passed.</summary>
    public void At(DateTimeOffset instant, Action action)
    {
        var due = Math.Max(instant.UtcTicks, Now.UtcTicks);
        _events.Enqueue(action, (due, _planned++));
    }

    /// <summary>Lets the next event happen; false when there is none before the end.</summary>
    /// <param name="end">Exclusive.</param>
    public bool TryStep(DateTimeOffset end)
    {
        if (!_events.TryPeek(out var action, out var due) || due.Ticks >= end.UtcTicks) return false;
        _events.Dequeue();
        clock.AdvanceTo(new DateTimeOffset(due.Ticks, TimeSpan.Zero));
        Happened++;
        action();
        return true;
    }
}
