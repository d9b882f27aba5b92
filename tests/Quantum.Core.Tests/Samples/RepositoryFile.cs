namespace Quantum.Core.Tests.Samples;

/// <summary>A document that is generated from the code and committed, so that every reader sees it.</summary>
public static class RepositoryFile
{
    /// <summary>Set to 1, the tests write the documents instead of comparing them.</summary>
    public const string RewriteVariable = "QUANTUM_REWRITE_DOCS";

    /// <summary>Compares a committed document with what the code says, or rewrites it when asked to.</summary>
    public static void AssertEqual(string path, string expected)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        var actual = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (expected == actual) return;
        Assert.Fail($"{path} is not what the code says. Rewrite it with: {RewriteVariable}=1 dotnet test "
            + $"tests/Quantum.Core.Tests\nFirst difference: {Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (code, document) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(code.Length, document.Length))
            .First(index => code.ElementAtOrDefault(index) != document.ElementAtOrDefault(index));
        return $"line {line + 1}: code '{code.ElementAtOrDefault(line)}', file '{document.ElementAtOrDefault(line)}'";
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
