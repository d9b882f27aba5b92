namespace Quantum.Inference.Sessions;

/// <summary>How models are run.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Threads that share the work inside one operator. Unit: threads. Default 1; range 1 to 64. More than the free
    /// cores make a tick slower, not faster. Source: J.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Throws for a value outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A caller's bug.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 64);
    }
}
