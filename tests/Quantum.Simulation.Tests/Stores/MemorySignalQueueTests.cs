using Quantum.Conformance;
using Quantum.Simulation.Stores;

namespace Quantum.Simulation.Tests.Stores;

public sealed class MemorySignalQueueTests : SignalQueueSuite
{
    [Fact]
    public async Task Every_call_completes_on_the_callers_thread()
    {
        var queue = new MemorySignalQueue(new ManualTime());

        Assert.True(queue.SendAsync(new byte[1], default).IsCompletedSuccessfully);
        var receive = queue.ReceiveAsync(1, TimeSpan.FromSeconds(1), default);
        Assert.True(receive.IsCompletedSuccessfully);
        var delivery = Assert.Single(await receive);
        Assert.True(queue.TryAbandonAsync(delivery, TimeSpan.Zero, default).IsCompletedSuccessfully);
        Assert.True(queue.TryDeadLetterAsync(delivery, "stale", default).IsCompletedSuccessfully);
        Assert.True(queue.TryCompleteAsync(delivery, default).IsCompletedSuccessfully);
        Assert.True(queue.CountAsync(default).IsCompletedSuccessfully);
        Assert.True(queue.ReadDeadLettersAsync(default).IsCompletedSuccessfully);
    }

    protected override ValueTask<QueueEnds> CreateAsync(TimeProvider time)
    {
        var queue = new MemorySignalQueue(time);
        return new(new QueueEnds(queue, queue));
    }
}
