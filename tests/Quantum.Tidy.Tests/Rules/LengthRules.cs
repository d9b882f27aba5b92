using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>What is short can be read at once.</summary>
public static class LengthRules
{
    /// <summary>Most lines of a file, both ends included.</summary>
    public const int FileLinesMax = 300;

    /// <summary>Most lines of a method, first modifier to closing brace; attributes are not counted.</summary>
    public const int MethodLinesMax = 60;

    /// <summary>Most columns of a line.</summary>
    public const int ColumnsMax = 120;

    private static readonly HashSet<string> CodeEndings = new(StringComparer.Ordinal)
    {
        "", ".bicep", ".cs", ".csproj", ".css", ".html", ".js", ".props", ".py", ".sh", ".targets",
    };

    private static readonly HashSet<string> Prose = new(StringComparer.Ordinal) { "LICENSE", "NOTICE" };

    /// <summary>Files of code are short.</summary>
    public static IEnumerable<Violation> Files(SourceTree tree) => Code(tree)
        .Where(file => file.Lines.Count > FileLinesMax)
        .Select(file => file.At(FileLinesMax + 1,
            $"the file has {file.Lines.Count} lines, limit {FileLinesMax}; give a part of it a name and a file."));

    /// <summary>Lines of code are short.</summary>
    public static IEnumerable<Violation> Columns(SourceTree tree) => Code(tree)
        .SelectMany(file => file.Lines.Select((line, index) => (file, line, index)))
        .Where(place => place.line.Length > ColumnsMax)
        .Select(place => place.file.At(place.index + 1,
            $"the line has {place.line.Length} columns, limit {ColumnsMax}; break it or name a part of it."));

    /// <summary>Methods are short.</summary>
    public static IEnumerable<Violation> Methods(SourceTree tree)
    {
        foreach (var file in tree.CSharp)
        {
            foreach (var node in file.Syntax.DescendantNodes().Where(IsMethod))
            {
                var (first, lines) = Measure(node);
                if (lines > MethodLinesMax)
                    yield return file.At(first,
                        $"the method has {lines} lines, limit {MethodLinesMax}; name a step of it and call that.");
            }

            var statements = file.Syntax.ChildNodes().OfType<GlobalStatementSyntax>().ToList();
            if (statements.Count == 0) continue;
            var start = TreeFile.LineOf(statements[0]);
            var count = EndLine(statements[^1]) - start + 1;
            if (count > MethodLinesMax)
                yield return file.At(start,
                    $"the top-level statements have {count} lines, limit {MethodLinesMax}; name a step and call that.");
        }
    }

    /// <summary>What people write; the reports in model bundles are written by the training.</summary>
    private static IEnumerable<TreeFile> Code(SourceTree tree) => tree.Files.Where(file =>
        CodeEndings.Contains(System.IO.Path.GetExtension(file.Name)) && !Prose.Contains(file.Name)
        && !file.IsBelow("models"));

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            or PropertyDeclarationSyntax { ExpressionBody: not null };

    private static (int First, int Lines) Measure(SyntaxNode node)
    {
        var lists = node.ChildNodes().OfType<AttributeListSyntax>().ToList();
        var token = lists.Count > 0 ? lists[^1].GetLastToken().GetNextToken() : node.GetFirstToken();
        var first = TreeFile.LineOf(token);
        return (first, EndLine(node) - first + 1);
    }

    private static int EndLine(SyntaxNode node) => node.GetLocation().GetLineSpan().EndLinePosition.Line + 1;
}
