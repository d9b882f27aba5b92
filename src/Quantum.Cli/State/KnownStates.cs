namespace Quantum.Cli.State;

/// <summary>
/// The states that runs of this directory took, wherever they lie: without it an order that names none would see the
/// latest of them alone, and a run beside it would trade on unseen.
/// </summary>
internal static class KnownStates
{
    private const string FileName = "states";
    private const int AttemptsMax = 1_000;

    private static string File => Path.Combine(StateDirectory.Root, FileName);

    /// <summary>Adds the state of a run whose lock is taken, and forgets those that nobody runs any more.</summary>
    /// <exception cref="StateException">Others hold the list, or it cannot be written.</exception>
    public static void Add(string path)
    {
        Directory.CreateDirectory(StateDirectory.Root);
        using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var kept = Lines(file).Where(RunLock.IsTaken).Append(Path.GetFullPath(path)).Distinct().ToList();
        file.SetLength(0);
        using var writer = new StreamWriter(file);
        foreach (var line in kept) writer.WriteLine(line);
    }

    /// <summary>Full paths, those included that nobody runs any more.</summary>
    /// <exception cref="StateException">The list cannot be read: who may run is unknown then.</exception>
    public static IReadOnlyList<string> Read()
    {
        if (!System.IO.File.Exists(File)) return [];
        using var file = Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        return Lines(file);
    }

    private static FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        var wait = new SpinWait();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(File, mode, access, share);
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                wait.SpinOnce(); // Another start or order has it for a moment.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StateException($"The list of running states {File} cannot be had ({error.Message}).");
            }
        }
    }

    private static List<string> Lines(FileStream file)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) lines.Add(line);
        }

        return lines;
    }
}
