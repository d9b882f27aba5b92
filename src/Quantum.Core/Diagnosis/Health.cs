namespace Quantum.Core.Diagnosis;

/// <summary>How a component is.</summary>
public enum HealthLevel
{
    /// <summary>It does not exist in this installation, and says so.</summary>
    Absent = 0,

    /// <summary>It works, and the evidence shows it.</summary>
    Good = 1,

    /// <summary>It works with a limit that somebody should know.</summary>
    Warning = 2,

    /// <summary>It does not do its work.</summary>
    Bad = 3,
}

/// <summary>One row of the health report: never "all good" without what was measured.</summary>
/// <param name="Component">infrastructure, safety, risk, data, signals, models, training or sentiment.</param>
/// <param name="Level">How it is.</param>
/// <param name="Evidence">What was measured, in plain words with numbers.</param>
public sealed record HealthRow(string Component, HealthLevel Level, string Evidence);
