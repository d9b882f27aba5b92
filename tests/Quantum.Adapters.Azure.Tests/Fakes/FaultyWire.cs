using Azure.Core;
using Azure.Core.Pipeline;

namespace Quantum.Adapters.Azure.Tests.Fakes;

/// <summary>What happens to one attempt on its way.</summary>
internal enum WireFault
{
    /// <summary>Nothing: it is sent and answered.</summary>
    None,

    /// <summary>The service carries it out, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The service carries it out and answers 500, as its front end does after its own time-out.</summary>
    InternalError,

    /// <summary>The service is too busy and does nothing.</summary>
    Throttled,
}

/// <summary>Counts attempts and breaks the next ones as told.</summary>
internal sealed class FaultyWire : HttpPipelinePolicy
{
    private int _attempts;

    /// <summary>Attempts seen.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>What happens to the next attempts, in order; afterwards <see cref="Always"/>.</summary>
    public Queue<WireFault> Next { get; } = new();

    /// <summary>What happens to every attempt that <see cref="Next"/> does not name.</summary>
    public WireFault Always { get; set; }

    /// <summary>Starts counting anew.</summary>
    public int TakeAttempts() => Interlocked.Exchange(ref _attempts, 0);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Every call of the adapter is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _attempts);
        var fault = Next.TryDequeue(out var next) ? next : Always;
        if (fault == WireFault.Throttled)
        {
            message.Response = new CannedAnswer(503, "ServerBusy");
            return;
        }

        await ProcessNextAsync(message, pipeline);
        if (fault == WireFault.AnswerLost) throw new IOException("The connection was reset.");
        if (fault == WireFault.InternalError) message.Response = new CannedAnswer(500, "OperationTimedOut");
    }
}
