using Quantum.App.Ports;
using Quantum.Conformance;

namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureEntityStoreTests(Azurite azurite) : EntityStoreSuite
{
    protected override async ValueTask<IEntityStore> CreateAsync()
    {
        var storage = AzureStorage.Open(new() { ConnectionString = azurite.ConnectionString });
        var table = azurite.NewName();
        await storage.CreateMissingAsync([table], [], [], default);
        return storage.Entities(table);
    }
}
