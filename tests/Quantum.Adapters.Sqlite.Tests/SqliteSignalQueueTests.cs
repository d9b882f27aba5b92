using Quantum.Conformance;

namespace Quantum.Adapters.Sqlite.Tests;

public sealed class SqliteSignalQueueTests : SignalQueueSuite, IDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDatabase _database;

    public SqliteSignalQueueTests() =>
        _database = SqliteDatabase.Open(_directory.File(), new() { Durability = SqliteDurability.Normal });

    [Fact]
    public async Task Every_call_completes_on_the_callers_thread()
    {
        var queue = new SqliteSignalQueue(_database, new ManualTime());

        Assert.True(queue.SendAsync(new byte[1], default).IsCompletedSuccessfully);
        var receive = queue.ReceiveAsync(1, Visibility, default);
        Assert.True(receive.IsCompletedSuccessfully);
        var delivery = Assert.Single(await receive);
        Assert.True(queue.TryAbandonAsync(delivery, TimeSpan.Zero, default).IsCompletedSuccessfully);
        Assert.True(queue.TryDeadLetterAsync(delivery, "stale", default).IsCompletedSuccessfully);
        Assert.True(queue.TryCompleteAsync(delivery, default).IsCompletedSuccessfully);
        Assert.True(queue.CountAsync(default).IsCompletedSuccessfully);
        Assert.True(queue.ReadDeadLettersAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Messages_their_time_outs_and_dead_letters_outlive_the_process()
    {
        var time = new ManualTime();
        var queue = new SqliteSignalQueue(_database, time);
        for (byte number = 1; number <= 3; number++)
            await queue.SendAsync(new[] { number }, default);
        var held = await queue.ReceiveAsync(2, Visibility, default);
        Assert.True(await queue.TryDeadLetterAsync(held[0], "unreadable", default));
        var deadAt = time.GetUtcNow();
        _database.Dispose();

        using var reopened = SqliteDatabase.Open(_directory.File());
        queue = new(reopened, time);
        Assert.Equal(2, await queue.CountAsync(default));
        time.Advance(Visibility - TimeSpan.FromTicks(1));
        Assert.Equal([3], Assert.Single(await queue.ReceiveAsync(9, Visibility, default)).Body.ToArray());
        time.Advance(TimeSpan.FromTicks(1));
        var again = Assert.Single(await queue.ReceiveAsync(9, Visibility, default));
        Assert.Equal((held[1].Id, 2), (again.Id, again.DeliveryCount));
        Assert.False(await queue.TryCompleteAsync(held[1], default));
        var letter = Assert.Single(await queue.ReadDeadLettersAsync(default));
        Assert.Equal((held[0].Id, "unreadable", deadAt), (letter.Id, letter.Reason, letter.At));
        Assert.Equal([1], letter.Body.ToArray());
    }

    [Fact]
    public async Task A_delivery_of_the_process_before_can_still_be_completed_by_its_receipt()
    {
        var time = new ManualTime();
        var queue = new SqliteSignalQueue(_database, time);
        await queue.SendAsync(new byte[1], default);
        var held = Assert.Single(await queue.ReceiveAsync(1, Visibility, default));
        _database.Dispose();

        using var reopened = SqliteDatabase.Open(_directory.File());
        Assert.True(await new SqliteSignalQueue(reopened, time).TryCompleteAsync(held, default));
    }

    [Fact]
    public void A_receive_holds_the_file_before_it_looks_for_messages()
    {
        using var other = SqliteDatabase.Open(_directory.File(), new() { BusyTimeout = TimeSpan.Zero });
        using var writing = _database.BeginWrite();

        // Looking first and holding later would let another process take the same message in between.
        var refusal = Assert.Throws<SqliteStoreException>(
            () => { _ = new SqliteSignalQueue(other, new ManualTime()).ReceiveAsync(1, Visibility, default); });
        Assert.Equal(SqliteFault.Busy, refusal.Fault);
    }

    [Fact]
    public async Task The_number_of_a_message_is_never_given_out_again()
    {
        var queue = new SqliteSignalQueue(_database, new ManualTime());
        var ids = new List<long>();
        for (var round = 0; round < 5; round++)
        {
            await queue.SendAsync(new byte[1], default);
            var delivery = Assert.Single(await queue.ReceiveAsync(1, Visibility, default));
            ids.Add(delivery.Id);
            Assert.True(await queue.TryCompleteAsync(delivery, default));
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Two_openings_of_the_file_never_hold_the_same_message()
    {
        using var other = SqliteDatabase.Open(_directory.File(), new() { Durability = SqliteDurability.Normal });
        var time = new ManualTime();
        var ours = new SqliteSignalQueue(_database, time);
        for (var number = 0; number < 100; number++)
            await ours.SendAsync(new[] { (byte)number }, default);

        var held = await Task.WhenAll(
            Task.Run(() => TakeAllAsync(ours)),
            Task.Run(() => TakeAllAsync(new SqliteSignalQueue(other, time))));

        Assert.Equal(Enumerable.Range(0, 100), held.SelectMany(numbers => numbers).Order());
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    protected override ValueTask<QueueEnds> CreateAsync(TimeProvider time)
    {
        var queue = new SqliteSignalQueue(_database, time);
        return new(new QueueEnds(queue, queue));
    }

    private static async Task<List<int>> TakeAllAsync(SqliteSignalQueue queue)
    {
        var held = new List<int>();
        while (await queue.ReceiveAsync(3, Visibility, default) is { Count: > 0 } deliveries)
            held.AddRange(deliveries.Select(delivery => (int)delivery.Body.Span[0]));

        return held;
    }
}
