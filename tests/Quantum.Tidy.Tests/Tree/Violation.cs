namespace Quantum.Tidy.Tests.Tree;

/// <summary>One place that breaks a rule.</summary>
/// <param name="Path">File, relative to the repository's root, with <c>/</c>.</param>
/// <param name="Line">1 for the first line.</param>
/// <param name="Message">What is wrong and what to do instead.</param>
public sealed record Violation(string Path, int Line, string Message)
{
    /// <summary><c>path:line: message</c>, which editors open with a click.</summary>
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
