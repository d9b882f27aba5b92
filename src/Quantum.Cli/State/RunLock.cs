namespace Quantum.Cli.State;

/// <summary>
/// The right to run on a state directory; one process at a time has it, and loses it with its life. A start that fails
/// leaves nothing of it.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private const int AttemptsMax = 50;
    private readonly FileStream _file;

    /// <summary>Directories made for it, the innermost first.</summary>
    private readonly IReadOnlyList<string> _made;
    private bool _isKept;

    private RunLock(string path, FileStream file, IReadOnlyList<string> made, bool isNew) =>
        (Path, _file, _made, _isKept) = (path, file, made, !isNew);

    /// <summary>The directory, as given.</summary>
    public string Path { get; }

    /// <summary>Takes it, creating the directory where there is none. Nothing else in it is touched.</summary>
    /// <exception cref="StateException">Another process runs on it, or it cannot be written.</exception>
    public static RunLock Take(string path)
    {
        var made = Missing(path);
        var file = System.IO.Path.Combine(path, FileName);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(path);
                var isNew = !File.Exists(file);
                var taken = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (File.Exists(file)) return new(path, taken, made, isNew);
                taken.Dispose(); // A start that failed has just removed it, and the next would not see this one.
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                // Perhaps only a command that looks whether somebody runs here, or a failed start that tidies up.
                Thread.Yield();
            }
            catch (Exception error) when (error is UnauthorizedAccessException || !File.Exists(file))
            {
                throw Unusable(path, error);
            }
            catch (IOException)
            {
                throw new StateException($"Another process runs on {path}. Stop it first, or name another --state.");
            }
        }
    }

    /// <summary>Whether some process runs on a directory.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            // Shared with other lookers, refused by a run.
            var file = System.IO.Path.Combine(path, FileName);
            using var look = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception error) when (error is UnauthorizedAccessException || IsNoPlace(error))
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The run begins: from now on its directory stays.</summary>
    public void Keep() => _isKept = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isKept) Try(() => File.Delete(_file.Name)); // Before it is given back: later it may be another's.
        _file.Dispose();
        if (_isKept) return;
        foreach (var directory in _made) Try(() => Directory.Delete(directory));
    }

    /// <summary>The directories of a path that are not there, the innermost first.</summary>
    private static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (var at = System.IO.Path.GetFullPath(path); at is not null && !Directory.Exists(at);
            at = System.IO.Path.GetDirectoryName(at))
            missing.Add(at);
        return missing;
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Others have put something there, or the system keeps what is open: it stays.
        }
    }

    private static bool IsNoPlace(Exception error) =>
        error is FileNotFoundException or DirectoryNotFoundException or PathTooLongException;

    private static StateException Unusable(string path, Exception error) =>
        new($"--state '{path}': the directory cannot be made or written ({error.Message.TrimEnd('.')}).");
}
