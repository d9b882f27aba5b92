using Quantum.Core.Accounting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.Core.Diagnosis;

/// <summary>What health and diagnosis are told: facts read from the store, nothing from process memory.</summary>
public sealed record SystemFacts
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last scan minute that was completed; <see langword="null"/> before the first.</summary>
    public Minute? LastScan { get; init; }

    /// <summary>How long that scan took from its minute's start to its completion, seconds.</summary>
    public double ScanLagSeconds { get; init; }

    /// <summary>Symbols decided in it.</summary>
    public int Symbols { get; init; }

    /// <summary>
    /// Contracts that the venue listed when the day's universe was chosen; 0 where all of them are watched.
    /// </summary>
    public int Listed { get; init; }

    /// <summary>How they ended.</summary>
    public required Funnel LastDecisions { get; init; }

    /// <summary>How symbols ended in the last hour.</summary>
    public required Funnel HourDecisions { get; init; }

    /// <summary>How signals ended in the last hour.</summary>
    public required Funnel HourOutcomes { get; init; }

    /// <summary>
    /// What the last hours asked and got; <see langword="null"/> before the monitor counted a minute.
    /// </summary>
    public SignalTally? Tally { get; init; }

    /// <summary>Alarms that last.</summary>
    public IReadOnlyList<ReasonCode> Standing { get; init; } = [];

    /// <summary>When the last monitor tick was complete, UTC; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? LastTick { get; init; }

    /// <summary>What the venue could not answer since.</summary>
    public string? VenueProblem { get; init; }

    /// <summary>How often a use case failed in the last hour.</summary>
    public int Faults { get; init; }

    /// <summary>The last failure in words; <see langword="null"/> where there was none.</summary>
    public string? LastFault { get; init; }

    /// <summary>Messages that were given up.</summary>
    public int DeadLetters { get; init; }

    /// <summary>Mode state with its causes.</summary>
    public required TradingState State { get; init; }

    /// <summary>Why the mode may not trade, in words; <see langword="null"/> when it may.</summary>
    public string? ModeProblem { get; init; }

    /// <summary>Slots and memory.</summary>
    public required RiskBook Risk { get; init; }

    /// <summary>The account; <see langword="null"/> before the first reading.</summary>
    public AccountBooks? Books { get; init; }

    /// <summary>Open positions.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>Symbols that hold something that is not ours.</summary>
    public IReadOnlyList<Symbol> Quarantined { get; init; } = [];

    /// <summary>The active bundle; <see langword="null"/> for none.</summary>
    public BundleSummary? Model { get; init; }

    /// <summary>When it became the active one, UTC.</summary>
    public DateTimeOffset? ModelSince { get; init; }

    /// <summary>What the scanning process says of its bundle; <see langword="null"/> before its first word.</summary>
    public ModelServing? Serving { get; init; }

    /// <summary>The bundle that was refused last, and why; <see langword="null"/> where none ever was.</summary>
    public ModelRefusal? RefusedModel { get; init; }

    /// <summary>The longest that any position was ever without a confirmed stop, seconds.</summary>
    public double UnprotectedSecondsMax { get; init; }

    /// <summary>Whether an alarm of this reason lasts.</summary>
    public bool Lasts(ReasonCode code) => Standing.Contains(code);
}
