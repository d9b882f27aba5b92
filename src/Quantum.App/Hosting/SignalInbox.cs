using Quantum.App.Execution;
using Quantum.App.Monitoring;
using Quantum.Core.Reasons;

namespace Quantum.App.Hosting;

/// <summary>
/// Deliveries of a host whose queue pushes, as the cloud's trigger does: it deletes what returns and brings back what
/// throws, until it gives the message up.
/// </summary>
/// <param name="useCases">What is run.</param>
/// <param name="look">One look of the monitor.</param>
/// <param name="time">The clock.</param>
public sealed class SignalInbox(
    TradingUseCases useCases, Func<CancellationToken, Task<MonitorReport>> look, TimeProvider time)
{
    /// <summary>
    /// How long a delivery stays with what it entered while that is urgent. Longer than the monitor's timer may be
    /// without an owner after a crash of its host, which are two of the host's 15 s leases.
    /// </summary>
    public static readonly TimeSpan StayMax = TimeSpan.FromSeconds(40);

    /// <summary>Looks by the monitor of these use cases.</summary>
    public SignalInbox(TradingUseCases useCases, TimeProvider time)
        : this(useCases, useCases.Monitor.RunAsync, time)
    {
    }

    /// <summary>
    /// One delivery. A message that no further delivery can help is kept as a dead letter at once; any other failure is
    /// thrown, so that the host brings the message back. What was entered and is naked or unknown is looked at again
    /// before the call ends.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="ct">Cancels between signals.</param>
    public async Task ExecuteAsync(string id, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var looks = new UrgentLooks(useCases, look, time);
        try
        {
            await looks.ExecuteAsync(body, ct);
        }
        catch (UnreadableMessageException error)
        {
            await useCases.DeadLetter.HandleAsync(Key(id), body, Unreadable(error), ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await looks.LookUntilCalmAsync(time.GetUtcNow() + StayMax, ct);
            throw;
        }

        await looks.LookUntilCalmAsync(time.GetUtcNow() + StayMax, ct);
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
