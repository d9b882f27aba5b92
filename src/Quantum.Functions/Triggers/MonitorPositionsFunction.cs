using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.Functions.Telemetry;

namespace Quantum.Functions.Triggers;

/// <summary>Timer → use case. No logic: delete this class and the command line still guards.</summary>
public sealed class MonitorPositionsFunction(TradingUseCases useCases, BusinessMetrics metrics)
{
    /// <summary>Every ten seconds.</summary>
    [Function(CloudNames.Functions.MonitorPositions)]
    public Task RunAsync(
        [TimerTrigger(CloudNames.Schedules.MonitorPositions, UseMonitor = false)] TimerInfo timer,
        CancellationToken ct) =>
        metrics.TimeAsync(() => useCases.Monitor.RunAsync(ct));
}
