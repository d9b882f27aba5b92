namespace Quantum.Simulation.Worlds;

/// <summary>Everything behind the ports of a world answers at once; only gates make callers wait.</summary>
internal static class Immediate
{
    /// <summary>The answer of a call that has been answered.</summary>
    /// <exception cref="InvalidOperationException">Invariant: it has not.</exception>
    public static T Answer<T>(this ValueTask<T> call) => call.IsCompleted
        ? call.Result
        : throw new InvalidOperationException("Invariant: a world waits for nothing outside of it.");
}
