using Quantum.Tidy.Tests.Tree;

namespace Quantum.Tidy.Tests.Rules;

/// <summary>Whoever looks for the tests of a file, or for what a test is about, looks in one place.</summary>
public static class MirrorRules
{
    private const string ProjectEnding = ".Tests";
    private const string FileEnding = "Tests";

    /// <summary>
    /// Folders for what spans several files: fakes, recorded data, and the invariants of ARCHITECTURE.md as tests.
    /// </summary>
    private static readonly string[] FreeFolders = ["Fakes", "Invariants", "TestData"];

    /// <summary><c>tests/X.Tests/Folder/FooTests.cs</c> is about <c>src/X/Folder/Foo*.cs</c>.</summary>
    public static IEnumerable<Violation> Tests(SourceTree tree)
    {
        foreach (var file in TestProjectFiles(tree))
        {
            if (!file.Stem.EndsWith(FileEnding, StringComparison.Ordinal)) continue;
            var folder = "src/" + file.Segments[1][..^ProjectEnding.Length]
                + string.Concat(file.Segments[2..^1].Select(segment => "/" + segment));
            var subject = file.Stem[..^FileEnding.Length];
            if (!SourcesIn(tree, folder).Any(source => IsAbout(subject, source.Stem)))
                yield return file.At(1,
                    $"no file {folder}/{subject}*.cs; move the test to where its subject lies, or to one of the "
                    + $"folders {string.Join(", ", FreeFolders)}.");
        }
    }

    /// <summary>Tests stand in files that say so, so that none hides from its mirror.</summary>
    public static IEnumerable<Violation> TestFileNames(SourceTree tree) =>
        from file in TestProjectFiles(tree)
        where !file.Stem.EndsWith(FileEnding, StringComparison.Ordinal)
        from place in file.CodeLines.Select((line, index) => (line, index))
        where place.line.TrimStart().StartsWith("[Fact", StringComparison.Ordinal)
            || place.line.TrimStart().StartsWith("[Theory", StringComparison.Ordinal)
        select file.At(place.index + 1,
            $"tests stand in files named *{FileEnding}.cs; rename the file or move the test.");

    private static IEnumerable<TreeFile> TestProjectFiles(SourceTree tree) => tree.CSharp.Where(file =>
        file.IsBelow("tests")
        && file.Segments[1].EndsWith(ProjectEnding, StringComparison.Ordinal)
        && tree.Projects.Any(project => project.IsBelow("src/" + file.Segments[1][..^ProjectEnding.Length]))
        && !file.Segments.Any(FreeFolders.Contains));

    private static IEnumerable<TreeFile> SourcesIn(SourceTree tree, string folder) =>
        tree.CSharp.Where(source => source.Path[..source.Path.LastIndexOf('/')] == folder);

    /// <summary>One name continues the other: <c>BookRaceTests</c> is about <c>Book</c>.</summary>
    private static bool IsAbout(string subject, string source) =>
        subject.StartsWith(source, StringComparison.Ordinal) || source.StartsWith(subject, StringComparison.Ordinal);
}
