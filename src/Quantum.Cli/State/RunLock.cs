namespace Quantum.Cli.State;

/// <summary>The right to run on a state directory; one process at a time has it, and loses it with its life.</summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private const int AttemptsMax = 50;
    private readonly FileStream _file;

    private RunLock(string path, FileStream file) => (Path, _file) = (path, file);

    /// <summary>The directory, as given.</summary>
    public string Path { get; }

    /// <summary>Takes it, creating the directory where there is none. Nothing else in it is touched.</summary>
    /// <exception cref="StateException">Another process runs on it, or it cannot be written.</exception>
    public static RunLock Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }

        var file = System.IO.Path.Combine(path, FileName);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception error) when (error is UnauthorizedAccessException || IsNoPlace(error))
            {
                throw Unusable(path, error);
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                Thread.Yield(); // Perhaps only a command that looks whether somebody runs here.
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

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsNoPlace(Exception error) =>
        error is FileNotFoundException or DirectoryNotFoundException or PathTooLongException;

    private static StateException Unusable(string path, Exception error) =>
        new($"--state '{path}': the directory cannot be made or written ({error.Message.TrimEnd('.')}).");
}
