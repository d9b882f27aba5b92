using Quantum.App.Ports;

namespace Quantum.Conformance;

/// <summary>The sending end of a queue, and a look at what lies in it.</summary>
/// <param name="Queue">The sending end.</param>
/// <param name="TakeAsync">Takes what is visible, at most ten messages, oldest first.</param>
public sealed record SendingEnd(ISignalQueue Queue, Func<Task<IReadOnlyList<ReadOnlyMemory<byte>>>> TakeAsync);

/// <summary>
/// What the sending end of every signal queue does, also of one whose receiving end is a host's trigger. An adapter's
/// tests derive from it and say how to make a queue.
/// </summary>
public abstract class SignalSendingSuite
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A queue without messages. It may be called once per test.</summary>
    protected abstract ValueTask<SendingEnd> CreateAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(ISignalQueue.MessageBytesMax)]
    public async Task A_message_can_be_taken_at_once_and_holds_exactly_the_bytes_sent(int length)
    {
        var (queue, takeAsync) = await CreateAsync();
        var body = new byte[length];
        new Random(length).NextBytes(body);

        await queue.SendAsync(body, Ct);

        Assert.Equal(body, Assert.Single(await takeAsync()).ToArray());
        Assert.Empty(await takeAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ISignalQueue.MessageBytesMax + 1)]
    public async Task A_message_of_a_forbidden_size_is_refused(int length)
    {
        var (queue, takeAsync) = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(new byte[length], Ct));
        Assert.Empty(await takeAsync());
    }

    [Fact]
    public async Task What_the_caller_does_with_its_buffer_after_a_send_does_not_reach_the_queue()
    {
        var (queue, takeAsync) = await CreateAsync();
        var buffer = Bytes.Of("kept");
        await queue.SendAsync(buffer, Ct);

        buffer.AsSpan().Clear();

        Assert.Equal("kept", Bytes.Text(Assert.Single(await takeAsync())));
    }

    [Fact]
    public async Task A_cancelled_send_sends_nothing()
    {
        var (queue, takeAsync) = await CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => queue.SendAsync(Bytes.Of("late"), new CancellationToken(canceled: true)));
        Assert.Empty(await takeAsync());
    }
}
