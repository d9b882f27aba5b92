using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Quantum.App.Hosting;

namespace Quantum.Functions.Telemetry;

/// <summary>
/// A call that fails is put on record, where the status page shows it, and fails all the same: the host counts it and
/// brings a message back.
/// </summary>
public sealed partial class FaultRecorder(
    Lazy<TradingUseCases> useCases, BusinessMetrics metrics, ILogger<FaultRecorder> logger)
    : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            metrics.NoteFault(context.FunctionDefinition.Name);
            await RecordAsync(context.FunctionDefinition.Name, error);
            throw;
        }
    }

    /// <summary>Where the store is what failed, the log still tells both.</summary>
    private async Task RecordAsync(string useCase, Exception error)
    {
        try
        {
            await useCases.Value.RecordFaultAsync(useCase, error, CancellationToken.None);
        }
        catch (Exception second)
        {
            LogUnrecorded(second, useCase);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault of {UseCase} could not be put on record.")]
    private partial void LogUnrecorded(Exception error, string useCase);
}
