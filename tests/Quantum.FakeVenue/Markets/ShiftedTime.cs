namespace Quantum.FakeVenue.Markets;

/// <summary>The machine's clock, moved: it runs at its pace and jumps when a test says so.</summary>
/// <param name="shift">How far it is ahead of the machine at first.</param>
public sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    private long _shiftTicks = shift.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));

    /// <summary>Jumps; backwards when negative.</summary>
    public void Shift(TimeSpan step) => Interlocked.Add(ref _shiftTicks, step.Ticks);

    /// <summary>Jumps ahead to an instant; does nothing where it is past already.</summary>
    public void ShiftTo(DateTimeOffset instant)
    {
        var step = instant - GetUtcNow();
        if (step > TimeSpan.Zero) Shift(step);
    }
}
