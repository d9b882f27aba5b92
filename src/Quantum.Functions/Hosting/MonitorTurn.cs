using Quantum.App.Hosting;
using Quantum.App.Monitoring;
using Quantum.Functions.Telemetry;

namespace Quantum.Functions.Hosting;

/// <summary>The monitor as the cloud's triggers call it: timed, and looking again while that is urgent.</summary>
/// <param name="useCases">The use cases.</param>
/// <param name="metrics">Told how long each look took; the waiting in between does not count.</param>
/// <param name="time">The clock.</param>
public sealed class MonitorTurn(TradingUseCases useCases, BusinessMetrics metrics, TimeProvider time)
{
    /// <summary>One look.</summary>
    public Task<MonitorReport> LookAsync(CancellationToken ct) =>
        metrics.TimeAsync(() => useCases.Monitor.RunAsync(ct));

    /// <summary>
    /// A tick of the timer. It ends before the next one is due, which the platform calls late otherwise.
    /// </summary>
    public Task RunTickAsync(CancellationToken ct) => new UrgentLooks(useCases, LookAsync, time).RunTickAsync(ct);
}
