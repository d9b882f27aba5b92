namespace Quantum.Adapters.Archive;

/// <summary>A file of the archive, or a recording made of it, could not be used. The message names it.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Without anything known.</summary>
    public ArchiveException()
    {
    }

    /// <summary>With a message only.</summary>
    public ArchiveException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public ArchiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the file, what is wrong with it and what was seen.</summary>
    internal ArchiveException(string file, ArchiveFault fault, string detail, Exception? innerException = null)
        : base($"{file}: {Sentence(fault)} ({detail}).", innerException)
    {
        File = file;
        Fault = fault;
    }

    /// <summary>Name in the archive, or path of the recording; empty when not known.</summary>
    public string File { get; } = "";

    /// <summary>What is wrong with it.</summary>
    public ArchiveFault Fault { get; }

    private static string Sentence(ArchiveFault fault) => fault switch
    {
        ArchiveFault.Unreachable => "the archive did not deliver it; run the same command again later",
        ArchiveFault.Refused => "the archive refuses it",
        ArchiveFault.Corrupt => "it arrived damaged twice; nothing of it was used",
        ArchiveFault.Row => "a row is not as the archive promises; nothing of it was used",
        ArchiveFault.Recording => "this recording cannot be added to; move it away or verify it",
        ArchiveFault.Busy => "another quantum is at work on it; run the same command again when that one has ended",
        _ => "it could not be used",
    };
}
