using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>Folders are nouns of the domain, and a type is found by the name of its file.</summary>
public static class NameRules
{
    /// <summary>
    /// Most lines of a class or interface beside the one that names the file, doc comments included. Records, enums,
    /// delegates and exceptions are data and may be longer.
    /// </summary>
    public const int NeighbourLinesMax = 40;

    private static readonly HashSet<string> BannedFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Common", "Helper", "Helpers", "Manager", "Managers", "Misc", "Util", "Utilities", "Utils",
    };

    /// <summary>No folder is named after nothing.</summary>
    public static IEnumerable<Violation> Folders(SourceTree tree) =>
        from file in tree.Files
        let names = file.Segments[..^1].SelectMany(segment => segment.Split('.'))
        let banned = names.FirstOrDefault(BannedFolders.Contains)
        where banned is not null
        select file.At(1, $"the folder name {banned} says nothing; name it after the part of the domain in it.");

    /// <summary>One public type per file, named like the file, with its small companions.</summary>
    public static IEnumerable<Violation> Types(SourceTree tree)
    {
        foreach (var file in tree.CSharp.Where(file => file.IsBelow("src")))
        {
            var types = PublicTypes(file.Syntax).ToList();
            if (types.Count == 0) continue;
            if (!types.Any(type => NameOf(type) == file.Stem) && !types.All(IsData))
                yield return file.At(TreeFile.LineOf(types[0]),
                    $"no public type here is named {file.Stem}; name the file after its type.");
            foreach (var type in types.Where(type => NameOf(type) != file.Stem && !IsData(type)))
            {
                var lines = type.ToFullString().Split('\n').Length - 1;
                if (lines > NeighbourLinesMax)
                    yield return file.At(TreeFile.LineOf(type),
                        $"{NameOf(type)} has {lines} lines beside {file.Stem}, limit {NeighbourLinesMax}; give it a "
                        + "file of its own.");
            }
        }
    }

    private static IEnumerable<MemberDeclarationSyntax> PublicTypes(SyntaxNode root) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static string NameOf(MemberDeclarationSyntax type) => type is DelegateDeclarationSyntax action
        ? action.Identifier.Text
        : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    private static bool IsData(MemberDeclarationSyntax type) =>
        type is EnumDeclarationSyntax or DelegateDeclarationSyntax or RecordDeclarationSyntax or StructDeclarationSyntax
        || NameOf(type).EndsWith("Exception", StringComparison.Ordinal);
}
