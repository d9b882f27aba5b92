using Quantum.Conformance;

namespace Quantum.Adapters.Azure.Tests;

public sealed class AzureSignalQueueTests(Azurite azurite) : SignalSendingSuite
{
    [Fact]
    public async Task A_message_lies_in_the_queue_as_base64_as_the_trigger_reads_it()
    {
        var storage = AzureStorage.Open(new() { ConnectionString = azurite.ConnectionString });
        var name = azurite.NewName();
        await storage.CreateMissingAsync([], [], [name], default);

        await storage.Signals(name).SendAsync("bell"u8.ToArray(), default);

        var plain = new global::Azure.Storage.Queues.QueueClient(azurite.ConnectionString, name);
        var message = (await plain.ReceiveMessageAsync()).Value;
        Assert.Equal(Convert.ToBase64String("bell"u8), message.MessageText);
    }

    protected override async ValueTask<SendingEnd> CreateAsync()
    {
        var storage = AzureStorage.Open(new() { ConnectionString = azurite.ConnectionString });
        var name = azurite.NewName();
        await storage.CreateMissingAsync([], [], [name], default);
        var client = storage.Queue(name);
        return new(storage.Signals(name), async () =>
        {
            var messages = (await client.ReceiveMessagesAsync(10, TimeSpan.FromMinutes(1))).Value;
            return [.. messages.Select(message => message.Body.ToMemory())];
        });
    }
}
