namespace Quantum.Adapters.Archive;

/// <summary>
/// Keeps other processes from the same work. The file stays behind: whoever removed it could remove the one that
/// somebody else has just locked.
/// </summary>
internal sealed class WorkLock : IDisposable
{
    private readonly FileStream _file;

    private WorkLock(FileStream file) => _file = file;

    /// <summary>Takes a lock, or says at once that another has it.</summary>
    /// <param name="path">Its file; the folder is made.</param>
    /// <param name="work">What is locked, for the message.</param>
    /// <exception cref="ArchiveException">Another process, or another download of this one, is at it.</exception>
    public static WorkLock Take(string path, string work)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new WorkLock(new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        // A derived one tells of something else, such as a path that is too long.
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new ArchiveException(work, ArchiveFault.Busy, $"it holds {path}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
