using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Tests.Stores;

public sealed class MemoryEntityStoreTests : EntityStoreSuite
{
    [Fact]
    public void Every_call_completes_on_the_callers_thread()
    {
        var store = new MemoryEntityStore();

        Assert.True(store.TryWriteAsync("p", [new EntityWrite.Insert("r", default)], default).IsCompletedSuccessfully);
        Assert.True(store.ReadAsync("p", "r", default).IsCompletedSuccessfully);
        Assert.True(store.QueryAsync("p", null, null, default).IsCompletedSuccessfully);
    }

    protected override ValueTask<IEntityStore> CreateAsync() => new(new MemoryEntityStore());
}
