using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class SolutionRulesTests
{
    private const string Core = "src/Quantum.Core/Quantum.Core.csproj";
    private const string Cloud = "src/Quantum.Functions/Quantum.Functions.csproj";
    private const string CloudTests = "tests/Quantum.Adapters.Azure.Tests/Quantum.Adapters.Azure.Tests.csproj";

    [Theory]
    [InlineData(new[] { Core, Cloud }, new[] { Core, Cloud }, 0)]
    [InlineData(new[] { Core, Cloud }, new[] { Core }, 1)] // one is missing
    [InlineData(new[] { Core }, new[] { Core, Cloud }, 1)] // one is gone
    public void The_solution_lists_every_project(string[] projects, string[] listed, int violations)
    {
        var lines = listed.Select(path =>
            $"Project(\"{{FAE0}}\") = \"A\", \"{path.Replace('/', '\\')}\", \"{{1}}\"\nEndProject\n");
        var tree = TreeOf(projects, SourceTree.SolutionName, string.Concat(lines));
        Assert.Equal(violations, SolutionRules.Solution(tree).Count());
    }

    [Theory]
    [InlineData(new[] { Core, Cloud, CloudTests }, new[] { Core }, 0)] // cloud projects stay out
    [InlineData(new[] { Core, Cloud }, new[] { Core, Cloud }, 1)]
    [InlineData(new[] { Core }, new string[0], 1)]
    public void The_local_filter_lists_what_builds_everywhere(string[] projects, string[] listed, int violations)
    {
        var list = string.Join(",\n", listed.Select(path => $"\"{path}\""));
        var tree = TreeOf(projects, "Quantum.Local.slnf",
            $$"""{ "solution": { "path": "a.sln", "projects": [{{list}}] } }""");
        Assert.Equal(violations, SolutionRules.LocalFilter(tree).Count());
    }

    [Fact]
    public void A_missing_project_comes_with_the_command_that_adds_it()
    {
        var violation = Assert.Single(SolutionRules.Solution(TreeOf([Core], SourceTree.SolutionName, "")));
        Assert.Equal($"Quantum.Functions.sln:1: {Core} is not listed; add it with: dotnet sln Quantum.Functions.sln "
            + $"add {Core} --solution-folder src.", violation.ToString());
    }

    [Fact]
    public void A_repository_without_solution_or_filter_fails()
    {
        Assert.Single(SolutionRules.Solution(SourceTree.Of()));
        Assert.Single(SolutionRules.LocalFilter(SourceTree.Of()));
    }

    private static SourceTree TreeOf(string[] projects, string name, string text) =>
        SourceTree.Of([.. projects.Select(path => (path, "<Project />")), (name, text)]);
}
