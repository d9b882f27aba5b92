using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Quantum.App.Ports;
using Quantum.Core.Models;

namespace Quantum.Inference.Sessions;

/// <summary>One ONNX session. Input and output are the caller's memory, pinned for the call.</summary>
internal sealed class OnnxModelSession : IModelSession
{
    private readonly Lock _gate = new();
    private readonly ModelKind _kind;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs = [ModelContract.OutputName];
    private bool _isDisposed;

    /// <summary>Takes over a session.</summary>
    public OnnxModelSession(ModelKind kind, InferenceSession session)
    {
        (_kind, _session) = (kind, session);
        _inputs = [ModelContract.InputName(kind)];
        Signature = new(Describe(session.InputMetadata), Describe(session.OutputMetadata));
    }

    /// <inheritdoc/>
    public ModelSignature Signature { get; }

    /// <inheritdoc/>
    public TimeSpan Score(ReadOnlyMemory<float> batch, int symbols, Memory<float> answer, TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        CheckLength(batch.Length, ModelContract.InputLength(_kind, symbols), nameof(batch));
        CheckLength(answer.Length, symbols * ModelContract.Classes, nameof(answer));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var started = Stopwatch.GetTimestamp();
            using var run = new RunOptions();
            using var timer = new Timer(_ => run.Terminate = true, null, limit, Timeout.InfiniteTimeSpan);
            try
            {
                Run(run, batch, symbols, answer);
            }
            catch (OnnxRuntimeException error)
            {
                throw new ModelRuntimeException(run.Terminate
                    ? $"{ModelContract.FileOf(_kind)} gave no answer within {limit.TotalMilliseconds:0} ms."
                    : $"{ModelContract.FileOf(_kind)} failed: {error.Message}", error);
            }

            return Stopwatch.GetElapsedTime(started);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _session.Dispose();
        }
    }

    private void Run(RunOptions run, ReadOnlyMemory<float> batch, int symbols, Memory<float> answer)
    {
        // The runtime asks for writable memory and only reads an input.
        var features = MemoryMarshal.AsMemory(batch);
        long[] shape = [.. ModelContract.InputDimensions(_kind, symbols).Select(size => (long)size)];
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features, shape);
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, answer, [symbols, ModelContract.Classes]);
        _session.Run(run, _inputs, [input], _outputs, [output]);
    }

    private static void CheckLength(int length, int wanted, string name)
    {
        if (length != wanted) throw new ArgumentException($"Condition failed: {length} floats, not {wanted}.", name);
    }

    private static ModelTensor[] Describe(IReadOnlyDictionary<string, NodeMetadata> nodes) =>
    [
        .. nodes.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => new ModelTensor(node.Key,
            node.Value.IsTensor && node.Value.ElementDataType == TensorElementType.Float,
            node.Value.IsTensor ? node.Value.Dimensions : [])),
    ];
}
