using System.Text.RegularExpressions;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>Documents that a reader can follow: links resolve, commands exist, records are whole.</summary>
public static partial class DocumentRules
{
    private const string DecisionFolder = "docs/decisions";
    private const int ContributingLinesMax = 100;

    private static readonly (string Pattern, string Heading)[] DecisionHeadings =
    [
        (@"^## Context$", "## Context"),
        (@"^## Options$", "## Options"),
        (@"^## Decision$", "## Decision"),
        (@"^## Consequences$", "## Consequences"),
        (@"^(### Good|- \*\*Good\*\*|\*\*Good)", "### Good"),
        (@"^(### Bad|- \*\*Bad\*\*|\*\*Bad)", "### Bad"),
        (@"^## Reopened if$", "## Reopened if"),
    ];

    private static readonly string[] ChangeHeadings = ["Safety", "Features", "Internals"];

    /// <summary>Every relative link leads to a file or a folder of the tree.</summary>
    public static IEnumerable<Violation> Links(SourceTree tree) =>
        from file in tree.EndingIn(".md")
        from place in Prose(file)
        from Match link in Link().Matches(place.Line)
        let target = link.Groups["target"].Value
        where !External().IsMatch(target) && !tree.Exists(Resolve(file, target))
        select file.At(place.Number, $"the link {target} leads nowhere; correct it or write what it promises.");

    /// <summary>
    /// Every <c>quantum</c> command of the README exists: a string in the command line's code, or the script's own.
    /// </summary>
    public static IEnumerable<Violation> Commands(SourceTree tree)
    {
        var code = tree.CSharp.Where(file => file.IsBelow("src/Quantum.Cli")).ToList();
        if (code.Count == 0 || tree.Find("README.md") is not { } readme) yield break;
        for (var index = 0; index < readme.Lines.Count; index++)
        {
            foreach (Match command in Command().Matches(readme.Lines[index]))
            {
                foreach (var name in command.Groups["name"].Value.Split('|'))
                {
                    var isKnown = name == "test"
                        || code.Any(file => file.Text.Contains($"\"{name}\"", StringComparison.Ordinal));
                    if (!isKnown)
                        yield return readme.At(index + 1, $"there is no command 'quantum {name}' in src/Quantum.Cli; "
                            + "correct the README or add the command.");
                }
            }
        }
    }

    /// <summary>Every decision record is numbered without a hole and says what it must.</summary>
    public static IEnumerable<Violation> Decisions(SourceTree tree)
    {
        var number = 1;
        foreach (var file in tree.Files.Where(file => file.IsBelow(DecisionFolder)))
        {
            var isNext = file.Name.StartsWith($"{number:0000}-", StringComparison.Ordinal);
            if (!isNext || !DecisionName().IsMatch(file.Name))
                yield return file.At(1,
                    $"name the record {number:0000}-what-was-decided.md, the number after the last one.");
            number++;
            var from = 0;
            foreach (var (pattern, heading) in DecisionHeadings)
            {
                var found = Enumerable.Range(from, file.Lines.Count - from)
                    .FirstOrDefault(index => Regex.IsMatch(file.Lines[index], pattern), -1);
                if (found < 0) yield return file.At(file.Lines.Count, $"add a part '{heading}' in its place.");
                else from = found + 1;
            }
        }
    }

    /// <summary>The change log speaks to each of its readers.</summary>
    public static IEnumerable<Violation> ChangeLog(SourceTree tree)
    {
        if (tree.Find("CHANGELOG.md") is not { } file) return [new("CHANGELOG.md", 1, "write a change log.")];
        return ChangeHeadings
            .Where(heading => !file.Lines.Contains("### " + heading))
            .Select(heading => file.At(1, $"add a section '### {heading}'; its readers look for it."));
    }

    /// <summary>What a contributor must read fits on a few screens.</summary>
    public static IEnumerable<Violation> Contributing(SourceTree tree)
    {
        if (tree.Find("CONTRIBUTING.md") is not { } file)
            return [new("CONTRIBUTING.md", 1, "write how to contribute.")];
        return file.Lines.Count <= ContributingLinesMax
            ? []
            : [file.At(ContributingLinesMax + 1,
                $"the file has {file.Lines.Count} lines, limit {ContributingLinesMax}; move explanations to docs/.")];
    }

    /// <summary>The lines outside fenced code, inline code blanked.</summary>
    private static IEnumerable<(string Line, int Number)> Prose(TreeFile file)
    {
        var isFenced = false;
        for (var index = 0; index < file.Lines.Count; index++)
        {
            if (file.Lines[index].TrimStart().StartsWith("```", StringComparison.Ordinal)) isFenced = !isFenced;
            else if (!isFenced) yield return (InlineCode().Replace(file.Lines[index], "`"), index + 1);
        }
    }

    private static string Resolve(TreeFile file, string target)
    {
        var path = target.Split('#')[0].TrimEnd('/');
        var parts = path.StartsWith('/') ? [] : file.Segments[..^1].ToList();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|#)", RegexOptions.IgnoreCase)]
    private static partial Regex External();

    [GeneratedRegex(@"`[^`]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"(^\s*(\$ )?|`)(\./)?quantum (?<name>[a-z][a-z-]*(\|[a-z][a-z-]*)*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$")]
    private static partial Regex DecisionName();
}
