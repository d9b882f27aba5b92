using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Quantum.App.Hosting;
using Quantum.App.Monitoring;
using Quantum.App.Ports;

namespace Quantum.Functions.Telemetry;

/// <summary>
/// The business metrics of <see cref="MetricNames"/> as instruments: every value keeps its sum, count, least and most
/// per export, which is what the alarms ask for.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class BusinessMetrics(TimeProvider time) : IMeasurements, IDisposable
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "Quantum";

    private readonly Meter _meter = new(MeterName);
    private readonly ConcurrentDictionary<string, Histogram<double>> _instruments = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Note(string metric, double value, string? dimension = null, string? label = null)
    {
        var instrument = _instruments.GetOrAdd(metric, name => _meter.CreateHistogram<double>(name));
        if (dimension is null) instrument.Record(value);
        else instrument.Record(value, new KeyValuePair<string, object?>(dimension, label));
    }

    /// <summary>Runs and times a look of the monitor.</summary>
    public async Task<MonitorReport> TimeAsync(Func<Task<MonitorReport>> look)
    {
        var start = time.GetTimestamp();
        var report = await look();
        if (report.IsReconciled) // Of one that is not complete, the absence is the alarm.
            Note(MetricNames.MonitorDuration, time.GetElapsedTime(start).TotalSeconds);
        return report;
    }

    /// <summary>A call failed.</summary>
    public void NoteFault(string useCase) =>
        Note(MetricNames.Faults, 1, MetricNames.UseCaseDimension, useCase);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
