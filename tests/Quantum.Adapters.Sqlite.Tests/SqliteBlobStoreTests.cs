using Quantum.App.Ports;
using Quantum.Conformance;

namespace Quantum.Adapters.Sqlite.Tests;

public sealed class SqliteBlobStoreTests : BlobStoreSuite, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDatabase _database;

    public SqliteBlobStoreTests() =>
        _database = SqliteDatabase.Open(_directory.File(), new() { Durability = SqliteDurability.Normal });

    [Fact]
    public void Every_call_completes_on_the_callers_thread()
    {
        var store = new SqliteBlobStore(_database);

        Assert.True(store.TryPutAsync("a", default, default).IsCompletedSuccessfully);
        Assert.True(store.ReadAsync("a", default).IsCompletedSuccessfully);
        Assert.True(store.ListAsync("", default).IsCompletedSuccessfully);
        Assert.True(store.TryDeleteAsync("a", default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Blobs_outlive_the_process()
    {
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        Assert.True(await new SqliteBlobStore(_database).TryPutAsync("ledger/1", content, default));
        _database.Dispose();

        using var reopened = SqliteDatabase.OpenReadOnly(_directory.File());
        var store = new SqliteBlobStore(reopened);
        Assert.Equal(["ledger/1"], await store.ListAsync("ledger/", default));
        Assert.Equal(content, (await store.ReadAsync("ledger/1", default))!.Value.ToArray());
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    protected override ValueTask<IBlobStore> CreateAsync() => new(new SqliteBlobStore(_database));
}
