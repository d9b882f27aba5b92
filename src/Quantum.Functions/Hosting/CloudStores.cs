using Quantum.Adapters.Azure;
using Quantum.App.Hosting;
using Quantum.App.Ports;

namespace Quantum.Functions.Hosting;

/// <summary>The storage account of the application settings behind the storage ports.</summary>
public sealed class CloudStores
{
    private readonly AzureStorage _storage;

    /// <summary>Prepares the clients; sends nothing yet.</summary>
    public CloudStores(CloudSettings settings)
    {
        _storage = AzureStorage.Open(settings.Storage);
        Entities = _storage.Entities(CloudNames.Tables.Documents);
        Blobs = _storage.Blobs(
            CloudNames.Containers.State, CloudNames.Containers.ModelsPrefix, CloudNames.Containers.Models);
        Signals = _storage.Signals(CloudNames.Queues.Signals);
    }

    /// <summary>Documents.</summary>
    public IEntityStore Entities { get; }

    /// <summary>Ledger pages, snapshots and bundles.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>The executor's doorbell.</summary>
    public ISignalQueue Signals { get; }

    /// <summary>Makes what a deployment would have made.</summary>
    public Task CreateMissingAsync(CancellationToken ct) => _storage.CreateMissingAsync(
        [CloudNames.Tables.Documents],
        [CloudNames.Containers.State, CloudNames.Containers.Models],
        [CloudNames.Queues.Signals, CloudNames.Queues.SignalsPoison],
        ct);
}
