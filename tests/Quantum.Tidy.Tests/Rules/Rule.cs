using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>One rule of the house.</summary>
/// <param name="Name">A sentence that holds while the rule is kept.</param>
/// <param name="Find">The places that break it.</param>
public sealed record Rule(string Name, Func<SourceTree, IEnumerable<Violation>> Find)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
