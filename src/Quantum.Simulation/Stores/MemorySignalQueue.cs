using System.Globalization;
using Quantum.App.Ports;

namespace Quantum.Simulation.Stores;

/// <summary>A signal queue in memory, for simulated worlds and tests. Nothing outlives the object.</summary>
/// <remarks>
/// Safe for concurrent use. Every call runs on the caller's thread and returns a completed task, so that virtual time
/// stays deterministic; a caller's bug is thrown by the call itself. Bodies are copied when sent. Visible messages are
/// delivered in the order in which they were sent, whatever their deliveries were.
/// </remarks>
/// <param name="time">Decides which messages are visible.</param>
public sealed class MemorySignalQueue(TimeProvider time) : ISignalQueue, ISignalInbox
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Message> _messages = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private long _lastId;

    /// <inheritdoc/>
    public Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (body.Length is 0 or > ISignalQueue.MessageBytesMax)
        {
            throw new ArgumentException(
                $"Condition failed: a message of {body.Length} bytes, not 1 to {ISignalQueue.MessageBytesMax}.",
                nameof(body));
        }

        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var message = new Message { Id = ++_lastId, Body = body.ToArray() };
            _messages.Add(message.Id, message);
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a receive would get anything now.</summary>
    public bool IsAnyVisible
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                return _messages.Values.Any(message => message.VisibleAt <= now);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The count or the time-out is not &gt; 0.</exception>
    public Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int countMax, TimeSpan visibilityTimeout, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var deliveries = new List<QueueDelivery>();
            foreach (var message in _messages.Values)
            {
                if (deliveries.Count == countMax)
                    break;

                if (message.VisibleAt <= now)
                    deliveries.Add(message.Deliver(now + visibilityTimeout));
            }

            return Task.FromResult<IReadOnlyList<QueueDelivery>>(deliveries);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryCompleteAsync(QueueDelivery delivery, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Held(delivery, time.GetUtcNow()) is not null && _messages.Remove(delivery.Id));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The delay is &lt; 0.</exception>
    public Task<bool> TryAbandonAsync(QueueDelivery delivery, TimeSpan delay, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Held(delivery, now) is not { } message)
                return Task.FromResult(false);

            message.Abandon(now + delay);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryDeadLetterAsync(QueueDelivery delivery, string reason, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Held(delivery, now) is not { } message)
                return Task.FromResult(false);

            _messages.Remove(message.Id);
            _deadLetters.Add(new(message.Id, reason, now, message.Body));
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_messages.Count);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DeadLetter>>([.. _deadLetters]);
        }
    }

    private Message? Held(QueueDelivery delivery, DateTimeOffset now) =>
        _messages.TryGetValue(delivery.Id, out var message)
        && message.Receipt == delivery.Receipt
        && message.VisibleAt > now
            ? message
            : null;

    private sealed class Message
    {
        private int _deliveryCount;

        public required long Id { get; init; }

        public required byte[] Body { get; init; }

        /// <summary>Hidden before, visible from this instant on; at first the beginning of time.</summary>
        public DateTimeOffset VisibleAt { get; private set; }

        /// <summary>The delivery that holds the message; <see langword="null"/> when none does.</summary>
        public string? Receipt { get; private set; }

        public QueueDelivery Deliver(DateTimeOffset visibleAt)
        {
            VisibleAt = visibleAt;
            Receipt = (++_deliveryCount).ToString(CultureInfo.InvariantCulture);
            return new(Id, Receipt, _deliveryCount, Body);
        }

        public void Abandon(DateTimeOffset visibleAt)
        {
            VisibleAt = visibleAt;
            Receipt = null;
        }
    }
}
