using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Tests.Stores;

public sealed class MemoryBlobStoreTests : BlobStoreSuite
{
    [Fact]
    public void Every_call_completes_on_the_callers_thread()
    {
        var store = new MemoryBlobStore();

        Assert.True(store.TryPutAsync("a", default, default).IsCompletedSuccessfully);
        Assert.True(store.ReadAsync("a", default).IsCompletedSuccessfully);
        Assert.True(store.ListAsync("", default).IsCompletedSuccessfully);
        Assert.True(store.TryDeleteAsync("a", default).IsCompletedSuccessfully);
    }

    protected override ValueTask<IBlobStore> CreateAsync() => new(new MemoryBlobStore());
}
