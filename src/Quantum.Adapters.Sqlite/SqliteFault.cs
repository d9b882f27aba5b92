namespace Quantum.Adapters.Sqlite;

/// <summary>What is wrong with a file.</summary>
public enum SqliteFault
{
    /// <summary>Anything that the other values do not name, e.g. an input/output error; see the message.</summary>
    Other,

    /// <summary>There is no file, or it cannot be opened: missing directory or permission.</summary>
    CannotOpen,

    /// <summary>The file is not an SQLite database.</summary>
    NotDatabase,

    /// <summary>The file is an SQLite database of another program.</summary>
    Foreign,

    /// <summary>
    /// The file holds nothing yet: whoever created it died at once. Opening it for writing takes it over.
    /// </summary>
    Empty,

    /// <summary>A newer version of this program wrote the file.</summary>
    NewerSchema,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>Another process held the file for longer than <see cref="SqliteOptions.BusyTimeout"/>.</summary>
    Busy,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The file was opened read-only, or may not be written.</summary>
    ReadOnly,
}
