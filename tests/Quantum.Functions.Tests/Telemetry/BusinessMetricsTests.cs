using System.Diagnostics.Metrics;
using Quantum.App.Hosting;
using Quantum.App.Monitoring;
using Quantum.Functions.Telemetry;

namespace Quantum.Functions.Tests.Telemetry;

public sealed class BusinessMetricsTests : IDisposable
{
    private readonly List<string> _seen = [];
    private readonly MeterListener _listener = new();
    private readonly BusinessMetrics _metrics = new(TimeProvider.System);

    public BusinessMetricsTests()
    {
        // Other tests of this process have meters of the same name: only values that this test sends are asked for.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == BusinessMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            lock (_seen)
                _seen.Add($"{instrument.Name} {value:0.#}"
                    + string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}")));
        });
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_value_keeps_its_name_and_its_dimension()
    {
        _metrics.Note(MetricNames.Equity, 10_000.5);
        _metrics.Note(MetricNames.Decisions, 222, MetricNames.ReasonDimension, "RULE_NEUTRAL");
        _metrics.NoteFault("ScanMarket");
        Assert.Contains("quantum.books.equity 10000.5", Seen());
        Assert.Contains("quantum.scan.decisions 222 reason=RULE_NEUTRAL", Seen());
        Assert.Contains("quantum.faults 1 useCase=ScanMarket", Seen());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)] // The venue did not answer: the heartbeat must stop.
    public async Task Only_a_complete_tick_is_a_heartbeat(bool isReconciled, int beats)
    {
        await _metrics.TimeAsync(() => Task.FromResult(new MonitorReport(0, [], isReconciled)));
        Assert.Equal(beats,
            Seen().Count(line => line.StartsWith(MetricNames.MonitorDuration, StringComparison.Ordinal)));
    }

    private List<string> Seen()
    {
        lock (_seen) return [.. _seen];
    }
}
