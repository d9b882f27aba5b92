namespace Quantum.Tidy.Tests.Tree;

/// <summary>The text files of a repository, ordered by path. Tests plant their own.</summary>
public sealed class SourceTree
{
    /// <summary>The file that marks the root.</summary>
    public const string SolutionName = "Quantum.Functions.sln";

    private static readonly HashSet<string> FoldersLeftOut = new(StringComparer.Ordinal)
    {
        ".git", ".idea", ".quantum", ".venv", ".vs", ".vscode",
        "__pycache__", "artifacts", "bin", "node_modules", "obj",
    };

    private static readonly HashSet<string> BinaryEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".db", ".gz", ".ico", ".npy", ".onnx", ".png", ".woff2", ".zip",
    };

    private readonly Dictionary<string, TreeFile> _byPath;
    private readonly HashSet<string> _binaries;

    private SourceTree(IEnumerable<TreeFile> files, params IEnumerable<string> binaries)
    {
        _binaries = [.. binaries];
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        _byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>Every file.</summary>
    public IReadOnlyList<TreeFile> Files { get; }

    /// <summary>Every C# file.</summary>
    public IEnumerable<TreeFile> CSharp => Files.Where(file => file.IsCSharp);

    /// <summary>Every C# project.</summary>
    public IEnumerable<TreeFile> Projects => EndingIn(".csproj");

    /// <summary>Plants a tree.</summary>
    public static SourceTree Of(params (string Path, string Text)[] files) =>
        new(files.Select(file => new TreeFile(file.Path, file.Text)));

    /// <summary>Reads the tree that this assembly was built in.</summary>
    /// <exception cref="InvalidOperationException">No folder above holds the solution.</exception>
    public static SourceTree OfRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, SolutionName))) folder = folder.Parent;
        return folder is not null
            ? Read(folder)
            : throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {SolutionName}.");
    }

    /// <summary>A file, or <see langword="null"/>.</summary>
    public TreeFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Files whose path ends so.</summary>
    public IEnumerable<TreeFile> EndingIn(string ending) =>
        Files.Where(file => file.Path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether a file or a folder lies at the path.</summary>
    public bool Exists(string path) =>
        _byPath.ContainsKey(path) || _binaries.Contains(path) || Files.Any(file => file.IsBelow(path));

    private static SourceTree Read(DirectoryInfo root)
    {
        var files = Walk(root).ToLookup(file => BinaryEndings.Contains(file.Extension));
        return new(
            files[false].Select(file => new TreeFile(PathOf(root, file), File.ReadAllText(file.FullName))),
            files[true].Select(file => PathOf(root, file)));
    }

    private static string PathOf(DirectoryInfo root, FileInfo file) =>
        Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/');

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => file.Name is not (".git" or "out.json"))
            .Concat(folder.EnumerateDirectories()
                .Where(child => !FoldersLeftOut.Contains(child.Name))
                .SelectMany(Walk));
}
