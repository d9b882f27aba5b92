namespace Quantum.Infra.Tests.Files;

/// <summary>
/// The texts that must agree with each other, by their paths in the repository. Immutable: a test that wants to see a
/// check fail takes a copy with a mistake in it.
/// </summary>
public sealed class InfraFiles
{
    private static readonly string[] Roots = ["infra", "src/Quantum.Functions"];

    private static readonly string[] Singles =
        ["azure.yaml", "host.json", "local.settings.json", "docs/runbook.md", "docs/deploy.md",
            "src/Quantum.App/Reporting/MeasuredStore.cs"];

    private readonly SortedDictionary<string, string> _texts;

    private InfraFiles(SortedDictionary<string, string> texts) => _texts = texts;

    /// <summary>The files as they are in the repository.</summary>
    public static InfraFiles Repository { get; } = Read(RepositoryFolder.Path);

    /// <summary>All paths, in ordinal order.</summary>
    public IEnumerable<string> Paths => _texts.Keys;

    /// <summary>The Bicep files.</summary>
    public IEnumerable<Bicep.BicepFile> Bicep =>
        Below("infra/", ".bicep").Select(path => new Bicep.BicepFile(path, _texts[path]));

    /// <summary>A file's text; empty where there is none, which every check then complains about.</summary>
    public string this[string path] => _texts.GetValueOrDefault(path, "");

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => _texts.ContainsKey(path);

    /// <summary>Paths below a folder with an ending.</summary>
    public IEnumerable<string> Below(string folder, string ending) => _texts.Keys.Where(path =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A copy in which one passage of one file is another.</summary>
    /// <exception cref="ArgumentException">The file does not hold the passage: the test is out of date.</exception>
    public InfraFiles With(string path, string passage, string other)
    {
        if (!this[path].Contains(passage, StringComparison.Ordinal))
            throw new ArgumentException($"Condition failed: {path} holds no '{passage}'.", nameof(passage));
        return new(new(_texts, StringComparer.Ordinal)
        {
            [path] = _texts[path].Replace(passage, other, StringComparison.Ordinal),
        });
    }

    private static InfraFiles Read(string folder)
    {
        var paths = Roots.Select(root => Path.Combine(folder, root)).Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            .Concat(Singles.Select(single => Path.Combine(folder, single)).Where(File.Exists));
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            texts[name] = File.ReadAllText(path).ReplaceLineEndings("\n");
        }

        return new(texts);
    }
}
