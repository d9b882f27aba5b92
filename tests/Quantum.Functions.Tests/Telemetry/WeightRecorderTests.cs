using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Quantum.App.Hosting;
using Quantum.Core.Markets;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Markets;
using Quantum.Functions.Hosting;
using Quantum.Functions.Telemetry;

namespace Quantum.Functions.Tests.Telemetry;

public sealed class WeightRecorderTests
{
    [Fact]
    public async Task Every_call_of_a_process_that_speaks_to_the_exchange_tells_its_weight()
    {
        Assert.SkipWhen(ExchangeLink.Absence is not null, ExchangeLink.Absence ?? "");
        var time = new ShiftedTime(TimeSpan.Zero);
        time.ShiftTo((Minute.Of(time.GetUtcNow()) + 1).Start.AddSeconds(5)); // The minute must not turn in between.
        await using var venue = await VenueServer.StartAsync(VenueWorld.Generated(time, 3));
        var settings = CloudSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Exchange:Address", venue.Address.ToString())]).Build());
        using var metrics = new BusinessMetrics(TimeProvider.System);
        var ports = new CloudPorts(settings, new CloudStores(settings), metrics, time);
        var recorder = new WeightRecorder(ports, metrics);
        var seen = new ConcurrentQueue<double>();
        using var listener = Listen(seen);

        await recorder.Invoke(null!, _ => Task.CompletedTask);
        Assert.Empty(seen); // Nothing was opened: an answer of the status page has no weight to tell of.

        var market = ports.Open().MarketData;
        venue.Meter.UseElsewhere(700);
        await Assert.ThrowsAsync<IOException>(() => recorder.Invoke(null!, async _ =>
        {
            await market.ReadVenueTimeAsync(default);
            throw new IOException("after the call");
        }));
        Assert.InRange(Assert.Single(seen), 701, 703); // A slow first connection is read up to three times.
    }

    private static MeterListener Listen(ConcurrentQueue<double> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, on) =>
            {
                if (instrument.Name == MetricNames.VenueWeight) on.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seen.Enqueue(value));
        listener.Start();
        return listener;
    }
}
