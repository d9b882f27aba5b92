using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quantum.Tidy.Tests.Tree;

/// <summary>One text file of the repository.</summary>
public sealed class TreeFile
{
    private readonly Lazy<SyntaxNode> _syntax;
    private readonly Lazy<string[]> _codeLines;

    /// <summary>Wraps a text.</summary>
    /// <param name="path">Relative to the repository's root, with <c>/</c>.</param>
    /// <param name="text">The whole file.</param>
    public TreeFile(string path, string text)
    {
        Path = path;
        Lines = SplitLines(text);
        Text = text;
        _syntax = new(() => CSharpSyntaxTree.ParseText(text).GetRoot());
        _codeLines = new(() => SplitLines(BlankProse(_syntax.Value, text)));
    }

    /// <summary>Relative to the repository's root, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>The whole file.</summary>
    public string Text { get; }

    /// <summary>Its lines; the line break at the end of the file begins no line.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The file's parts between slashes, its name last.</summary>
    public string[] Segments => Path.Split('/');

    /// <summary>The name without folders.</summary>
    public string Name => Segments[^1];

    /// <summary>The name up to its first dot: <c>Book</c> of <c>Book.Orders.cs</c>.</summary>
    public string Stem => Name.Split('.')[0];

    /// <summary>Whether it is C#.</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The C# syntax of the file. Only for C#.</summary>
    public SyntaxNode Syntax => _syntax.Value;

    /// <summary>The lines of a C# file with comments and the insides of literals blanked, columns kept.</summary>
    public IReadOnlyList<string> CodeLines => _codeLines.Value;

    /// <summary>Whether the file lies below a folder, e.g. <c>src/Quantum.Core</c>.</summary>
    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The 1-based line on which a piece of syntax begins.</summary>
    public static int LineOf(SyntaxNodeOrToken syntax) =>
        syntax.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>A violation in this file.</summary>
    public Violation At(int line, string message) => new(Path, line, message);

    private static string[] SplitLines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > 0 && lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static string BlankProse(SyntaxNode root, string text)
    {
        var characters = text.ToCharArray();
        foreach (var token in root.DescendantTokens())
        {
            if (IsLiteral(token)) Blank(characters, token.SpanStart, token.Span.End);
            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (IsComment(trivia)) Blank(characters, trivia.FullSpan.Start, trivia.FullSpan.End);
            }
        }

        return new string(characters);
    }

    private static bool IsLiteral(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken
        or SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.CharacterLiteralToken;

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia;

    private static void Blank(char[] characters, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            if (characters[index] is not ('\n' or '\r')) characters[index] = ' ';
        }
    }
}
