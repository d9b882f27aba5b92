namespace Quantum.App.Ports;

/// <summary>
/// The queue between scan and execution: at least once, in no promised order. Receiving belongs to the host.
/// </summary>
public interface ISignalQueue
{
    /// <summary>Most bytes of one message.</summary>
    const int MessageBytesMax = 48 * 1024;

    /// <summary>Puts one message, visible at once.</summary>
    /// <exception cref="ArgumentException">Empty or longer than <see cref="MessageBytesMax"/>.</exception>
    Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct);
}

/// <summary>
/// One delivery of a message. It stays invisible to others until its time-out, then it is delivered again.
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Receipt">This delivery; a later delivery has another one.</param>
/// <param name="DeliveryCount">1 for the first delivery.</param>
/// <param name="Body">What was sent.</param>
public sealed record QueueDelivery(long Id, string Receipt, int DeliveryCount, ReadOnlyMemory<byte> Body);

/// <summary>A message that was given up, kept until somebody removes it.</summary>
/// <param name="Id">The message.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Body">What was sent.</param>
public sealed record DeadLetter(long Id, string Reason, DateTimeOffset At, ReadOnlyMemory<byte> Body);

/// <summary>The receiving end of a queue, for hosts that pull; the cloud's trigger does the same by itself.</summary>
/// <remarks>
/// "Oldest" is the order of sending; an abandoned message keeps its place. A delivery is no longer ours from the
/// instant
/// of its time-out on, whether or not somebody received the message again.
/// </remarks>
public interface ISignalInbox
{
    /// <summary>Takes the oldest visible messages and hides them.</summary>
    /// <param name="countMax">At most so many.</param>
    /// <param name="visibilityTimeout">How long they stay hidden.</param>
    /// <param name="ct">Cancels the wait.</param>
    Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(int countMax, TimeSpan visibilityTimeout, CancellationToken ct);

    /// <summary>
    /// Removes a message that was dealt with; false when its delivery had timed out and is no longer ours.
    /// </summary>
    Task<bool> TryCompleteAsync(QueueDelivery delivery, CancellationToken ct);

    /// <summary>Makes a message visible again after a delay; false when the delivery is no longer ours.</summary>
    Task<bool> TryAbandonAsync(QueueDelivery delivery, TimeSpan delay, CancellationToken ct);

    /// <summary>Moves a message to the dead letters; false when the delivery is no longer ours.</summary>
    Task<bool> TryDeadLetterAsync(QueueDelivery delivery, string reason, CancellationToken ct);

    /// <summary>Messages waiting, hidden ones included.</summary>
    Task<int> CountAsync(CancellationToken ct);

    /// <summary>The dead letters, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(CancellationToken ct);
}
