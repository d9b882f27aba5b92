using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;

namespace Quantum.Functions.Triggers;

/// <summary>Queue → use case. No logic: delete this class and the command line still trades.</summary>
public sealed class ExecuteSignalFunction(SignalInbox inbox)
{
    /// <summary>Every message of a scan. A failure brings it back; after five the host moves it to poison.</summary>
    [Function(CloudNames.Functions.ExecuteSignal)]
    public Task RunAsync(
        [QueueTrigger("%" + CloudNames.Settings.SignalQueue + "%")] byte[] message, FunctionContext context,
        CancellationToken ct) =>
        inbox.ExecuteAsync(QueueDelivery.IdOf(context), message, ct);
}
