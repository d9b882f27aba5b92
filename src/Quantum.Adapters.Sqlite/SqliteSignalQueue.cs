using System.Globalization;
using Quantum.App.Ports;

namespace Quantum.Adapters.Sqlite;

/// <summary>
/// A signal queue in an SQLite file. Visible messages are delivered in the order in which they were sent, whatever
/// their deliveries were; a message is held by the delivery that its count of deliveries names.
/// </summary>
/// <remarks>
/// Safe for concurrent use, also between processes, whose clocks must then agree. Every call runs on the caller's
/// thread and returns a completed task, so that virtual time stays deterministic; what goes wrong is thrown by the call
/// itself, as <see cref="SqliteStoreException"/> unless the caller is to blame. Cancelling works before a call only.
/// </remarks>
/// <param name="database">The file; the caller disposes it.</param>
/// <param name="time">Decides which messages are visible.</param>
public sealed class SqliteSignalQueue(SqliteDatabase database, TimeProvider time) : ISignalQueue, ISignalInbox
{
    private const string IsOurs = "id = ?1 AND is_held = 1 AND delivery_count = ?2 AND visible_at > ?3";

    private static readonly SqlText SendText = new(
        "INSERT INTO message (id, visible_at, delivery_count, is_held, body) VALUES (?1, 0, 0, 0, ?2)");

    private static readonly SqlText VisibleText = new(
        "SELECT id, delivery_count, body FROM message WHERE visible_at <= ?1 ORDER BY id LIMIT ?2");

    private static readonly SqlText HoldText = new(
        "UPDATE message SET visible_at = ?2, delivery_count = delivery_count + 1, is_held = 1 WHERE id = ?1");

    private static readonly SqlText CompleteText = new($"DELETE FROM message WHERE {IsOurs}");

    private static readonly SqlText AbandonText = new(
        $"UPDATE message SET visible_at = ?4, is_held = 0 WHERE {IsOurs}");

    private static readonly SqlText DeadLetterText = new(
        "INSERT INTO dead_letter (message_id, reason, at, body) "
        + $"SELECT id, ?4, ?3, body FROM message WHERE {IsOurs}");

    private static readonly SqlText CountText = new("SELECT count(*) FROM message");

    private static readonly SqlText ReadDeadLettersText = new(
        "SELECT message_id, reason, at, body FROM dead_letter ORDER BY position");

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
        using var writing = database.BeginWrite();
        using (var cursor = writing.Session.Run(SendText).Bind(1, writing.Stamp()).Bind(2, body))
            cursor.Step();

        writing.Commit();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The count or the time-out is not &gt; 0.</exception>
    public Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int countMax, TimeSpan visibilityTimeout, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        var now = time.GetUtcNow();
        var deliveries = ReadVisible(writing.Session, now, countMax);
        var visibleAt = (now + visibilityTimeout).UtcTicks;
        foreach (var delivery in deliveries)
        {
            using var hold = writing.Session.Run(HoldText).Bind(1, delivery.Id).Bind(2, visibleAt);
            hold.Step();
        }

        if (deliveries.Count > 0)
            writing.Commit();
        return Task.FromResult<IReadOnlyList<QueueDelivery>>(deliveries);
    }

    /// <inheritdoc/>
    public Task<bool> TryCompleteAsync(QueueDelivery delivery, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        if (!TryRemove(writing.Session, delivery, time.GetUtcNow()))
            return Task.FromResult(false);

        writing.Commit();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The delay is &lt; 0.</exception>
    public Task<bool> TryAbandonAsync(QueueDelivery delivery, TimeSpan delay, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        var now = time.GetUtcNow();
        using (var cursor = BindOurs(writing.Session.Run(AbandonText), delivery, now).Bind(4, (now + delay).UtcTicks))
        {
            if (cursor.Change() == 0)
                return Task.FromResult(false);
        }

        writing.Commit();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<bool> TryDeadLetterAsync(QueueDelivery delivery, string reason, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var writing = database.BeginWrite();
        var now = time.GetUtcNow();
        using (var cursor = BindOurs(writing.Session.Run(DeadLetterText), delivery, now).Bind(4, reason))
        {
            if (cursor.Change() == 0)
                return Task.FromResult(false);
        }

        TryRemove(writing.Session, delivery, now);
        writing.Commit();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(CountText);
        cursor.Step();
        return Task.FromResult((int)cursor.Number(0));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var letters = new List<DeadLetter>();
        using var reading = database.BeginRead();
        using var cursor = reading.Session.Run(ReadDeadLettersText);
        while (cursor.Step())
        {
            var at = new DateTimeOffset(cursor.Number(2), TimeSpan.Zero);
            letters.Add(new(cursor.Number(0), cursor.Text(1), at, cursor.Blob(3)));
        }

        return Task.FromResult<IReadOnlyList<DeadLetter>>(letters);
    }

    private static List<QueueDelivery> ReadVisible(SqliteSession session, DateTimeOffset now, int countMax)
    {
        var deliveries = new List<QueueDelivery>();
        using var cursor = session.Run(VisibleText).Bind(1, now.UtcTicks).Bind(2, countMax);
        while (cursor.Step())
        {
            var deliveryCount = (int)cursor.Number(1) + 1;
            var receipt = deliveryCount.ToString(CultureInfo.InvariantCulture);
            deliveries.Add(new(cursor.Number(0), receipt, deliveryCount, cursor.Blob(2)));
        }

        return deliveries;
    }

    private static bool TryRemove(SqliteSession session, QueueDelivery delivery, DateTimeOffset now)
    {
        using var cursor = BindOurs(session.Run(CompleteText), delivery, now);
        return cursor.Change() == 1;
    }

    private static SqliteCursor BindOurs(SqliteCursor cursor, QueueDelivery delivery, DateTimeOffset now) =>
        cursor.Bind(1, delivery.Id).Bind(2, DeliveryCountOf(delivery.Receipt)).Bind(3, now.UtcTicks);

    /// <summary>
    /// The number behind a receipt; 0, which no delivery has, for a text that this queue did not write.
    /// </summary>
    private static long DeliveryCountOf(string receipt) =>
        long.TryParse(receipt, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && receipt[0] != '0'
            ? count
            : 0;
}
