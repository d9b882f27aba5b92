using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

public sealed class LengthRulesTests
{
    [Theory]
    [InlineData("src/A.cs", 300, 0)] // the limit is inclusive
    [InlineData("src/A.cs", 301, 1)]
    [InlineData("quantum", 301, 1)] // scripts have no ending
    [InlineData("docs/a.md", 301, 0)] // prose is as long as it needs to be
    [InlineData("LICENSE", 301, 0)]
    [InlineData("models/1/report.html", 301, 0)] // made by the training
    [InlineData("src/Quantum.Dashboard/Page/page.html", 301, 1)]
    public void A_file_of_code_has_at_most_300_lines(string path, int lines, int violations)
    {
        var tree = SourceTree.Of((path, string.Concat(Enumerable.Repeat("// line\n", lines))));
        Assert.Equal(violations, LengthRules.Files(tree).Count());
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(121, 1)]
    public void A_line_has_at_most_120_columns(int columns, int violations)
    {
        var tree = SourceTree.Of(("src/A.cs", "//\n" + new string('é', columns) + "\n//\n"));
        var found = LengthRules.Columns(tree).ToList();
        Assert.Equal(violations, found.Count);
        Assert.All(found, violation => Assert.StartsWith("src/A.cs:2: the line has 121 columns", violation.ToString()));
    }

    [Theory]
    [InlineData("void M()", 60, 0)]
    [InlineData("void M()", 61, 1)]
    [InlineData("A()", 61, 1)] // a constructor
    [InlineData("int P { get", 61, 1)] // an accessor
    [InlineData("[Fact]\n[Trait(\"a\",\n\"b\")]\nvoid M()", 60, 0)] // attributes are tables, not steps
    [InlineData("/// <summary>\n/// Much prose.\n/// </summary>\nvoid M()", 60, 0)]
    public void A_method_has_at_most_60_lines(string head, int lines, int violations)
    {
        // Braces in strings and comments must not end a method early.
        var body = string.Concat(Enumerable.Repeat("var a = \"}\"; // }\n", lines - 2));
        var end = head.Contains("get", StringComparison.Ordinal) ? "} }" : "}";
        var text = $"class A\n{{\n{head} {{\n{body}{end}\n}}\n";
        Assert.Equal(violations, LengthRules.Methods(SourceTree.Of(("src/A.cs", text))).Count());
    }

    [Fact]
    public void Top_level_statements_count_as_a_method()
    {
        var text = string.Concat(Enumerable.Repeat("Run();\n", 61));
        Assert.Single(LengthRules.Methods(SourceTree.Of(("src/Program.cs", text))));
    }
}
