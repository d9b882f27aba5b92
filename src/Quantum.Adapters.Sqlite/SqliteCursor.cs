using System.Text;
using SQLitePCL;

namespace Quantum.Adapters.Sqlite;

/// <summary>One run of a prepared statement: bind, step, read the columns, dispose. Parameters count from 1.</summary>
/// <remarks>
/// It calls SQLite's functions itself: a command and a reader object would cost allocations and copies at every run.
/// </remarks>
internal readonly ref struct SqliteCursor(SqliteSession session, sqlite3_stmt statement)
{
    private const int StackBytesMax = 512;

    public SqliteCursor Bind(int parameter, long value)
    {
        session.Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public SqliteCursor Bind(int parameter, string value)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        session.Check(raw.sqlite3_bind_text(statement, parameter, buffer[..length]));
        return this;
    }

    public SqliteCursor Bind(int parameter, ReadOnlyMemory<byte> value)
    {
        session.Check(raw.sqlite3_bind_blob(statement, parameter, value.Span));
        return this;
    }

    /// <summary>True when there is a row to read; false when the statement is done.</summary>
    public bool Step()
    {
        var resultCode = raw.sqlite3_step(statement);
        if (resultCode == raw.SQLITE_ROW)
            return true;

        if (resultCode != raw.SQLITE_DONE)
            session.Check(resultCode);
        return false;
    }

    /// <summary>Runs a statement that changes rows and says how many.</summary>
    public int Change()
    {
        Step();
        return session.Changes;
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <summary>Makes the statement ready for its next run and ends its read transaction.</summary>
    public void Dispose()
    {
        // The result repeats the error of the last step, which was thrown there.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement); // lets go of the copies of large bodies
    }
}
