namespace Quantum.Infra.Tests.Files;

/// <summary>Where the repository lies, and the documents that tests write when asked to.</summary>
public static class RepositoryFolder
{
    /// <summary>Set to 1, the tests write the generated files instead of comparing them.</summary>
    public const string RewriteVariable = "QUANTUM_REWRITE_DOCS";

    /// <summary>The repository's root.</summary>
    public static string Path { get; } = Find();

    /// <summary>Compares a generated file with what the code says, or rewrites it when asked to.</summary>
    public static void AssertEqual(string path, string expected)
    {
        var file = System.IO.Path.Combine(Path, path);
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1") File.WriteAllText(file, expected);
        var actual = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(expected == actual, $"{path} is not what the code says. Rewrite it with: {RewriteVariable}=1 "
            + "dotnet test tests/Quantum.Infra.Tests");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Directory.Packages.props")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
