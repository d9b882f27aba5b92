using Quantum.Core.Accounting;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.Core.Filters;

/// <summary>Which sources a filter judges.</summary>
[Flags]
public enum SignalSources
{
    /// <summary>None: a filter that judges nobody is a mistake.</summary>
    None = 0,

    /// <summary>Signals of the model.</summary>
    Model = 1,

    /// <summary>Signals of the rule.</summary>
    Rule = 2,

    /// <summary>All.</summary>
    All = Model | Rule,
}

/// <summary>Everything that an entry is judged by at the moment of execution.</summary>
public sealed record EntryContext
{
    /// <summary>The signal.</summary>
    public required Signal Signal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>All limits.</summary>
    public required TradingSettings Settings { get; init; }

    /// <summary>Why the mode may not trade; <see langword="null"/> when its preflight passed.</summary>
    public Reason? ModeProblem { get; init; }

    /// <summary>The state with its causes.</summary>
    public required TradingState State { get; init; }

    /// <summary>Slots and memory.</summary>
    public required RiskBook Risk { get; init; }

    /// <summary>The account; <see langword="null"/> before the first reconciliation.</summary>
    public AccountBooks? Account { get; init; }

    /// <summary>Our clock less the venue's, seconds, at the last reading.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Symbols in which the venue holds something that is not ours.</summary>
    public required IReadOnlySet<Symbol> Quarantined { get; init; }

    /// <summary>Bid and ask now; <see langword="null"/> where there is no book.</summary>
    public Quote? Quote { get; init; }

    /// <summary>Exit distances of the position that would be opened.</summary>
    public required ExitPlan Plan { get; init; }
}

/// <summary>One rule that may refuse an entry.</summary>
/// <param name="Name">Its name in the documents.</param>
/// <param name="Codes">The reasons it refuses with.</param>
/// <param name="AppliesTo">The sources it judges; the others pass it unseen.</param>
/// <param name="Judge">The rule; pure.</param>
public sealed record EntryFilter(
    string Name, IReadOnlyList<ReasonCode> Codes, SignalSources AppliesTo, Func<EntryContext, Verdict> Judge)
{
    /// <summary>Judges a signal if the filter applies to its source.</summary>
    public Verdict Evaluate(EntryContext context)
    {
        var source = context.Signal.Source == SignalSource.Model ? SignalSources.Model : SignalSources.Rule;
        return AppliesTo.HasFlag(source) ? Judge(context) : Verdict.Pass;
    }
}
