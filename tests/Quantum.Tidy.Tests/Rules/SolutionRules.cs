using System.Text.Json;
using System.Text.RegularExpressions;
using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>The solution holds everything; the local filter holds what needs no scarce package.</summary>
public static partial class SolutionRules
{
    private const string Filter = "Quantum.Local.slnf";

    /// <summary>Projects, with their tests, whose packages not every mirror has.</summary>
    private static readonly string[] ScarceProjects =
    [
        "Quantum.Functions", "Quantum.Adapters.Azure", "Quantum.Adapters.Binance", "Quantum.Conformance.Skender",
        "Quantum.Benchmarks.Skender", "Quantum.Benchmarks.Binance",
    ];

    /// <summary>The solution lists every project of the tree, and nothing else.</summary>
    public static IEnumerable<Violation> Solution(SourceTree tree) => Compare(
        tree, SourceTree.SolutionName, SolutionProjects, tree.Projects.Select(project => project.Path),
        path => $"add it with: dotnet sln {SourceTree.SolutionName} add {path} --solution-folder {path.Split('/')[0]}");

    /// <summary>The filter lists every project but the scarce ones, and nothing else.</summary>
    public static IEnumerable<Violation> LocalFilter(SourceTree tree) => Compare(
        tree, Filter, FilterProjects,
        tree.Projects.Where(project => !IsScarce(project.ProjectName())).Select(project => project.Path),
        path => $"add \"{path}\" to the list, in alphabetical order");

    private static IEnumerable<Violation> Compare(SourceTree tree, string name,
        Func<TreeFile, IEnumerable<(int Line, string Path)>> read, IEnumerable<string> wanted, Func<string, string> how)
    {
        if (tree.Find(name) is not { } file) return [new(name, 1, "the file is missing.")];
        var listed = read(file).ToList();
        var expected = wanted.ToList();
        return expected.Except(listed.Select(entry => entry.Path))
            .Select(path => file.At(1, $"{path} is not listed; {how(path)}."))
            .Concat(listed.Where(entry => !expected.Contains(entry.Path))
                .Select(entry => file.At(entry.Line, $"{entry.Path} does not belong here; remove it.")));
    }

    private static bool IsScarce(string project) =>
        ScarceProjects.Any(name => project == name || project == name + ".Tests");

    private static IEnumerable<(int Line, string Path)> SolutionProjects(TreeFile solution) =>
        from place in solution.Lines.Select((line, index) => (line, index))
        let match = ProjectLine().Match(place.line)
        where match.Success
        select (place.index + 1, match.Groups["path"].Value.Replace('\\', '/'));

    private static IEnumerable<(int Line, string Path)> FilterProjects(TreeFile filter)
    {
        using var document = JsonDocument.Parse(filter.Text);
        foreach (var entry in document.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray())
        {
            var path = entry.GetString() ?? "";
            var line = filter.Lines.ToList().FindIndex(text => text.Contains($"\"{path}\"", StringComparison.Ordinal));
            yield return (line + 1, path.Replace('\\', '/'));
        }
    }

    [GeneratedRegex(@"^Project\(""[^""]+""\) = ""[^""]+"", ""(?<path>[^""]+\.csproj)""")]
    private static partial Regex ProjectLine();
}
