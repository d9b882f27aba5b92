using Azure.Storage.Queues;
using Quantum.App.Ports;

namespace Quantum.Adapters.Azure;

/// <summary>
/// The doorbell of the executor in a storage queue, base64, as the host's queue trigger reads it. Receiving, retrying
/// and giving up belong to that trigger.
/// </summary>
/// <remarks>
/// Safe for concurrent use. The library repeats an attempt without an answer, so a message may arrive twice, which the
/// port permits.
/// </remarks>
/// <param name="queue">The queue, with its message encoding set to base64; it must exist.</param>
public sealed class AzureSignalQueue(QueueClient queue) : ISignalQueue
{
    /// <inheritdoc/>
    /// <exception cref="AzureStoreException">The account did not answer or refused.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (body.Length is 0 or > ISignalQueue.MessageBytesMax)
        {
            throw new ArgumentException(
                $"Condition failed: a message of {body.Length} bytes, not 1 to {ISignalQueue.MessageBytesMax}.",
                nameof(body));
        }

        try
        {
            await queue.SendMessageAsync(BinaryData.FromBytes(body), cancellationToken: ct);
        }
        catch (Exception failure) when (AzureStoreException.IsOutside(failure, ct))
        {
            throw AzureStoreException.Of(queue.Name, failure);
        }
    }
}
