using Microsoft.Data.Sqlite;

namespace Quantum.Adapters.Sqlite;

/// <summary>
/// One file that holds entities, blobs and the signal queue. Several processes may have it open at once, and every
/// object is safe for concurrent use: writes take turns, reads go beside them and see what was committed.
/// </summary>
/// <remarks>
/// Calls run on the caller's thread and block it; nothing is done behind its back, which keeps virtual time
/// deterministic. The file is accompanied by <c>-wal</c> and <c>-shm</c> while it is open; they belong to it and must
/// be copied with it. It must lie on a local disk: SQLite's write-ahead log does not work over a network.
/// </remarks>
public sealed class SqliteDatabase : IDisposable
{
    private const int IdleReadersMax = 4;
    private static readonly TimeSpan SwitchPause = TimeSpan.FromMilliseconds(5);

    private readonly SqliteOptions _options;
    private readonly SqliteSession? _writer;
    private readonly Lock _writing = new();
    private readonly Lock _pooling = new();
    private readonly Stack<SqliteSession> _idleReaders = new();
    private bool _isDisposed;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    private SqliteDatabase(string path, SqliteOptions options, SqliteSession? writer)
    {
        Path = path;
        _options = options;
        _writer = writer;
    }

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>Whether every write is refused.</summary>
    public bool IsReadOnly => _writer is null;

    /// <summary>
    /// Opens a file for reading and writing; creates it where there is none. Its directory must exist.
    /// </summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="SqliteStoreException">The file cannot be used; it was not changed.</exception>
    public static SqliteDatabase Open(string path, SqliteOptions? options = null)
    {
        options ??= new();
        options.Check();
        path = System.IO.Path.GetFullPath(path);
        var writer = SqliteSession.Open(path, SqliteOpenMode.ReadWriteCreate, options);
        try
        {
            var isOurs = SqliteSchema.Check(writer, path);
            if (isOurs && options.CheckOnOpen)
                CheckPages(writer, path);

            SwitchToLog(writer, path, options.BusyTimeout);
            writer.Execute($"PRAGMA synchronous = {options.Durability.ToString().ToUpperInvariant()}");
            writer.Execute($"PRAGMA wal_autocheckpoint = {options.CheckpointPages}");
            writer.Execute($"PRAGMA journal_size_limit = {options.LogBytesMax}");
            if (!isOurs)
                SqliteSchema.Create(writer, path);

            return new(path, options, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens an existing file for reading, also while another process writes it. Its directory must be writable, since
    /// readers and writers find each other through a file there.
    /// </summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="SqliteStoreException">There is no file, or it cannot be used.</exception>
    public static SqliteDatabase OpenReadOnly(string path, SqliteOptions? options = null)
    {
        options ??= new();
        options.Check();
        path = System.IO.Path.GetFullPath(path);
        var reader = SqliteSession.Open(path, SqliteOpenMode.ReadOnly, options);
        try
        {
            if (!SqliteSchema.Check(reader, path))
                throw new SqliteStoreException(path, SqliteFault.Empty, "no tables");

            var database = new SqliteDatabase(path, options, writer: null);
            database._idleReaders.Push(reader);
            return database;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads the whole file and throws when it is damaged: pages, order of the rows and indexes. About 2 ms per MB.
    /// </summary>
    /// <exception cref="SqliteStoreException">It is damaged.</exception>
    public void CheckIntegrity()
    {
        using var reading = BeginRead();
        CheckPages(reading.Session, Path);
    }

    /// <summary>
    /// Moves everything into the one file and closes it. Without it, as when the process is killed, nothing is lost:
    /// the next opening finds the rest in the write-ahead log.
    /// </summary>
    public void Dispose()
    {
        lock (_writing)
        {
            lock (_pooling)
            {
                if (_isDisposed)
                    return;

                _isDisposed = true;
                while (_idleReaders.TryPop(out var reader))
                    reader.Dispose();
            }

            CloseWriter();
        }
    }

    /// <summary>Starts a write; the caller disposes it, which undoes what was not committed.</summary>
    internal SqliteWrite BeginWrite()
    {
        if (_writer is null)
            throw new SqliteStoreException(Path, SqliteFault.ReadOnly, "it was opened for reading");

        _writing.Enter();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _writer.Begin();
            return new(_writer, _writing);
        }
        catch
        {
            _writing.Exit();
            throw;
        }
    }

    /// <summary>Starts a read of what is committed; the caller disposes it.</summary>
    internal SqliteRead BeginRead()
    {
        lock (_pooling)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_idleReaders.TryPop(out var reader))
                return new(this, reader);
        }

        return new(this, SqliteSession.Open(Path, SqliteOpenMode.ReadOnly, _options));
    }

    /// <summary>Takes back a reader for the next read.</summary>
    internal void EndRead(SqliteSession reader)
    {
        lock (_pooling)
        {
            if (!_isDisposed && _idleReaders.Count < IdleReadersMax)
            {
                _idleReaders.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    private static void CheckPages(SqliteSession session, string path)
    {
        var finding = session.Text("PRAGMA quick_check(1)");
        if (finding != "ok")
            throw new SqliteStoreException(path, SqliteFault.Corrupt, finding.ReplaceLineEndings(" "));
    }

    /// <summary>
    /// The switch changes nothing where the file keeps a log already. Where two processes both want to switch, SQLite
    /// gives up at once instead of waiting, since both would wait for each other; so the waiting is done here.
    /// </summary>
    private static void SwitchToLog(SqliteSession session, string path, TimeSpan busyTimeout)
    {
        for (var waited = TimeSpan.Zero; ; waited += SwitchPause)
        {
            try
            {
                var mode = session.Text("PRAGMA journal_mode = WAL");
                if (mode == "wal")
                    return;

                throw new SqliteStoreException(path, SqliteFault.Other, $"it keeps no write-ahead log, but {mode}");
            }
            catch (SqliteStoreException busy) when (busy.Fault == SqliteFault.Busy && waited < busyTimeout)
            {
                Thread.Sleep(SwitchPause);
            }
        }
    }

    private void CloseWriter()
    {
        if (_writer is null)
            return;

        try
        {
            _writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteStoreException)
        {
            // Every commit is safe in the log, which the next opening reads; closing must not throw for a full disk.
        }

        _writer.Dispose();
    }
}
