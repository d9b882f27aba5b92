using Quantum.Cli.State;

namespace Quantum.Cli.Running;

/// <summary>Where the parts of an installation lie that are no code: models, and what trains them.</summary>
internal static class Installation
{
    private const string Mark = "Quantum.Functions.sln";

    /// <summary>
    /// The repository that the program was built in; the program's own folder where it was copied elsewhere.
    /// </summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The folders of bundles that a run takes unless told otherwise: the default bundle, and what was pushed while
    /// nothing ran.
    /// </summary>
    public static IReadOnlyList<string> ModelFolders => [Path.Combine(Root, "models"), PushedModels];

    /// <summary>Bundles that were pushed while nothing ran.</summary>
    public static string PushedModels => Path.Combine(StateDirectory.Root, "models");

    /// <summary>The folder of the trainer.</summary>
    public static string Training => Path.Combine(Root, "training");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark))) return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
