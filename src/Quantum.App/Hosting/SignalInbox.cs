using Quantum.App.Execution;
using Quantum.Core.Reasons;

namespace Quantum.App.Hosting;

/// <summary>
/// Deliveries of a host whose queue pushes, as the cloud's trigger does: it deletes what returns and brings back what
/// throws, until it gives the message up.
/// </summary>
/// <param name="useCases">What is run.</param>
public sealed class SignalInbox(TradingUseCases useCases)
{
    /// <summary>
    /// One delivery. A message that no further delivery can help is kept as a dead letter at once; any other failure is
    /// thrown, so that the host brings the message back.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="ct">Cancels between signals.</param>
    public async Task ExecuteAsync(string id, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        try
        {
            await useCases.Execute.HandleAsync(body, ct);
        }
        catch (UnreadableMessageException error)
        {
            await useCases.DeadLetter.HandleAsync(Key(id), body, Unreadable(error), ct);
        }
    }

    /// <summary>A message that the host gave up.</summary>
    /// <param name="id">The message.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="ct">Cancels between writes.</param>
    public Task GiveUpAsync(string id, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var reason = $"given up after {TradingLoop.DeliveriesMax} deliveries";
        try
        {
            ExecuteSignal.Read(body);
        }
        catch (UnreadableMessageException error)
        {
            reason = Unreadable(error);
        }

        return useCases.DeadLetter.HandleAsync(Key(id), body, reason, ct);
    }

    private static string Unreadable(UnreadableMessageException error) =>
        $"{ReasonCatalog.Of(ReasonCode.MessageUnreadable).Name}: {error.Message}";

    private static string Key(string id) => $"message-{id}";
}
