using Microsoft.ML.OnnxRuntime;
using Quantum.App.Ports;
using Quantum.Core.Models;

namespace Quantum.Inference.Sessions;

/// <summary>ONNX Runtime on the processor, behind the port.</summary>
/// <param name="options">How models are run.</param>
public sealed class OnnxModelRuntime(InferenceOptions options) : IModelRuntime
{
    /// <summary>
    /// A tensor whose numbers lie in another file names that file under this key, and in no model that is whole in
    /// itself does the word occur. Source: onnx.proto3, <c>TensorProto.external_data</c>.
    /// </summary>
    private static ReadOnlySpan<byte> OtherFile => "location"u8;

    /// <inheritdoc/>
    public IModelSession Load(ModelKind kind, ReadOnlyMemory<byte> model)
    {
        options.Check();

        // No hash of the manifest would cover such a file, and a bundle could have any file of this machine read.
        if (model.Span.IndexOf(OtherFile) >= 0)
        {
            throw new ModelRuntimeException(
                $"{ModelContract.FileOf(kind)} cannot be loaded: it refers to numbers in another file.");
        }

        try
        {
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = options.Threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // What fails is thrown, with its words.
            };

            // Between two scans nothing is left to do; threads that spin in wait would take a core from the rest.
            settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            return new OnnxModelSession(kind, new InferenceSession(model.ToArray(), settings));
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelRuntimeException($"{ModelContract.FileOf(kind)} cannot be loaded: {error.Message}", error);
        }
    }
}
