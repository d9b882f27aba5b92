using Quantum.Core.Reasons;

namespace Quantum.Core.Preflight;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>All right.</summary>
    Passed = 1,

    /// <summary>Bars entries.</summary>
    Failed = 2,

    /// <summary>Could not be seen; bars nothing by itself, and says what a person has to look at.</summary>
    NotSeen = 3,
}

/// <summary>One check of the preflight.</summary>
/// <param name="Name">What is checked, e.g. <c>one-way mode</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Refusal">Why entries are barred; <see langword="null"/> unless failed.</param>
/// <param name="Sentence">What was seen, or what a person has to do.</param>
public sealed record PreflightCheck(string Name, CheckOutcome Outcome, Reason? Refusal, string Sentence);
