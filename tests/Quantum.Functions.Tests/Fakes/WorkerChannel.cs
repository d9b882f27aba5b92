using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Quantum.Functions.Tests.Fakes.Protocol;

namespace Quantum.Functions.Tests.Fakes;

/// <summary>The host's end of the stream between host and worker.</summary>
internal sealed class WorkerChannel : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _pending = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    /// <summary>Complete when the worker has opened the stream.</summary>
    public Task Connected => _connected.Task;

    /// <summary>What the worker logged.</summary>
    public ConcurrentQueue<string> Logs { get; } = new();

    /// <summary>Sends without an answer.</summary>
    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends and waits for the answer.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage message, CancellationToken ct)
    {
        message.RequestId = $"request-{Interlocked.Increment(ref _requests)}";
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[message.RequestId] = answer;
        Send(message);
        return answer.Task.WaitAsync(ct);
    }

    /// <summary>The worker is gone: nobody will answer any more.</summary>
    public void Abandon(string why)
    {
        _connected.TrySetException(new InvalidOperationException(why));
        foreach (var answer in _pending.Values) answer.TrySetException(new InvalidOperationException(why));
        _outgoing.Writer.TryComplete();
    }

    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var writing = WriteAllAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken)) Take(message);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or Grpc.Core.RpcException)
        {
            Logs.Enqueue($"the stream ended: {error.Message}");
        }

        _outgoing.Writer.TryComplete();
        await writing;
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream) _connected.TrySetResult();
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
            Logs.Enqueue($"{message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message}");
        else if (_pending.TryRemove(message.RequestId, out var answer)) answer.TrySetResult(message);
    }

    private async Task WriteAllAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken ct)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(ct)) await stream.WriteAsync(message, ct);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or InvalidOperationException)
        {
            Logs.Enqueue($"nothing more could be sent: {error.Message}");
        }
    }
}
