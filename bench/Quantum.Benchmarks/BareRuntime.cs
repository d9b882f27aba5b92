using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Quantum.Core.Models;

namespace Quantum.Benchmarks;

/// <summary>ONNX Runtime as its documentation uses it, with the same session options and nothing of ours.</summary>
internal sealed class BareRuntime : IDisposable
{
    private readonly RunOptions _run = new();
    private readonly InferenceSession _xgBoost;
    private readonly InferenceSession _tft;

    /// <summary>Loads both models of a bundle's folder.</summary>
    public BareRuntime(string folder)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _xgBoost = new(Path.Combine(folder, ModelContract.FileOf(ModelKind.XgBoost)), options);
        _tft = new(Path.Combine(folder, ModelContract.FileOf(ModelKind.Tft)), options);
    }

    /// <summary>Scores both batches.</summary>
    public void Run(ReadOnlyMemory<float> rows, ReadOnlyMemory<float> slabs, int symbols)
    {
        Run(_xgBoost, ModelKind.XgBoost, rows, symbols);
        Run(_tft, ModelKind.Tft, slabs, symbols);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xgBoost.Dispose();
        _tft.Dispose();
        _run.Dispose();
    }

    private void Run(InferenceSession session, ModelKind kind, ReadOnlyMemory<float> batch, int symbols)
    {
        long[] shape = [.. ModelContract.InputDimensions(kind, symbols).Select(size => (long)size)];
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(batch), shape);
        using var answers = session.Run(_run, [ModelContract.InputName(kind)], [input], [ModelContract.OutputName]);
    }
}
