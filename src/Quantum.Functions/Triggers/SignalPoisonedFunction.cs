using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;

namespace Quantum.Functions.Triggers;

/// <summary>Queue → use case: what the host gave up is kept where people look.</summary>
public sealed class SignalPoisonedFunction(SignalInbox inbox)
{
    /// <summary>Every message that failed too often, or that the host could not decode.</summary>
    [Function(CloudNames.Functions.SignalPoisoned)]
    public Task RunAsync(
        [QueueTrigger("%" + CloudNames.Settings.SignalQueue + "%-poison")] byte[] message, FunctionContext context,
        CancellationToken ct) =>
        inbox.GiveUpAsync(QueueDelivery.IdOf(context), message, ct);
}
