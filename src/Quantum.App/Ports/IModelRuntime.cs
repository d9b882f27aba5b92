using Quantum.Core.Models;

namespace Quantum.App.Ports;

/// <summary>Runs models that were trained elsewhere (ONNX files).</summary>
public interface IModelRuntime
{
    /// <summary>Loads one model.</summary>
    /// <param name="kind">Which of the ensemble it is to be.</param>
    /// <param name="model">Its file's bytes; the caller's again once this returns.</param>
    /// <exception cref="ModelRuntimeException">The bytes are no model that can be run.</exception>
    IModelSession Load(ModelKind kind, ReadOnlyMemory<byte> model);
}

/// <summary>
/// One loaded model. It may be scored from one thread at a time; disposing it while it scores waits for the answer.
/// </summary>
public interface IModelSession : IDisposable
{
    /// <summary>What the model says of itself.</summary>
    ModelSignature Signature { get; }

    /// <summary>Scores a batch. Neither memory is copied.</summary>
    /// <param name="batch">Input in the dimensions of <see cref="ModelContract.InputDimensions"/>.</param>
    /// <param name="symbols">Symbols in the batch, &gt; 0.</param>
    /// <param name="answer">Receives three probabilities per symbol, raw.</param>
    /// <param name="limit">The model is stopped after so long.</param>
    /// <returns>How long the model took, by the machine's clock and not the run's.</returns>
    /// <exception cref="ArgumentException">A length does not fit the symbols. A caller's bug.</exception>
    /// <exception cref="ModelRuntimeException">It failed, took too long, or answered in another shape.</exception>
    TimeSpan Score(ReadOnlyMemory<float> batch, int symbols, Memory<float> answer, TimeSpan limit);
}

/// <summary>A model cannot be loaded or gave no answer. The message tells why in the runtime's words.</summary>
public sealed class ModelRuntimeException : Exception
{
    /// <summary>Without a message.</summary>
    public ModelRuntimeException()
    {
    }

    /// <summary>With what went wrong.</summary>
    public ModelRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public ModelRuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
