using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>
/// What may not be written, each with its replacement. The banned symbols of Core and App are errors of their builds;
/// this list covers the other projects, and what a symbol cannot say.
/// </summary>
public static class BannedTexts
{
    private static readonly string[] Hosts = ["src/Quantum.Cli", "src/Quantum.Functions"];

    /// <summary>The list.</summary>
    public static IReadOnlyList<BannedText> All { get; } =
    [
        Code(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", IsProductButHost,
            "take the time as a parameter in Core, and from the injected TimeProvider elsewhere"),
        Code(@"\bTimeProvider\.System\b", IsProductButHost,
            "take a TimeProvider from the host, which alone chooses the clock"),
        Code(@"\bGuid\.(NewGuid|CreateVersion7)\b", IsProduct,
            "derive the id from what it means, as SignalId does"),
        Code(@"\bRandom\.Shared\b|\bnew Random\(\)", file => file.IsCSharp,
            "take a seed and print it when a test fails"),
        Code(@"\bETag\.All\b", file => file.IsCSharp,
            "write over the version that was read"),
        Code(@"\bThread\.Sleep\b", file => IsProduct(file) && !IsSqliteFile(file),
            "let the next tick do it, or await a delay of the TimeProvider in a host"),
        Code(@"\bNotImplementedException\b", file => file.IsCSharp,
            "finish it, or leave it out: nothing here pretends"),
        Code(@"\.ConfigureAwait\(", IsCoreOrApp,
            "await plainly: a simulated world runs on one thread"),
        Code(@"\bTask\.Run\(", IsCoreOrApp,
            "await on the caller's thread: a simulated world runs on one thread"),
        new(new Regex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b"), file => true, IsCode: false,
            "do it now or open an issue"),
        new(new Regex(@"(?<![\w.])/(home|root|Users|work)/\w|\b[A-Z]:\\Users\\"), file => true, IsCode: false,
            "name a path relative to the repository: other machines have other folders"),
        new(new Regex(@"://(api\.nuget|registry\.npmjs|pypi)\.org\b|://[\w.-]*(artifactory|nexus|pkgs\.dev)\b"),
            file => true, IsCode: false, "leave the choice of a package mirror to the machine"),
    ];

    /// <summary>The places where a banned text stands.</summary>
    public static IEnumerable<Violation> Find(SourceTree tree) => All.SelectMany(text => text.In(tree));

    /// <summary>No <c>catch</c> swallows without a word: it acts, or a comment says why nothing is right.</summary>
    public static IEnumerable<Violation> EmptyCatches(SourceTree tree) =>
        from file in tree.CSharp
        from handler in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        where handler.Block.Statements.Count == 0 && !handler.Block.DescendantTrivia().Any(trivia =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
        select file.At(TreeFile.LineOf(handler),
            "an empty catch hides what went wrong; handle it, let it pass on, or say there why nothing is right.");

    private static BannedText Code(string pattern, Func<TreeFile, bool> where, string instead) =>
        new(new Regex(pattern), where, IsCode: true, instead);

    /// <summary>SQLite answers on the caller's thread, so the adapter's one wait blocks as the library's do.</summary>
    private static bool IsSqliteFile(TreeFile file) =>
        file.Path == "src/Quantum.Adapters.Sqlite/SqliteDatabase.cs";

    private static bool IsProduct(TreeFile file) => file.IsCSharp && file.IsBelow("src");

    private static bool IsProductButHost(TreeFile file) => IsProduct(file) && !Hosts.Any(file.IsBelow);

    private static bool IsCoreOrApp(TreeFile file) =>
        file.IsCSharp && (file.IsBelow("src/Quantum.Core") || file.IsBelow("src/Quantum.App"));
}
