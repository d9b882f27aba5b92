using Microsoft.Azure.Functions.Worker;

namespace Quantum.Functions.Triggers;

/// <summary>What the host tells of a queue message beside its bytes.</summary>
internal static class QueueDelivery
{
    /// <summary>The message's id in storage; the invocation's where the host told none.</summary>
    public static string IdOf(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("Id", out var id) && id is string { Length: > 0 } text
            ? text.Trim('"')
            : context.InvocationId;
}
