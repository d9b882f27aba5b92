using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>Blobs in one container; a name is written once, with <c>If-None-Match: *</c>.</summary>
/// <remarks>
/// Safe for concurrent use. The metadata value <c>mark</c> says which write a blob is from: where an attempt had no
/// answer and its repetition finds the name taken, it tells whether that was our own work.
/// </remarks>
/// <param name="container">The container; it must exist.</param>
public sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    private const string MarkName = "mark";

    /// <inheritdoc/>
    /// <exception cref="AzureStoreException">
    /// The account did not answer or refused, or nobody knows whether the blob was written.
    /// </exception>
    public async Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        BlobName.Check(name);
        var mark = Convert.ToHexStringLower(EntityMapping.NewMark());
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = new ETag("*") },
            Metadata = new Dictionary<string, string> { [MarkName] = mark },
        };
        var blob = container.GetBlobClient(name);
        var attempts = new AttemptLog();
        try
        {
            using (attempts.Watch()) await blob.UploadAsync(BinaryData.FromBytes(content), options, ct);
            return true;
        }
        catch (RequestFailedException answer) when (IsTaken(answer))
        {
            return attempts.Unanswered > 0 && await SettleAsync(blob, mark, answer, ct);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(Subject(name), failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(ct);
            return answer.Value.Content.ToMemory();
        }
        catch (RequestFailedException answer) when (IsAbsent(answer))
        {
            return null;
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(Subject(name), failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var names = new List<string>();
        try
        {
            var options = new GetBlobsOptions { Prefix = prefix };
            await foreach (var blob in container.GetBlobsAsync(options, ct)) names.Add(blob.Name);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(Subject(prefix + "*"), failure);
        }

        // The service orders names so already; the port promises it whatever the service does.
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    /// <remarks>A blob that is gone after an attempt without an answer counts as removed by this call.</remarks>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task<bool> TryDeleteAsync(string name, CancellationToken ct)
    {
        BlobName.Check(name);
        var attempts = new AttemptLog();
        try
        {
            using (attempts.Watch())
                await container.GetBlobClient(name).DeleteAsync(cancellationToken: ct);
            return true;
        }
        catch (RequestFailedException answer) when (IsAbsent(answer))
        {
            return attempts.Unanswered > 0;
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(Subject(name), failure);
        }
    }

    private static bool IsTaken(RequestFailedException answer) =>
        (answer.Status, answer.ErrorCode) is (409, "BlobAlreadyExists") or (412, "ConditionNotMet");

    private static bool IsAbsent(RequestFailedException answer) =>
        (answer.Status, answer.ErrorCode) is (404, "BlobNotFound");

    private async Task<bool> SettleAsync(
        BlobClient blob, string mark, RequestFailedException conflict, CancellationToken ct)
    {
        try
        {
            var found = await blob.GetPropertiesAsync(cancellationToken: ct);
            return found.Value.Metadata.TryGetValue(MarkName, out var known) && known == mark;
        }
        catch (RequestFailedException answer) when (answer.Status == 404)
        {
            // A HEAD answer has no code. Written by us or somebody else, and deleted since.
            throw new AzureStoreException(Subject(blob.Name), AzureFault.OutcomeUnknown,
                $"an attempt had no answer, the next one met {conflict.ErrorCode}, and then it was gone", conflict);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(Subject(blob.Name), failure);
        }
    }

    private string Subject(string name) => $"{container.Name}/{name}";
}
