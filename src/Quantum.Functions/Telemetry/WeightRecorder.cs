using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Quantum.App.Hosting;
using Quantum.Functions.Hosting;

namespace Quantum.Functions.Telemetry;

/// <summary>
/// Notes after every call what the exchange has counted for this address, where the process speaks to it at all. A
/// failed call has cost its weight too.
/// </summary>
/// <param name="ports">Knows the weight.</param>
/// <param name="metrics">Told it.</param>
public sealed class WeightRecorder(CloudPorts ports, BusinessMetrics metrics) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (ports.WeightUsed is { } weight) metrics.Note(MetricNames.VenueWeight, weight);
        }
    }
}
