using Quantum.Simulation.Checks;

namespace Quantum.Cli.Processes;

/// <summary>When a process is killed. The names are the keys of reports.</summary>
internal enum KillMoment
{
    /// <summary>While it starts.</summary>
    Starting = 0,

    /// <summary>At any moment.</summary>
    Any,

    /// <summary>Its order has arrived at the venue and has no effect.</summary>
    OrderBefore,

    /// <summary>Its order had its effect; no answer comes.</summary>
    OrderUnanswered,

    /// <summary>Its order had its effect, and the answer has just left the venue.</summary>
    OrderAnswered,
}

/// <summary>What a run of kills came to.</summary>
/// <param name="Seed">Of the market and of the moments.</param>
/// <param name="Kills">Kills by moment.</param>
/// <param name="Elapsed">Real time.</param>
/// <param name="VenueHours">Hours of the venue's clock.</param>
/// <param name="Signals">Signals of the system.</param>
/// <param name="Orders">Orders that the venue accepted.</param>
/// <param name="Entries">Entry orders among them.</param>
/// <param name="Naked">Stretches without a stop.</param>
/// <param name="Problem">What did not hold; <see langword="null"/> when all did.</param>
internal sealed record KillReport(ulong Seed, IReadOnlyDictionary<KillMoment, int> Kills, TimeSpan Elapsed,
    double VenueHours, int Signals, int Orders, int Entries, IReadOnlyList<NakedStretch> Naked, string? Problem);
