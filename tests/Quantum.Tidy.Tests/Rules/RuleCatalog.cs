namespace Quantum.Tidy.Tests.Rules;

/// <summary>Every rule that the repository is held to.</summary>
public static class RuleCatalog
{
    /// <summary>The rules, by what they look at.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("A file of code is short", LengthRules.Files),
        new("A line of code is short", LengthRules.Columns),
        new("A method is short", LengthRules.Methods),
        new("References point left only", LayerRules.References),
        new("Core has no package at run time", LayerRules.CorePackages),
        new("A test lies where its subject lies", MirrorRules.Tests),
        new("A test stands in a file of tests", MirrorRules.TestFileNames),
        new("A folder is a noun of the domain", NameRules.Folders),
        new("A public type is found by its file", NameRules.Types),
        new("A banned text does not occur", BannedTexts.Find),
        new("A catch is never empty without a reason", BannedTexts.EmptyCatches),
        new("A package version stands in the central file only", PackageRules.Versions),
        new("A relative link resolves", DocumentRules.Links),
        new("A command of the README exists", DocumentRules.Commands),
        new("A decision record is whole", DocumentRules.Decisions),
        new("The change log has a section for each reader", DocumentRules.ChangeLog),
        new("The guide for contributors is short", DocumentRules.Contributing),
        new("The solution lists every project", SolutionRules.Solution),
        new("The local filter lists what builds everywhere", SolutionRules.LocalFilter),
    ];
}
