using Quantum.App.Ports;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// The queue as one instance reaches it: at least once, in no order, and a delivery may become visible to others while
/// it is being worked on.
/// </summary>
internal sealed class FaultyQueue(MemorySignalQueue inner, PortGate gate, EventQueue events)
    : ISignalQueue, ISignalInbox
{
    public Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct) => gate.PassAsync(
        new GatedCall<bool>(PortCall.QueueSend, fault => Send(body, fault), StorageFailure.Throw<bool>), ct);

    public Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int countMax, TimeSpan visibilityTimeout, CancellationToken ct) => gate.PassAsync(
        new GatedCall<IReadOnlyList<QueueDelivery>>(PortCall.QueueReceive,
            fault => inner.ReceiveAsync(countMax,
                fault.Kind == FaultKind.VisibilityLost ? fault.Between(0.05, 5) : visibilityTimeout,
                CancellationToken.None).Result,
            StorageFailure.Throw<IReadOnlyList<QueueDelivery>>),
        ct);

    public Task<bool> TryCompleteAsync(QueueDelivery delivery, CancellationToken ct) =>
        SettleAsync(() => inner.TryCompleteAsync(delivery, CancellationToken.None), ct);

    public Task<bool> TryAbandonAsync(QueueDelivery delivery, TimeSpan delay, CancellationToken ct) =>
        SettleAsync(() => inner.TryAbandonAsync(delivery, delay, CancellationToken.None), ct);

    public Task<bool> TryDeadLetterAsync(QueueDelivery delivery, string reason, CancellationToken ct) =>
        SettleAsync(() => inner.TryDeadLetterAsync(delivery, reason, CancellationToken.None), ct);

    public Task<int> CountAsync(CancellationToken ct) => inner.CountAsync(ct);

    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(CancellationToken ct) =>
        inner.ReadDeadLettersAsync(ct);

    private Task<bool> SettleAsync(Func<Task<bool>> effect, CancellationToken ct) => gate.PassAsync(
        new GatedCall<bool>(PortCall.QueueSettle, _ => effect().Result, StorageFailure.Throw<bool>), ct);

    private bool Send(ReadOnlyMemory<byte> body, Fault fault)
    {
        if (fault.Kind == FaultKind.Reorder)
        {
            events.After(fault.Between(1, 100), () => inner.SendAsync(body, CancellationToken.None));
            return true;
        }

        inner.SendAsync(body, CancellationToken.None);
        if (fault.Kind == FaultKind.Duplicate) inner.SendAsync(body, CancellationToken.None);
        return true;
    }
}
