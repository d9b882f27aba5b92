using System.Collections.Concurrent;
using Quantum.App.Ports;

namespace Quantum.Conformance;

/// <content>Dead letters and races.</content>
public abstract partial class SignalQueueSuite
{
    /// <summary>
    /// A queue that loses a message would keep its receivers waiting for ever; nothing else is timed.
    /// </summary>
    private const int HangMsMax = 120_000;

    [Fact]
    public async Task A_dead_letter_leaves_the_queue_and_is_kept_with_its_reason()
    {
        var (queue, inbox) = await CreateAsync(_time);
        await queue.SendAsync(Bytes.Every, Ct);
        await queue.SendAsync(Bytes.Of("second"), Ct);
        var deliveries = await inbox.ReceiveAsync(2, Visibility, Ct);

        _time.Advance(OneTick);
        var firstAt = _time.GetUtcNow();
        Assert.True(await inbox.TryDeadLetterAsync(deliveries[1], "unreadable: 'é' at 0", Ct));
        _time.Advance(OneTick);
        Assert.True(await inbox.TryDeadLetterAsync(deliveries[0], "", Ct));
        await AssertIsStaleAsync(inbox, deliveries[0]);
        _time.Advance(Visibility);

        Assert.Empty(await inbox.ReceiveAsync(2, Visibility, Ct));
        Assert.Equal(0, await inbox.CountAsync(Ct));
        var letters = await inbox.ReadDeadLettersAsync(Ct);
        Assert.Equal(
            [(deliveries[1].Id, "unreadable: 'é' at 0", firstAt), (deliveries[0].Id, "", firstAt + OneTick)],
            letters.Select(letter => (letter.Id, letter.Reason, letter.At)));
        Assert.Equal(TimeSpan.Zero, letters[0].At.Offset);
        Assert.Equal("second", Bytes.Text(letters[0].Body));
        Assert.Equal(Bytes.Every, letters[1].Body.ToArray());
    }

    [Fact]
    public async Task Dead_letters_stay_in_the_order_of_their_giving_up_when_the_clock_steps_back()
    {
        var (queue, inbox) = await CreateAsync(_time);
        for (var number = 1; number <= 3; number++)
            await queue.SendAsync(Bytes.Of(number), Ct);

        foreach (var delivery in (await inbox.ReceiveAsync(3, Visibility, Ct)).Reverse())
        {
            Assert.True(await inbox.TryDeadLetterAsync(delivery, "why", Ct));
            _time.Advance(-OneTick);
        }

        Assert.Equal([3, 2, 1], (await inbox.ReadDeadLettersAsync(Ct)).Select(letter => Bytes.Number(letter.Body)));
    }

    [Fact(Timeout = HangMsMax)]
    public async Task Concurrent_senders_and_receivers_hold_every_message_exactly_once()
    {
        var (queue, inbox) = await CreateAsync(_time);
        var held = new ConcurrentBag<int>();

        await Task.WhenAll(
            Task.Run(() => SendAllAsync(queue, first: 0, count: 100)),
            Task.Run(() => SendAllAsync(queue, first: 100, count: 100)),
            Task.Run(() => ReceiveUntilAsync(inbox, held, count: 200)),
            Task.Run(() => ReceiveUntilAsync(inbox, held, count: 200)));

        Assert.Equal(Enumerable.Range(0, 200), held.Order());
        Assert.Equal(0, await inbox.CountAsync(Ct));
    }

    [Fact]
    public async Task Of_concurrent_completions_of_one_delivery_exactly_one_wins()
    {
        var (queue, inbox) = await CreateAsync(_time);
        for (var round = 0; round < 20; round++)
        {
            await queue.SendAsync(Bytes.Of(round), Ct);
            var delivery = Assert.Single(await inbox.ReceiveAsync(1, Visibility, Ct));

            var won = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => inbox.TryCompleteAsync(delivery, Ct))));

            Assert.Single(won, isWinner => isWinner);
        }
    }

    private static async Task SendAllAsync(ISignalQueue queue, int first, int count)
    {
        for (var number = first; number < first + count; number++)
            await queue.SendAsync(Bytes.Of(number), Ct);
    }

    private static async Task ReceiveUntilAsync(ISignalInbox inbox, ConcurrentBag<int> held, int count)
    {
        while (held.Count < count)
        {
            Ct.ThrowIfCancellationRequested();
            foreach (var delivery in await inbox.ReceiveAsync(3, Visibility, Ct))
            {
                held.Add(Bytes.Number(delivery.Body));
                Assert.True(await inbox.TryCompleteAsync(delivery, Ct));
            }
        }
    }
}
