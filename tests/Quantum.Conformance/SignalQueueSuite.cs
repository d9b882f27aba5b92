using Quantum.App.Ports;

namespace Quantum.Conformance;

/// <summary>The two ends of one queue.</summary>
/// <param name="Queue">The sending end.</param>
/// <param name="Inbox">The receiving end.</param>
public sealed record QueueEnds(ISignalQueue Queue, ISignalInbox Inbox);

/// <summary>
/// What both ends of every signal queue do. An adapter's tests derive from it and say how to make a queue.
/// </summary>
public abstract partial class SignalQueueSuite : SignalSendingSuite
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A queue without messages that knows no other clock. It may be called once per test.</summary>
    protected abstract ValueTask<QueueEnds> CreateAsync(TimeProvider time);

    [Fact]
    public async Task An_empty_queue_delivers_nothing()
    {
        var (_, inbox) = await CreateAsync(_time);

        Assert.Empty(await inbox.ReceiveAsync(10, Visibility, Ct));
        Assert.Equal(0, await inbox.CountAsync(Ct));
        Assert.Empty(await inbox.ReadDeadLettersAsync(Ct));
    }

    [Fact]
    public async Task A_message_is_visible_at_once_and_its_bytes_come_back_exactly()
    {
        var (queue, inbox) = await CreateAsync(_time);
        var large = new byte[ISignalQueue.MessageBytesMax];
        new Random(7).NextBytes(large);
        await queue.SendAsync(Bytes.Every, Ct);
        await queue.SendAsync(large, Ct);

        var deliveries = await inbox.ReceiveAsync(10, Visibility, Ct);

        Assert.Equal([1, 1], deliveries.Select(delivery => delivery.DeliveryCount));
        Assert.Equal(Bytes.Every, deliveries[0].Body.ToArray());
        Assert.Equal(large, deliveries[1].Body.ToArray());
        Assert.NotEqual(deliveries[0].Id, deliveries[1].Id);
    }

    [Fact]
    public async Task The_oldest_messages_come_first_and_never_more_than_asked()
    {
        var (queue, inbox) = await CreateAsync(_time);
        for (var number = 1; number <= 5; number++)
            await queue.SendAsync(Bytes.Of(number), Ct);

        Assert.Equal([1, 2], Numbers(await inbox.ReceiveAsync(2, Visibility, Ct)));
        Assert.Equal([3, 4], Numbers(await inbox.ReceiveAsync(2, Visibility, Ct)));
        Assert.Equal([5], Numbers(await inbox.ReceiveAsync(2, Visibility, Ct)));
        Assert.Empty(await inbox.ReceiveAsync(2, Visibility, Ct));
        Assert.Equal(5, await inbox.CountAsync(Ct));
    }

    [Fact]
    public async Task A_message_is_delivered_again_exactly_when_its_time_out_ends()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("again"), Ct);
        var first = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        _time.Advance(Visibility - OneTick);
        Assert.Empty(await inbox.ReceiveAsync(1, Visibility, Ct));
        _time.Advance(OneTick);
        var second = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        Assert.Equal((first.Id, 2, "again"), (second.Id, second.DeliveryCount, Bytes.Text(second.Body)));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Fact]
    public async Task The_count_of_deliveries_goes_on_over_time_outs_and_abandons()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("poison"), Ct);
        for (var count = 1; count <= 6; count++)
        {
            var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));
            Assert.Equal(count, delivery.DeliveryCount);
            if (count % 2 == 0)
                Assert.True(await inbox.TryAbandonAsync(delivery, TimeSpan.Zero, Ct));
            else
                _time.Advance(Visibility);
        }
    }

    [Fact]
    public async Task A_completed_message_never_comes_back()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("done"), Ct);
        var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        Assert.True(await inbox.TryCompleteAsync(delivery, Ct));
        Assert.False(await inbox.TryCompleteAsync(delivery, Ct));

        _time.Advance(Visibility);
        Assert.Empty(await inbox.ReceiveAsync(1, Visibility, Ct));
        Assert.Equal(0, await inbox.CountAsync(Ct));
    }

    [Fact]
    public async Task A_delivery_is_ours_until_its_time_out_and_not_a_tick_longer()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of(1), Ct);
        await queue.SendAsync(Bytes.Of(2), Ct);
        var deliveries = await inbox.ReceiveAsync(2, Visibility, Ct);

        _time.Advance(Visibility - OneTick);
        Assert.True(await inbox.TryCompleteAsync(deliveries[0], Ct));
        _time.Advance(OneTick);
        await AssertIsStaleAsync(inbox, deliveries[1]);

        Assert.Equal([2], Numbers(await inbox.ReceiveAsync(2, Visibility, Ct)));
    }

    [Fact]
    public async Task The_receipt_of_an_earlier_delivery_cannot_touch_a_later_one()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("body"), Ct);
        var stale = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));
        _time.Advance(Visibility);
        var current = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        await AssertIsStaleAsync(inbox, stale);
        await AssertIsStaleAsync(inbox, current with { Receipt = "forged" });
        await AssertIsStaleAsync(inbox, current with { Receipt = "" });
        await AssertIsStaleAsync(inbox, current with { Receipt = " " + current.Receipt });
        await AssertIsStaleAsync(inbox, current with { Id = current.Id + 1 });

        Assert.True(await inbox.TryCompleteAsync(current, Ct));
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_after_its_delay_and_not_before()
    {
        var (queue, inbox) = await CreateAsync(_time);
        var delay = TimeSpan.FromSeconds(90);
        await queue.SendAsync(Bytes.Of("later"), Ct);
        var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        Assert.True(await inbox.TryAbandonAsync(delivery, delay, Ct));

        await AssertIsStaleAsync(inbox, delivery);
        _time.Advance(delay - OneTick);
        Assert.Empty(await inbox.ReceiveAsync(1, Visibility, Ct));
        _time.Advance(OneTick);
        Assert.Equal(2, Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct)).DeliveryCount);
    }

    [Fact]
    public async Task An_abandoned_message_without_a_delay_is_the_oldest_again()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of(1), Ct);
        await queue.SendAsync(Bytes.Of(2), Ct);
        var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

        Assert.True(await inbox.TryAbandonAsync(delivery, TimeSpan.Zero, Ct));

        Assert.Equal([1, 2], Numbers(await inbox.ReceiveAsync(2, Visibility, Ct)));
    }

    [Fact]
    public async Task A_message_is_visible_at_once_also_when_the_clock_steps_back()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("body"), Ct);

        _time.Advance(-Visibility);

        Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));
    }

    [Fact]
    public async Task Senseless_counts_and_times_are_refused()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Of("body"), Ct);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => inbox.ReceiveAsync(0, Visibility, Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => inbox.ReceiveAsync(1, TimeSpan.Zero, Ct));

        var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => inbox.TryAbandonAsync(delivery, -OneTick, Ct));
        Assert.True(await inbox.TryCompleteAsync(delivery, Ct));
    }

    protected override async ValueTask<SendingEnd> CreateAsync()
    {
        var (queue, inbox) = await CreateAsync(_time);
        return new(queue, async () =>
            [.. (await inbox.ReceiveAsync(10, Visibility, Ct)).Select(delivery => delivery.Body)]);
    }

    private static async Task AssertIsStaleAsync(ISignalInbox inbox, QueueDelivery delivery)
    {
        Assert.False(await inbox.TryCompleteAsync(delivery, Ct));
        Assert.False(await inbox.TryAbandonAsync(delivery, TimeSpan.Zero, Ct));
        Assert.False(await inbox.TryDeadLetterAsync(delivery, "stale", Ct));
    }

    private static IEnumerable<int> Numbers(IReadOnlyList<QueueDelivery> deliveries) =>
        deliveries.Select(delivery => Bytes.Number(delivery.Body));
}
