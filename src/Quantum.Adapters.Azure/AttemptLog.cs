using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Quantum.Adapters.Azure;

/// <summary>
/// Counts the attempts of one call that ended without a certain answer. The library repeats such an attempt by itself;
/// a conflict that comes afterwards may then be the first attempt's own work.
/// </summary>
internal sealed class AttemptLog
{
    private const string Property = "Quantum.Attempts";
    private int _unanswered;

    /// <summary>Attempts of which nobody knows whether they had an effect.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Watches every call that is made until the result is disposed.</summary>
    public IDisposable Watch() =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    /// <summary>
    /// Whether an answer leaves open what happened. A throttled request (503 with this code) was not executed.
    /// </summary>
    private static bool IsUncertain(Response answer) => answer.Status switch
    {
        408 or 500 or 502 or 504 => true,
        503 => !answer.Headers.TryGetValue("x-ms-error-code", out var code) || code != "ServerBusy",
        _ => false,
    };

    /// <summary>The pipeline's side: sees every attempt.</summary>
    internal sealed class Policy : HttpPipelinePolicy
    {
        /// <inheritdoc/>
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                ProcessNext(message, pipeline);
            }
            catch
            {
                Note(message, isUncertain: true);
                throw;
            }

            Note(message, IsUncertain(message.Response));
        }

        /// <inheritdoc/>
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                await ProcessNextAsync(message, pipeline);
            }
            catch
            {
                Note(message, isUncertain: true);
                throw;
            }

            Note(message, IsUncertain(message.Response));
        }

        private static void Note(HttpMessage message, bool isUncertain)
        {
            if (isUncertain && message.TryGetProperty(Property, out var found) && found is AttemptLog log)
                Interlocked.Increment(ref log._unanswered);
        }
    }
}
