using Microsoft.Azure.Functions.Worker;
using Quantum.App.Hosting;
using Quantum.Functions.Hosting;

namespace Quantum.Functions.Triggers;

/// <summary>Timer → use case. No logic: delete this class and the command line still trades.</summary>
public sealed class ScanMarketFunction(ScanTurn scan)
{
    /// <summary>Every minute.</summary>
    [Function(CloudNames.Functions.ScanMarket)]
    public Task RunAsync([TimerTrigger(CloudNames.Schedules.ScanMarket)] TimerInfo timer, CancellationToken ct) =>
        scan.RunAsync(ct);
}
