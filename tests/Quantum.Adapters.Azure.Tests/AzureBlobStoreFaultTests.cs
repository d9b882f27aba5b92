using Quantum.Adapters.Azure.Tests.Fakes;
using Quantum.App.Ports;
using Quantum.Conformance;

namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureBlobStoreFaultTests(Azurite azurite)
{
    private readonly FaultyWire _wire = new();

    [Fact]
    public async Task A_put_whose_first_answer_was_lost_is_known_as_its_own_work()
    {
        var store = await CreateAsync();
        _wire.Next.Enqueue(WireFault.AnswerLost);

        Assert.True(await store.TryPutAsync("ledger/1", new byte[] { 1 }, default));
        Assert.False(await store.TryPutAsync("ledger/1", new byte[] { 1 }, default));
    }

    [Fact]
    public async Task A_put_that_was_too_late_is_so_also_when_its_first_answer_was_lost()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryPutAsync("ledger/1", new byte[] { 1 }, default));
        _wire.Next.Enqueue(WireFault.AnswerLost);

        Assert.False(await store.TryPutAsync("ledger/1", new byte[] { 1 }, default));
    }

    [Fact]
    public async Task A_delete_whose_first_answer_was_lost_counts_as_done()
    {
        var store = await CreateAsync();
        Assert.True(await store.TryPutAsync("a", new byte[] { 1 }, default));
        _wire.Next.Enqueue(WireFault.AnswerLost);

        Assert.True(await store.TryDeleteAsync("a", default));
        Assert.Null(await store.ReadAsync("a", default));
    }

    [Fact]
    public async Task A_missing_container_is_an_error_and_never_an_empty_one()
    {
        var store = AzureStorage.Open(Options()).Blobs(azurite.NewName());

        var failures = new[]
        {
            await Assert.ThrowsAsync<AzureStoreException>(() => store.ReadAsync("a", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => store.ListAsync("", default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => store.TryPutAsync("a", new byte[1], default)),
            await Assert.ThrowsAsync<AzureStoreException>(() => store.TryDeleteAsync("a", default)),
        };

        Assert.All(failures, failure => Assert.Equal(AzureFault.Missing, failure.Fault));
    }

    [Fact]
    public async Task Throttling_is_waited_out_and_then_told()
    {
        var store = await CreateAsync();
        _wire.Next.Enqueue(WireFault.Throttled);
        Assert.True(await store.TryPutAsync("a", new byte[] { 1 }, default));

        _wire.Always = WireFault.Throttled;
        var failure = await Assert.ThrowsAsync<AzureStoreException>(
            () => store.TryPutAsync("b", new byte[] { 1 }, default));
        Assert.Equal(AzureFault.Throttled, failure.Fault);
    }

    private AzureStorageOptions Options() => new()
    {
        ConnectionString = azurite.ConnectionString,
        RetriesMax = 2,
        RetryDelayMs = 1,
        RetryDelayMsMax = 1,
        Observer = _wire,
    };

    private async Task<IBlobStore> CreateAsync()
    {
        var storage = AzureStorage.Open(Options());
        var container = azurite.NewName();
        await storage.CreateMissingAsync([], [container], [], default);
        return storage.Blobs(container);
    }
}
