using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Quantum.Adapters.Sqlite;

/// <summary>The text of one statement; each object is prepared once per connection.</summary>
internal sealed class SqlText(string sql)
{
    public string Sql { get; } = sql;
}

/// <summary>One connection with its prepared statements. Not safe for concurrent use.</summary>
internal sealed class SqliteSession : IDisposable
{
    private static readonly SqlText BeginImmediate = new("BEGIN IMMEDIATE");
    private static readonly SqlText CommitText = new("COMMIT");
    private static readonly SqlText RollbackText = new("ROLLBACK");

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<SqlText, sqlite3_stmt> _statements = [];
    private readonly string _path;

    private SqliteSession(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _handle = connection.Handle!;
    }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Opens one connection; nothing of the file is read yet.</summary>
    /// <exception cref="SqliteStoreException">The file cannot be opened.</exception>
    public static SqliteSession Open(string path, SqliteOpenMode mode, SqliteOptions options)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            var session = new SqliteSession(path, connection);
            session.Check(raw.sqlite3_busy_timeout(session._handle, (int)options.BusyTimeout.TotalMilliseconds));
            session.Execute($"PRAGMA cache_size = -{options.CacheKibibytesMax}");
            session.Execute("PRAGMA temp_store = MEMORY");
            return session;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new SqliteStoreException(
                path, SqliteStoreException.FaultOf(exception.SqliteErrorCode), exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Starts a run of a statement, which is prepared at its first use.</summary>
    public SqliteCursor Run(SqlText text)
    {
        if (!_statements.TryGetValue(text, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, text.Sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
            _statements.Add(text, statement);
        }

        return new(this, statement);
    }

    /// <summary>
    /// Takes the write lock of the file, so that what is read from here on stays true until the commit.
    /// </summary>
    /// <exception cref="SqliteStoreException">Another process kept it for too long.</exception>
    public void Begin()
    {
        using var begin = Run(BeginImmediate);
        begin.Step();
    }

    /// <summary>Makes the changes since <see cref="Begin"/> durable and visible.</summary>
    public void Commit()
    {
        using var commit = Run(CommitText);
        commit.Step();
    }

    /// <summary>Undoes the changes since <see cref="Begin"/>; does nothing where SQLite did so by itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) != 0)
            return;

        using var rollback = Run(RollbackText);
        rollback.Step();
    }

    /// <summary>Runs a statement that is needed once.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs a statement that is needed once; the first column of its first row as a number.</summary>
    public long Number(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        using (statement)
        using (var cursor = new SqliteCursor(this, statement))
        {
            return cursor.Step() ? cursor.Number(0) : 0;
        }
    }

    /// <summary>Runs a statement that is needed once; the first column of its first row as text.</summary>
    public string Text(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        using (statement)
        using (var cursor = new SqliteCursor(this, statement))
        {
            return cursor.Step() ? cursor.Text(0) : "";
        }
    }

    /// <summary>Throws for a result that is not success.</summary>
    /// <exception cref="SqliteStoreException">With the file and what SQLite says.</exception>
    public void Check(int resultCode)
    {
        if (resultCode != raw.SQLITE_OK)
            throw Failure(resultCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();

        _statements.Clear();
        _connection.Dispose();
    }

    private SqliteStoreException Failure(int resultCode)
    {
        var detail = $"{raw.sqlite3_errmsg(_handle).utf8_to_string()}, result "
            + $"{raw.sqlite3_extended_errcode(_handle)}";
        return new(_path, SqliteStoreException.FaultOf(resultCode), detail);
    }
}
