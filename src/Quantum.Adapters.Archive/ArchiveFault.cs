namespace Quantum.Adapters.Archive;

/// <summary>Why a file of the archive could not be used.</summary>
public enum ArchiveFault
{
    /// <summary>Not known.</summary>
    Other,

    /// <summary>No answer, dropped connections or errors of the server in every try. Later may do.</summary>
    Unreachable,

    /// <summary>The server refuses the request, e.g. for the caller's region. The same request will not do.</summary>
    Refused,

    /// <summary>Twice in a row the file was not what its checksum says, or no readable zip of one table.</summary>
    Corrupt,

    /// <summary>A row of an intact file is not what the archive's format promises.</summary>
    Row,

    /// <summary>The recording that new rows are to be merged with is damaged or of another layout.</summary>
    Recording,

    /// <summary>Another download, or a filling of gaps, is at work on the same. Later will do.</summary>
    Busy,
}
