using System.Diagnostics.Metrics;
using Quantum.App.Hosting;
using Quantum.App.Monitoring;
using Quantum.App.Scanning;

namespace Quantum.Functions.Telemetry;

/// <summary>The business metrics of <see cref="MetricNames"/>, measured where a call ends.</summary>
public sealed class BusinessMetrics : IDisposable
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "Quantum";

    private readonly Meter _meter = new(MeterName);
    private readonly TimeProvider _time;
    private readonly Histogram<long> _symbols;
    private readonly Histogram<long> _queued;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _positions;
    private readonly Counter<long> _faults;

    /// <summary>Makes the instruments.</summary>
    public BusinessMetrics(TimeProvider time)
    {
        _time = time;
        _symbols = _meter.CreateHistogram<long>(MetricNames.SymbolsDecided);
        _queued = _meter.CreateHistogram<long>(MetricNames.SignalsQueued);
        _duration = _meter.CreateHistogram<double>(MetricNames.MonitorDuration, "s");
        _positions = _meter.CreateHistogram<long>(MetricNames.PositionsOpen);
        _faults = _meter.CreateCounter<long>(MetricNames.Faults);
    }

    /// <summary>A scan ended.</summary>
    public void Note(ScanReport report)
    {
        if (report.Minutes == 0) return; // Another scanner did it, and counts it.
        _symbols.Record(report.Decisions / report.Minutes);
        _queued.Record(report.Signals);
    }

    /// <summary>Runs and times a tick of the monitor.</summary>
    public async Task TimeAsync(Func<Task<MonitorReport>> tick)
    {
        var start = _time.GetTimestamp();
        var report = await tick();
        if (!report.IsReconciled) return; // Not a complete tick: its absence is the alarm.
        _duration.Record(_time.GetElapsedTime(start).TotalSeconds);
        _positions.Record(report.Positions);
    }

    /// <summary>A call failed.</summary>
    public void NoteFault(string useCase) =>
        _faults.Add(1, new KeyValuePair<string, object?>(MetricNames.UseCaseDimension, useCase));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
