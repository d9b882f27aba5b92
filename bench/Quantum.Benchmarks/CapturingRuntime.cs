using Quantum.App.Ports;
using Quantum.Core.Models;

namespace Quantum.Benchmarks;

/// <summary>Passes everything on and remembers which memory the last scan scored; nothing is copied.</summary>
/// <param name="inner">Runs the models.</param>
internal sealed class CapturingRuntime(IModelRuntime inner) : IModelRuntime
{
    /// <summary>The trees' last batch; valid until the next scan.</summary>
    public ReadOnlyMemory<float> Rows { get; private set; }

    /// <summary>The transformer's last batch; valid until the next scan.</summary>
    public ReadOnlyMemory<float> Slabs { get; private set; }

    /// <inheritdoc/>
    public IModelSession Load(ModelKind kind, ReadOnlyMemory<byte> model) =>
        new Session(this, kind, inner.Load(kind, model));

    private sealed class Session(CapturingRuntime runtime, ModelKind kind, IModelSession inner) : IModelSession
    {
        public ModelSignature Signature => inner.Signature;

        public TimeSpan Score(ReadOnlyMemory<float> batch, int symbols, Memory<float> answer, TimeSpan limit)
        {
            if (kind == ModelKind.XgBoost) runtime.Rows = batch;
            else runtime.Slabs = batch;
            return inner.Score(batch, symbols, answer, limit);
        }

        public void Dispose() => inner.Dispose();
    }
}
