using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>One storage account: makes the clients of its services all the same way. It sends nothing itself.</summary>
public sealed class AzureStorage
{
    private readonly AzureStorageOptions _options;
    private readonly TokenCredential? _credential;

    private AzureStorage(AzureStorageOptions options)
    {
        _options = options;
        _credential = options.ConnectionString is null
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.ClientId))
            : null;
    }

    /// <summary>Checks the options and prepares the clients.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names all of them.</exception>
    public static AzureStorage Open(AzureStorageOptions options)
    {
        var problems = options.Problems();
        return problems.Count == 0
            ? new(options)
            : throw new ArgumentException($"Condition failed: {string.Join("; ", problems)}.", nameof(options));
    }

    /// <summary>The entities of a table.</summary>
    /// <param name="table">3 to 63 letters and digits, beginning with a letter.</param>
    public AzureEntityStore Entities(string table) => new(Table(table));

    /// <summary>The blobs of a container.</summary>
    /// <param name="container">3 to 63 lower-case letters, digits and hyphens.</param>
    public AzureBlobStore Blobs(string container) => new(Container(container));

    /// <summary>The blobs of two containers: names that begin with a prefix lie in one of their own.</summary>
    /// <param name="container">Holds all names but those.</param>
    /// <param name="prefix">Ends with <c>/</c>.</param>
    /// <param name="parted">The container of the names that begin with it.</param>
    public IBlobStore Blobs(string container, string prefix, string parted) =>
        new PartedBlobStore(prefix, Blobs(parted), Blobs(container));

    /// <summary>The sending end of a queue.</summary>
    /// <param name="queue">3 to 63 lower-case letters, digits and hyphens.</param>
    public AzureSignalQueue Signals(string queue) => new(Queue(queue));

    /// <summary>
    /// Makes what does not exist yet, for the emulator and for trials. A deployment makes everything beforehand.
    /// </summary>
    /// <param name="tables">Tables.</param>
    /// <param name="containers">Containers.</param>
    /// <param name="queues">Queues.</param>
    /// <param name="ct">Cancels in between.</param>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task CreateMissingAsync(
        IEnumerable<string> tables, IEnumerable<string> containers, IEnumerable<string> queues, CancellationToken ct)
    {
        try
        {
            foreach (var name in tables) await Table(name).CreateIfNotExistsAsync(ct);
            foreach (var name in containers) await Container(name).CreateIfNotExistsAsync(cancellationToken: ct);
            foreach (var name in queues) await Queue(name).CreateIfNotExistsAsync(cancellationToken: ct);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of("storage account", failure);
        }
    }

    /// <summary>A client of one queue, for what the port does not do: looking and receiving.</summary>
    public QueueClient Queue(string name)
    {
        var options = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        return _credential is null
            ? new QueueClient(_options.ConnectionString, name, options)
            : new QueueServiceClient(_options.QueueEndpoint, _credential, options).GetQueueClient(name);
    }

    private TableClient Table(string name)
    {
        var options = Configure(new TableClientOptions());
        return _credential is null
            ? new TableClient(_options.ConnectionString, name, options)
            : new TableClient(_options.TableEndpoint, name, _credential, options);
    }

    private BlobContainerClient Container(string name)
    {
        var options = Configure(new BlobClientOptions());
        return _credential is null
            ? new BlobContainerClient(_options.ConnectionString, name, options)
            : new BlobServiceClient(_options.BlobEndpoint, _credential, options).GetBlobContainerClient(name);
    }

    private T Configure<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = _options.RetriesMax;
        options.Retry.Delay = TimeSpan.FromMilliseconds(_options.RetryDelayMs);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(_options.RetryDelayMsMax);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(_options.AttemptMsMax);
        options.Diagnostics.IsDistributedTracingEnabled = false; // A span per storage call costs more than it tells.
        options.AddPolicy(new AttemptLog.Policy(), HttpPipelinePosition.PerRetry);
        if (_options.Observer is { } observer) options.AddPolicy(observer, HttpPipelinePosition.PerRetry);
        return options;
    }
}
