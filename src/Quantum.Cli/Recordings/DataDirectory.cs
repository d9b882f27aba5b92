namespace Quantum.Cli.Recordings;

/// <summary>Judges <c>--data</c> where recordings are read: a name that leads nowhere is a wrong call.</summary>
internal static class DataDirectory
{
    /// <summary>Adds a problem unless a directory is named that is there.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void Check(string? path, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(path))
            problems.Add("--data: is needed, the directory that holds 1m/SYMBOL.csv.gz.");
        else if (File.Exists(path)) CheckNoFile("--data", path, problems);
        else if (!Directory.Exists(path)) problems.Add($"--data '{path}': the directory does not exist.");
    }

    /// <summary>Adds a problem where a directory is wanted, though it need not be there, and a file is.</summary>
    public static void CheckNoFile(string name, string? path, List<string> problems)
    {
        if (File.Exists(path)) problems.Add($"{name} '{path}': is a file; a directory is wanted.");
    }
}
