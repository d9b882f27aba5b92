using Microsoft.Data.Sqlite;
using Quantum.App.Ports;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Adapters.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_new_file_carries_our_mark_our_version_and_a_write_ahead_log()
    {
        using var database = SqliteDatabase.Open(_directory.File());
        using var reading = database.BeginRead();

        Assert.Equal(SqliteSchema.ApplicationId, reading.Session.Number("PRAGMA application_id"));
        Assert.Equal(SqliteSchema.Version, reading.Session.Number("PRAGMA user_version"));
        Assert.Equal("wal", reading.Session.Text("PRAGMA journal_mode"));
        Assert.False(database.IsReadOnly);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        SqliteDatabase.Open(_directory.File()).Dispose();
        Execute("PRAGMA user_version = 2");

        AssertIsRefused(SqliteFault.NewerSchema, "version 2, this program knows 1");
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")]
    [InlineData("PRAGMA application_id = 252006675")]
    [InlineData("PRAGMA user_version = 1")] // our version without our mark is a coincidence
    public void A_file_of_another_program_is_refused_and_stays_as_it_is(string sql)
    {
        Execute(sql);

        AssertIsRefused(SqliteFault.Foreign, "application id");
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_refused_and_stays_as_it_is()
    {
        File.WriteAllText(_directory.File(), string.Concat(Enumerable.Repeat("time,open,high,low,close\n", 500)));

        AssertIsRefused(SqliteFault.NotDatabase, "this is not an SQLite database");
    }

    [Theory]
    [InlineData(100)] // the list of tables
    [InlineData(3 * 4_096)] // a page of rows
    public void A_damaged_file_is_refused_by_name(int damageAt)
    {
        FillAndClose(rows: 200);
        using (var file = File.OpenWrite(_directory.File()))
        {
            file.Position = damageAt;
            file.Write(Enumerable.Repeat((byte)0xEE, 3_000).ToArray());
        }

        var refusal = Assert.Throws<SqliteStoreException>(() => SqliteDatabase.Open(_directory.File()));

        AssertNames(refusal, SqliteFault.Corrupt, "this database is damaged");
    }

    [Fact]
    public void A_file_that_was_cut_short_is_refused_by_name()
    {
        FillAndClose(rows: 200);
        using (var file = File.OpenWrite(_directory.File()))
            file.SetLength(file.Length / 2 / 4_096 * 4_096);

        var refusal = Assert.Throws<SqliteStoreException>(() => SqliteDatabase.Open(_directory.File()));

        AssertNames(refusal, SqliteFault.Corrupt, "this database is damaged");
    }

    [Fact]
    public void Damage_that_opening_did_not_look_for_is_found_by_the_check_of_everything()
    {
        FillAndClose(rows: 200);
        using (var file = File.OpenWrite(_directory.File()))
        {
            file.Position = 3 * 4_096;
            file.Write(Enumerable.Repeat((byte)0xEE, 3_000).ToArray());
        }

        using var database = SqliteDatabase.Open(_directory.File(), new() { CheckOnOpen = false });
        var finding = Assert.Throws<SqliteStoreException>(database.CheckIntegrity);
        AssertNames(finding, SqliteFault.Corrupt, "this database is damaged");
    }

    [Fact]
    public void A_missing_directory_or_file_is_named()
    {
        var missing = Path.Combine(_directory.File("missing"), "state.db");

        Assert.Equal(
            SqliteFault.CannotOpen, Assert.Throws<SqliteStoreException>(() => SqliteDatabase.Open(missing)).Fault);
        var refusal = Assert.Throws<SqliteStoreException>(() => SqliteDatabase.OpenReadOnly(_directory.File()));
        AssertNames(refusal, SqliteFault.CannotOpen, "there is no such file");
        Assert.False(File.Exists(_directory.File()));
    }

    [Fact]
    public void A_file_that_was_created_and_not_filled_before_its_process_died_is_taken_over()
    {
        File.WriteAllBytes(_directory.File(), []);
        SqliteDatabase.Open(_directory.File()).Dispose();

        Execute("PRAGMA journal_mode = WAL", "empty.db");
        SqliteDatabase.Open(_directory.File("empty.db")).Dispose();
    }

    [Fact]
    public void A_file_without_tables_holds_nothing_and_belongs_to_nobody_else()
    {
        File.WriteAllBytes(_directory.File(), []);

        var refusal = Assert.Throws<SqliteStoreException>(() => SqliteDatabase.OpenReadOnly(_directory.File()));

        AssertNames(refusal, SqliteFault.Empty, "this database holds nothing yet; the next run on it begins anew");
    }

    [Fact]
    public async Task Many_threads_that_create_one_file_at_once_all_get_it()
    {
        for (var round = 0; round < 5; round++)
        {
            var path = _directory.File($"race{round}.db");
            var databases = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => SqliteDatabase.Open(path))));

            for (var each = 0; each < databases.Length; each++)
            {
                Assert.True(await new SqliteEntityStore(databases[each])
                    .TryWriteAsync("p", [new Insert($"r{each}", default)], default));
            }

            foreach (var database in databases)
                database.Dispose();
        }
    }

    [Fact]
    public async Task A_read_only_opening_reads_beside_a_writer_and_writes_nothing()
    {
        using var database = SqliteDatabase.Open(_directory.File());
        using var reader = SqliteDatabase.OpenReadOnly(_directory.File());
        var store = new SqliteEntityStore(reader);

        Assert.Null(await ReadDuringWrite(database, store));
        Assert.NotNull(await store.ReadAsync("p", "r", default));
        Assert.True(reader.IsReadOnly);
        var refusal = Assert.Throws<SqliteStoreException>(
            () => { _ = store.TryWriteAsync("p", [new Insert("s", default)], default); });
        AssertNames(refusal, SqliteFault.ReadOnly, "opened for reading");
    }

    [Fact]
    public async Task A_read_only_opening_reads_a_file_that_nobody_writes_any_more()
    {
        FillAndClose(rows: 3);

        using var reader = SqliteDatabase.OpenReadOnly(_directory.File());
        Assert.Equal(3, (await new SqliteEntityStore(reader).QueryAsync("p", null, null, default)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_process_left_in_the_log_is_there_at_the_next_opening(bool isReadOnly)
    {
        using var database = SqliteDatabase.Open(_directory.File());
        Assert.True(await new SqliteEntityStore(database).TryWriteAsync("p", [new Insert("r", default)], default));

        // A copy of the file and its log, taken while both are open, is what a killed process leaves behind.
        File.Copy(_directory.File(), _directory.File("left.db"));
        File.Copy(_directory.File("state.db-wal"), _directory.File("left.db-wal"));

        using var reopened = isReadOnly
            ? SqliteDatabase.OpenReadOnly(_directory.File("left.db"))
            : SqliteDatabase.Open(_directory.File("left.db"));
        Assert.NotNull(await new SqliteEntityStore(reopened).ReadAsync("p", "r", default));
    }

    [Fact]
    public void Closing_leaves_one_file_only()
    {
        FillAndClose(rows: 200);

        Assert.Equal([_directory.File()], Directory.GetFiles(Path.GetDirectoryName(_directory.File())!));
    }

    [Fact]
    public void Closing_beside_another_opening_empties_the_log()
    {
        using var other = SqliteDatabase.OpenReadOnly(CreateEmpty());
        FillAndClose(rows: 200);

        Assert.Equal(0, new FileInfo(_directory.File("state.db-wal")).Length);
    }

    [Fact]
    public void A_closed_database_refuses_reads_and_writes_and_may_be_closed_again()
    {
        var database = SqliteDatabase.Open(_directory.File());
        database.Dispose();
        database.Dispose();
        var store = new SqliteEntityStore(database);

        Assert.Throws<ObjectDisposedException>(() => { _ = store.ReadAsync("p", "r", default); });
        Assert.Throws<ObjectDisposedException>(
            () => { _ = store.TryWriteAsync("p", [new Insert("r", default)], default); });
    }

    [Fact]
    public async Task A_write_that_throws_in_the_middle_leaves_the_file_free_for_the_next()
    {
        using var database = SqliteDatabase.Open(_directory.File(), new() { BusyTimeout = TimeSpan.Zero });
        var store = new SqliteEntityStore(database);

        Assert.Throws<InvalidOperationException>(
            () => { _ = store.TryWriteAsync("p", [new Insert("a", default), new Delete("b", default)], default); });

        Assert.True(await Task.Run(() => store.TryWriteAsync("p", [new Insert("a", default)], default)));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<StoredEntity?> ReadDuringWrite(SqliteDatabase database, SqliteEntityStore store)
    {
        using var writing = database.BeginWrite();
        writing.Session.Execute("INSERT INTO entity VALUES ('p', 'r', 1, x'')");
        var read = store.ReadAsync("p", "r", default); // complete here, before the commit
        writing.Commit();
        return read;
    }

    private string CreateEmpty()
    {
        SqliteDatabase.Open(_directory.File()).Dispose();
        return _directory.File();
    }

    private void FillAndClose(int rows)
    {
        using var database = SqliteDatabase.Open(_directory.File());
        using var writing = database.BeginWrite();
        writing.Session.Execute(
            $"WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {rows}) "
            + "INSERT INTO entity SELECT 'p', printf('r%05d', n), n, zeroblob(500) FROM number");
        writing.Commit();
    }

    private void Execute(string sql, string name = "state.db")
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _directory.File(name), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void AssertIsRefused(SqliteFault fault, string detail)
    {
        var before = File.ReadAllBytes(_directory.File());

        AssertNames(
            Assert.Throws<SqliteStoreException>(() => SqliteDatabase.Open(_directory.File())), fault, detail);
        AssertNames(
            Assert.Throws<SqliteStoreException>(() => SqliteDatabase.OpenReadOnly(_directory.File())), fault, detail);
        Assert.Equal(before, File.ReadAllBytes(_directory.File()));
    }

    private void AssertNames(SqliteStoreException refusal, SqliteFault fault, string detail)
    {
        Assert.Equal(fault, refusal.Fault);
        Assert.Equal(_directory.File(), refusal.Path);
        Assert.StartsWith(_directory.File() + ": ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(detail, refusal.Message, StringComparison.Ordinal);
    }
}
