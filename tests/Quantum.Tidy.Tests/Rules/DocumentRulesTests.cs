using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class DocumentRulesTests
{
    private const string Decision = "# 1. A\n## Context\na\n## Options\na\n## Decision\na\n"
        + "## Consequences\n### Good\na\n### Bad\na\n## Reopened if\na\n";

    [Theory]
    [InlineData("[a](b.md)", true)]
    [InlineData("[a](./b.md#part)", true)]
    [InlineData("[a](../src/A.cs)", true)]
    [InlineData("[a](../src/)", true)] // a folder
    [InlineData("[a](/src/A.cs)", true)]
    [InlineData("![a](b.md \"title\")", true)]
    [InlineData("[a](https://example.org/no) and [b](#here) and [c](mailto:a@example.org)", true)]
    [InlineData("`[a](no.md)`", true)] // code, not a link
    [InlineData("```\n[a](no.md)\n```", true)]
    [InlineData("[a](no.md)", false)]
    [InlineData("[a](b.md) and [b](src/A.cs)", false)] // relative to the document
    public void Every_relative_link_resolves(string text, bool isAllowed)
    {
        var tree = SourceTree.Of(("docs/a.md", text), ("docs/b.md", ""), ("src/A.cs", ""));
        Assert.Equal(isAllowed, !DocumentRules.Links(tree).Any());
    }

    [Theory]
    [InlineData("./quantum run", null)]
    [InlineData("./quantum test", null)] // the script's own
    [InlineData("Ask `quantum why NEARUSDT`.", null)]
    [InlineData("quantum run|why", null)]
    [InlineData("quantum run|fly", "there is no command 'quantum fly' in src/Quantum.Cli; correct")]
    [InlineData("$ ./quantum fly", "there is no command 'quantum fly'")]
    [InlineData("The word quantum fly in a sentence.", null)]
    public void Every_command_of_the_README_exists(string line, string? message)
    {
        var tree = SourceTree.Of(("README.md", "# Quantum\n" + line + "\n"),
            ("src/Quantum.Cli/Program.cs", "var names = new[] { \"run\", \"why\" };"));
        var found = DocumentRules.Commands(tree).ToList();
        Assert.Equal(message is null ? 0 : 1, found.Count);
        if (message is not null) Assert.StartsWith("README.md:2: " + message, found[0].ToString());
    }

    [Fact]
    public void Commands_are_not_judged_before_the_command_line_exists() =>
        Assert.Empty(DocumentRules.Commands(SourceTree.Of(("README.md", "./quantum run"))));

    [Fact]
    public void A_whole_decision_record_passes() =>
        Assert.Empty(DocumentRules.Decisions(SourceTree.Of(("docs/decisions/0001-a-b.md", Decision))));

    [Theory]
    [InlineData("## Context")]
    [InlineData("## Options")]
    [InlineData("## Decision")]
    [InlineData("## Consequences")]
    [InlineData("### Good")]
    [InlineData("### Bad")]
    [InlineData("## Reopened if")]
    public void A_decision_record_without_a_part_fails(string heading)
    {
        var text = Decision.Replace(heading + "\n", "", StringComparison.Ordinal);
        var violation = Assert.Single(DocumentRules.Decisions(SourceTree.Of(("docs/decisions/0001-a.md", text))));
        Assert.Equal($"docs/decisions/0001-a.md:13: add a part '{heading}' in its place.", violation.ToString());
    }

    [Theory]
    [InlineData("0002-a.md")] // a hole before it
    [InlineData("0001_a.md")]
    [InlineData("a.md")]
    public void Decision_records_are_numbered(string name) =>
        Assert.Single(DocumentRules.Decisions(SourceTree.Of(("docs/decisions/" + name, Decision))));

    [Theory]
    [InlineData("0002-b.md", 0)]
    [InlineData("0003-b.md", 1)] // a hole
    [InlineData("0001-b.md", 1)] // a number used twice
    public void A_decision_record_has_the_number_after_the_last_one(string second, int violations)
    {
        var tree = SourceTree.Of(("docs/decisions/0001-a.md", Decision), ("docs/decisions/" + second, Decision));
        Assert.Equal(violations, DocumentRules.Decisions(tree).Count());
    }

    [Theory]
    [InlineData("### Safety\n### Features\n### Internals\n", 0)]
    [InlineData("### Safety\n### Internals\n", 1)]
    [InlineData("", 3)]
    public void The_change_log_has_a_section_for_each_reader(string text, int violations) =>
        Assert.Equal(violations, DocumentRules.ChangeLog(SourceTree.Of(("CHANGELOG.md", text))).Count());

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void The_guide_for_contributors_is_short(int lines, int violations)
    {
        var tree = SourceTree.Of(("CONTRIBUTING.md", string.Concat(Enumerable.Repeat("a\n", lines))));
        Assert.Equal(violations, DocumentRules.Contributing(tree).Count());
    }

    [Fact]
    public void Documents_that_everybody_needs_must_exist()
    {
        Assert.Single(DocumentRules.ChangeLog(SourceTree.Of()));
        Assert.Single(DocumentRules.Contributing(SourceTree.Of()));
    }
}
