using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Chaos;

/// <summary>
/// Finds a small set of faults under which a world still breaks the same invariant, by leaving out ever smaller parts
/// (delta debugging, A. Zeller 1999). Every fault keeps its place, so what is left means the same as before.
/// </summary>
/// <param name="runsMax">Worlds that may be run for it, ≥ 1. Default 400.</param>
public sealed class FaultShrinker(int runsMax = 400)
{
    private int _runs;

    /// <summary>Worlds that were run.</summary>
    public int Runs => _runs;

    /// <summary>Shrinks a failure.</summary>
    /// <param name="options">The world as it was run.</param>
    /// <param name="failure">What became of it; it has a violation.</param>
    /// <param name="ct">Stops the search; the best so far is returned.</param>
    /// <returns>The smallest world found, run once more with its log.</returns>
    public WorldResult Shrink(WorldOptions options, WorldResult failure, CancellationToken ct)
    {
        if (failure.Violation is not { } violation)
            throw new ArgumentException("Condition failed: a world without a violation cannot be shrunk.");
        var faults = failure.Faults.ToList();
        var parts = 2;
        while (faults.Count > 1 && _runs < runsMax && !ct.IsCancellationRequested)
        {
            if (TryLeaveOut(options, violation.Invariant, ref faults, parts, ct)) parts = Math.Max(parts - 1, 2);
            else if (parts >= faults.Count) break;
            else parts = Math.Min(parts * 2, faults.Count);
        }

        var smallest = World.Run(
            options with { Plan = new ListedFaults(faults), KeepsLog = true }, CancellationToken.None);
        return smallest.Violation is not null
            ? smallest
            : World.Run(options with { KeepsLog = true }, CancellationToken.None);
    }

    private bool TryLeaveOut(WorldOptions options, Invariant invariant, ref List<InjectedFault> faults, int parts,
        CancellationToken ct)
    {
        var size = (faults.Count + parts - 1) / parts;
        for (var from = 0; from < faults.Count && _runs < runsMax && !ct.IsCancellationRequested; from += size)
        {
            var rest = faults.Where((_, index) => index < from || index >= from + size).ToList();
            if (!Fails(options, invariant, rest)) continue;
            faults = rest;
            return true;
        }

        return false;
    }

    private bool Fails(WorldOptions options, Invariant invariant, List<InjectedFault> faults)
    {
        _runs++;
        var result = World.Run(options with { Plan = new ListedFaults(faults) }, CancellationToken.None);
        return result.Violation?.Invariant == invariant;
    }
}
