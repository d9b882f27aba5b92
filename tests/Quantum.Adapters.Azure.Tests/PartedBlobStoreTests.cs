using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Simulation.Stores;

namespace Quantum.Adapters.Azure.Tests;

public sealed class PartedBlobStoreTests : BlobStoreSuite
{
    private readonly MemoryBlobStore _parted = new();
    private readonly MemoryBlobStore _others = new();

    [Fact]
    public async Task Names_with_the_prefix_lie_in_their_own_container_without_it()
    {
        var store = new PartedBlobStore("models/", _parted, _others);
        foreach (var name in new[] { "models/v1/manifest.json", "ledger/1", "models.txt", "modelsx/1" })
            Assert.True(await store.TryPutAsync(name, new byte[] { 1 }, default));

        Assert.Equal(["v1/manifest.json"], await _parted.ListAsync("", default));
        Assert.Equal(["ledger/1", "models.txt", "modelsx/1"], await _others.ListAsync("", default));
        Assert.Equal(["models.txt", "models/v1/manifest.json", "modelsx/1"], await store.ListAsync("mod", default));
        Assert.Equal(["models/v1/manifest.json"], await store.ListAsync("models/v", default));
        Assert.NotNull(await store.ReadAsync("models/v1/manifest.json", default));
        Assert.True(await store.TryDeleteAsync("models/v1/manifest.json", default));
        Assert.Empty(await _parted.ListAsync("", default));
    }

    protected override ValueTask<IBlobStore> CreateAsync() => new(new PartedBlobStore("a/", _parted, _others));
}
