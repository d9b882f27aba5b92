namespace Quantum.Simulation.Faults;

/// <summary>What happens at one place.</summary>
/// <param name="Kind">What.</param>
/// <param name="Share">A number in [0, 1) that scales it: how long, how much.</param>
public readonly record struct Fault(FaultKind Kind, double Share)
{
    /// <summary>Nothing happens.</summary>
    public static Fault None => default;

    /// <summary>A span between two bounds, as far along as <see cref="Share"/> says.</summary>
    public TimeSpan Between(double secondsMin, double secondsMax) =>
        TimeSpan.FromSeconds(secondsMin + ((secondsMax - secondsMin) * Share));
}

/// <summary>A fault that struck.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Site">Where.</param>
/// <param name="Call">In which call.</param>
/// <param name="Fault">What.</param>
public readonly record struct InjectedFault(DateTimeOffset At, CallSite Site, PortCall Call, Fault Fault)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At:HH:mm:ss.fff} {Call} {Fault.Kind} at {Site}";
}
