using Quantum.Tidy.Tests.Rules;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests;

/// <summary>Holds the repository to the rules; the tests of the rules plant what each must find.</summary>
public sealed class RepositoryTests
{
    private static readonly Lazy<SourceTree> Tree = new(SourceTree.OfRepository);

    public static TheoryData<string> RuleNames => [.. RuleCatalog.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_repository_keeps_its_rules(string name)
    {
        var found = RuleCatalog.All.Single(rule => rule.Name == name).Find(Tree.Value).ToList();
        Assert.True(found.Count == 0, $"{found.Count} places break the rule:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void The_tree_that_is_judged_is_the_repository()
    {
        Assert.NotNull(Tree.Value.Find("src/Quantum.Core/Markets/Price.cs"));
        Assert.NotNull(Tree.Value.Find(".editorconfig"));
        Assert.DoesNotContain(Tree.Value.Files, file => file.Segments.Contains("artifacts"));
    }
}
