namespace Quantum.Adapters.Sqlite;

/// <summary>One read. Each statement sees one committed state.</summary>
internal readonly ref struct SqliteRead(SqliteDatabase database, SqliteSession session)
{
    public SqliteSession Session => session;

    /// <summary>Gives the connection back.</summary>
    public void Dispose() => database.EndRead(session);
}

/// <summary>One write transaction, alone in the file.</summary>
internal readonly ref struct SqliteWrite(SqliteSession session, Lock writing)
{
    private static readonly SqlText NextStamp = new("UPDATE stamp SET last = last + 1 RETURNING last");

    public SqliteSession Session => session;

    /// <summary>A number that this file never gave out before.</summary>
    public long Stamp()
    {
        using var next = session.Run(NextStamp);
        next.Step();
        return next.Number(0);
    }

    /// <summary>Makes the changes durable and visible.</summary>
    public void Commit() => session.Commit();

    /// <summary>Undoes what was not committed and lets the next writer in.</summary>
    public void Dispose()
    {
        try
        {
            session.Rollback();
        }
        finally
        {
            writing.Exit();
        }
    }
}
