namespace Quantum.Adapters.Sqlite;

/// <summary>The tables of version 1, and what tells our files from others.</summary>
internal static class SqliteSchema
{
    /// <summary>"QNTM" in ASCII, in the header of every file of ours.</summary>
    public const int ApplicationId = 0x514E544D;

    /// <summary>The version that this program reads and writes.</summary>
    public const int Version = 1;

    /// <summary>
    /// Entities cluster by their key, so that a query reads neighbouring pages. Blobs are too large for that and have
    /// an index of their names. A stamp is a number that is given out once: version of an entity, id of a message.
    /// Instants are ticks of 100 ns since 0001-01-01 UTC.
    /// </summary>
    private const string Tables = """
        CREATE TABLE stamp (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO stamp VALUES (1, 0);
        CREATE TABLE entity (
            partition_key TEXT NOT NULL,
            row_key TEXT NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (partition_key, row_key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE blob (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            content BLOB NOT NULL
        ) STRICT;
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            visible_at INTEGER NOT NULL,
            delivery_count INTEGER NOT NULL,
            is_held INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE dead_letter (
            position INTEGER PRIMARY KEY,
            message_id INTEGER NOT NULL UNIQUE,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        """;

    /// <summary>Refuses a file that is not ours, changing nothing. True when the tables are there.</summary>
    /// <exception cref="SqliteStoreException">Not a database, of another program, or of a newer version.</exception>
    public static bool Check(SqliteSession session, string path)
    {
        // One transaction, or another process could make the tables between two looks at the header.
        session.Execute("BEGIN");
        try
        {
            return IsThere(session, path);
        }
        finally
        {
            session.Rollback();
        }
    }

    /// <summary>Makes the tables, unless another process was faster.</summary>
    public static void Create(SqliteSession session, string path)
    {
        session.Begin();
        try
        {
            if (!IsThere(session, path))
            {
                session.Execute(Tables);
                session.Execute($"PRAGMA application_id = {ApplicationId}");
                session.Execute($"PRAGMA user_version = {Version}");
            }

            session.Commit();
        }
        finally
        {
            session.Rollback();
        }
    }

    private static bool IsThere(SqliteSession session, string path)
    {
        var applicationId = session.Number("PRAGMA application_id");
        var version = session.Number("PRAGMA user_version");
        if (applicationId == ApplicationId)
        {
            return version <= Version
                ? true
                : throw new SqliteStoreException(
                    path, SqliteFault.NewerSchema, $"version {version}, this program knows {Version}");
        }

        // A file without tables is one that was just created, perhaps by a process that died before it went on.
        if (applicationId == 0 && version == 0 && session.Number("SELECT count(*) FROM sqlite_schema") == 0)
            return false;

        throw new SqliteStoreException(
            path, SqliteFault.Foreign, $"application id {applicationId}, not {ApplicationId}");
    }
}
