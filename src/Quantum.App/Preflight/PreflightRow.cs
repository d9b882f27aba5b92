using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Preflight;

/// <summary>The last preflight, where every process and the status find it.</summary>
public sealed record PreflightRow
{
    /// <summary>When the facts were read, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The mode that it is about.</summary>
    public required TradingMode Mode { get; init; }

    /// <summary>Account and arming that it is about: after a change it says nothing any more.</summary>
    public required string Subject { get; init; }

    /// <summary>Why entries are barred; <see langword="null"/> when nothing failed.</summary>
    public Reason? Problem { get; init; }

    /// <summary>Every check with its sentence.</summary>
    public required IReadOnlyList<PreflightLine> Checks { get; init; }

    /// <summary>What a preflight of these settings is about.</summary>
    public static string SubjectOf(TradingSettings settings) =>
        $"{settings.Execution.Account}|{settings.Live.ArmedFor}";
}

/// <summary>One check as it is kept.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sentence">What was seen.</param>
public sealed record PreflightLine(string Name, CheckOutcome Outcome, string Sentence);
