namespace Quantum.Datasets;

/// <summary>
/// A folder marked as that of a data set in the making. Work that fails before there is anything to make one of gives
/// it back as it was; what an older run left in it stays.
/// </summary>
public sealed class DatasetClaim : IDisposable
{
    private readonly string? _mark;
    private readonly IReadOnlyList<string> _folders;
    private bool _isKept;

    /// <summary>Remembers what was made.</summary>
    /// <param name="mark">The place-holder; <see langword="null"/> where one, or a description, was there.</param>
    /// <param name="folders">Folders that were not there, the innermost first.</param>
    internal DatasetClaim(string? mark, IReadOnlyList<string> folders) => (_mark, _folders) = (mark, folders);

    /// <summary>The folder stays marked: from here on it holds a data set, though it be broken off.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Takes away what the claim made, unless it was kept; a folder that others put files in stays.</summary>
    public void Dispose()
    {
        if (_isKept) return;
        try
        {
            if (_mark is not null) File.Delete(_mark);
            foreach (var folder in _folders) Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made the work fail is what the user is to read; a mark that stays stands against nothing.
        }
    }
}
