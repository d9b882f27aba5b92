using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;

namespace Quantum.Simulation.Worlds;

/// <summary>What became of a world.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Violation">The first invariant that failed; <see langword="null"/> when all held.</param>
/// <param name="Figures">What happened in it.</param>
public sealed record WorldResult(ulong Seed, Violation? Violation, WorldFigures Figures)
{
    /// <summary>Every fault that struck, in order.</summary>
    public IReadOnlyList<InjectedFault> Faults { get; init; } = [];

    /// <summary>What happened, line by line, where a log was kept.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];
}

/// <summary>What happened in a world, in numbers.</summary>
public sealed record WorldFigures
{
    /// <summary>Hours of virtual time.</summary>
    public required double SimulatedHours { get; init; }

    /// <summary>Events of its queue.</summary>
    public required long Events { get; init; }

    /// <summary>Places at which a fault might have struck.</summary>
    public required long Calls { get; init; }

    /// <summary>Faults that struck, by <see cref="FaultKind"/>.</summary>
    public required IReadOnlyList<int> Faults { get; init; }

    /// <summary>Instances that died.</summary>
    public required int Kills { get; init; }

    /// <summary>Use cases that failed and were called again.</summary>
    public required int UseCaseFaults { get; init; }

    /// <summary>Ledger pages.</summary>
    public required int Pages { get; init; }

    /// <summary>Decisions that were held against an uninterrupted reader of the same candles.</summary>
    public required int Compared { get; init; }

    /// <summary>Decisions of a model among them.</summary>
    public required int ByModel { get; init; }

    /// <summary>Alarms that were due for orders of unknown outcome.</summary>
    public required int AlarmsDue { get; init; }

    /// <summary>Positions at whose first stop the day's loss was judged.</summary>
    public required int LossesJudged { get; init; }

    /// <summary>Signals.</summary>
    public required int Signals { get; init; }

    /// <summary>Orders of ours that the venue accepted.</summary>
    public required int Orders { get; init; }

    /// <summary>Entry orders among them.</summary>
    public required int Entries { get; init; }

    /// <summary>Stretches of time in which a position had no stop at the venue.</summary>
    public required IReadOnlyList<NakedStretch> Naked { get; init; }
}
