using Quantum.App.Ports;
using Quantum.Conformance;

namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreSuite
{
    protected override async ValueTask<IBlobStore> CreateAsync()
    {
        var storage = AzureStorage.Open(new() { ConnectionString = azurite.ConnectionString });
        var container = azurite.NewName();
        await storage.CreateMissingAsync([], [container], [], default);
        return storage.Blobs(container);
    }
}
