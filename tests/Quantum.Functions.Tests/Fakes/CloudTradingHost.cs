using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Quantum.App.Hosting;

namespace Quantum.Functions.Tests.Fakes;

/// <summary>
/// The Functions worker with its timers and queues: messages are taken from storage, decoded and delivered as the
/// platform does it, and those that fail too often go to the poison queue.
/// </summary>
internal sealed class CloudTradingHost(WorkerHost worker, string connectionString) : ITradingHost
{
    private static readonly QueueClientOptions Base64 = new() { MessageEncoding = QueueMessageEncoding.Base64 };
    private readonly QueueClient _signals = new(connectionString, CloudNames.Queues.Signals, Base64);
    private readonly QueueClient _poison = new(connectionString, CloudNames.Queues.SignalsPoison, Base64);

    /// <summary>Messages that were given up.</summary>
    public int Poisoned { get; private set; }

    /// <summary>What calls threw.</summary>
    public List<string> Failures { get; } = [];

    public async Task MonitorAsync() => Note(await worker.FireAsync(CloudNames.Functions.MonitorPositions));

    public async Task ScanAsync() => Note(await worker.FireAsync(CloudNames.Functions.ScanMarket));

    /// <summary>Whether a message waits.</summary>
    public async Task<bool> HasMessageAsync() =>
        (await _signals.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0;

    public async Task DrainAsync()
    {
        while (await TakeAsync(_signals) is { } message)
        {
            var failure = await worker.DeliverAsync(
                CloudNames.Functions.ExecuteSignal, message.MessageId, message.Body.ToMemory());
            Note(failure);
            if (failure is null) await _signals.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            else if (message.DequeueCount < TradingLoop.DeliveriesMax)
                await _signals.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, TimeSpan.Zero);
            else await PoisonAsync(message);
        }

        while (await TakeAsync(_poison) is { } message)
        {
            Note(await worker.DeliverAsync(
                CloudNames.Functions.SignalPoisoned, message.MessageId, message.Body.ToMemory()));
            await _poison.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
    }

    private static async Task<QueueMessage?> TakeAsync(QueueClient queue) => (await queue.ReceiveMessageAsync()).Value;

    private async Task PoisonAsync(QueueMessage message)
    {
        Poisoned++;
        await _poison.SendMessageAsync(message.Body);
        await _signals.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private void Note(string? failure)
    {
        if (failure is not null) Failures.Add(failure);
    }
}
