using Quantum.App.Ports;
using Quantum.Conformance;
using static Quantum.App.Ports.EntityWrite;

namespace Quantum.Adapters.Sqlite.Tests;

public sealed class SqliteEntityStoreTests : EntityStoreSuite, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDatabase _database;

    public SqliteEntityStoreTests() =>
        _database = SqliteDatabase.Open(_directory.File(), new() { Durability = SqliteDurability.Normal });

    [Fact]
    public void Every_call_completes_on_the_callers_thread()
    {
        var store = new SqliteEntityStore(_database);

        Assert.True(store.TryWriteAsync("p", [new Insert("r", default)], default).IsCompletedSuccessfully);
        Assert.True(store.ReadAsync("p", "r", default).IsCompletedSuccessfully);
        Assert.True(store.QueryAsync("p", null, null, default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Entities_and_the_counter_of_versions_outlive_the_process()
    {
        var store = new SqliteEntityStore(_database);
        Assert.True(await store.TryWriteAsync("p", [new Insert("kept", new byte[] { 0, 255 })], default));
        Assert.True(await store.TryWriteAsync("p", [new Insert("gone", default)], default));
        var kept = await store.ReadAsync("p", "kept", default);
        var gone = await store.ReadAsync("p", "gone", default);
        Assert.True(await store.TryWriteAsync("p", [new Delete("gone", gone!.Etag)], default));
        _database.Dispose();

        using var reopened = SqliteDatabase.Open(_directory.File());
        store = new(reopened);
        var read = Assert.Single(await store.QueryAsync("p", null, null, default));
        Assert.Equal(("kept", kept!.Etag), (read.Row, read.Etag));
        Assert.Equal([0, 255], read.Body.ToArray());
        Assert.True(await store.TryWriteAsync("p", [new Insert("gone", default)], default));
        Assert.NotEqual(gone.Etag, (await store.ReadAsync("p", "gone", default))!.Etag);
        Assert.False(await store.TryWriteAsync("p", [new Delete("gone", gone.Etag)], default));
    }

    [Fact]
    public async Task Another_opening_of_the_file_sees_what_was_committed_and_its_versions()
    {
        using var other = SqliteDatabase.Open(_directory.File());
        using var reader = SqliteDatabase.OpenReadOnly(_directory.File());
        var ours = new SqliteEntityStore(_database);
        var theirs = new SqliteEntityStore(other);
        var seen = new SqliteEntityStore(reader);
        Assert.Null(await seen.ReadAsync("p", "r", default));

        Assert.True(await ours.TryWriteAsync("p", [new Insert("r", new byte[] { 1 })], default));
        var first = (await theirs.ReadAsync("p", "r", default))!;
        Assert.True(await theirs.TryWriteAsync("p", [new Replace("r", new byte[] { 2 }, first.Etag)], default));

        Assert.False(await ours.TryWriteAsync("p", [new Replace("r", new byte[] { 3 }, first.Etag)], default));
        Assert.Equal([2], (await ours.ReadAsync("p", "r", default))!.Body.ToArray());
        Assert.Equal([2], (await seen.ReadAsync("p", "r", default))!.Body.ToArray());
    }

    [Fact]
    public async Task Two_openings_that_race_on_one_counter_lose_nothing()
    {
        const int Each = 100;
        using var other = SqliteDatabase.Open(_directory.File(), new() { Durability = SqliteDurability.Normal });
        var ours = new SqliteEntityStore(_database);
        Assert.True(await ours.TryWriteAsync("p", [new Insert("counter", BitConverter.GetBytes(0))], default));

        await Task.WhenAll(
            Task.Run(() => IncrementAsync(ours, Each)),
            Task.Run(() => IncrementAsync(new SqliteEntityStore(other), Each)));

        Assert.Equal(2 * Each, BitConverter.ToInt32((await ours.ReadAsync("p", "counter", default))!.Body.Span));
    }

    [Fact]
    public async Task A_write_beside_one_that_takes_too_long_names_the_file_and_reads_go_on()
    {
        using var other = SqliteDatabase.Open(_directory.File(), new() { BusyTimeout = TimeSpan.Zero });
        var theirs = new SqliteEntityStore(other);
        var (refusal, read) = WriteBesideAnother(theirs);

        Assert.Equal(SqliteFault.Busy, refusal.Fault);
        Assert.StartsWith(_directory.File(), refusal.Message, StringComparison.Ordinal);
        Assert.Null(await read);
        Assert.True(await theirs.TryWriteAsync("p", [new Insert("r", default)], default));
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    protected override ValueTask<IEntityStore> CreateAsync() => new(new SqliteEntityStore(_database));

    private (SqliteStoreException Refusal, Task<StoredEntity?> Read) WriteBesideAnother(SqliteEntityStore theirs)
    {
        using var writing = _database.BeginWrite();
        var refusal = Assert.Throws<SqliteStoreException>(
            () => { _ = theirs.TryWriteAsync("p", [new Insert("r", default)], default); });
        return (refusal, theirs.ReadAsync("p", "r", default));
    }

    private static async Task IncrementAsync(SqliteEntityStore store, int count)
    {
        while (count > 0)
        {
            var read = (await store.ReadAsync("p", "counter", default))!;
            var next = BitConverter.GetBytes(BitConverter.ToInt32(read.Body.Span) + 1);
            if (await store.TryWriteAsync("p", [new Replace("counter", next, read.Etag)], default))
                count--;
        }
    }
}
