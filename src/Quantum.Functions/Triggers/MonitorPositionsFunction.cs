using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.Functions.Hosting;

namespace Quantum.Functions.Triggers;

/// <summary>Timer → use case. No logic: delete this class and the command line still guards.</summary>
public sealed class MonitorPositionsFunction(MonitorTurn monitor)
{
    /// <summary>Every ten seconds, and again in between while something is urgent.</summary>
    [Function(CloudNames.Functions.MonitorPositions)]
    public Task RunAsync(
        [TimerTrigger(CloudNames.Schedules.MonitorPositions, UseMonitor = false)] TimerInfo timer,
        CancellationToken ct) =>
        monitor.RunTickAsync(ct);
}
