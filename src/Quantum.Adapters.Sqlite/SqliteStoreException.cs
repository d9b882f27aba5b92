using SQLitePCL;

namespace Quantum.Adapters.Sqlite;

/// <summary>A file could not be used. The message names the file.</summary>
public sealed class SqliteStoreException : Exception
{
    /// <summary>Without anything known.</summary>
    public SqliteStoreException()
    {
    }

    /// <summary>With a message only.</summary>
    public SqliteStoreException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public SqliteStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the file, what is wrong with it and what was seen.</summary>
    internal SqliteStoreException(string path, SqliteFault fault, string detail, Exception? innerException = null)
        : base($"{path}: {Sentence(fault)} ({detail}).", innerException)
    {
        Path = path;
        Fault = fault;
    }

    /// <summary>The file; empty when not known.</summary>
    public string Path { get; } = "";

    /// <summary>What is wrong with it.</summary>
    public SqliteFault Fault { get; }

    /// <summary>The fault behind a primary or extended result code of SQLite.</summary>
    internal static SqliteFault FaultOf(int resultCode) => (resultCode & 0xFF) switch
    {
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => SqliteFault.CannotOpen,
        raw.SQLITE_NOTADB => SqliteFault.NotDatabase,
        raw.SQLITE_CORRUPT => SqliteFault.Corrupt,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => SqliteFault.Busy,
        raw.SQLITE_FULL => SqliteFault.Full,
        raw.SQLITE_READONLY => SqliteFault.ReadOnly,
        _ => SqliteFault.Other,
    };

    private static string Sentence(SqliteFault fault) => fault switch
    {
        SqliteFault.CannotOpen => "there is no such file, or it cannot be opened",
        SqliteFault.NotDatabase => "this is not an SQLite database",
        SqliteFault.Foreign => "this database belongs to another program; nothing was changed",
        SqliteFault.Empty => "this database holds nothing yet; the next run on it begins anew",
        SqliteFault.NewerSchema => "a newer version of Quantum wrote this file; update, or use another file",
        SqliteFault.Corrupt => "this database is damaged; restore a copy",
        SqliteFault.Busy => "another process kept the file for too long; nothing was changed",
        SqliteFault.Full => "the disk is full; nothing was changed",
        SqliteFault.ReadOnly => "the file can only be read",
        _ => "SQLite failed",
    };
}
