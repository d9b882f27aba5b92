using System.Diagnostics;
using System.Globalization;
using System.Net;
using Quantum.App.Hosting;
using Quantum.Conformance;
using Quantum.Functions.Tests.Fakes;

namespace Quantum.Functions.Tests.Invariants;

/// <summary>
/// From the start of the worker's process to its first answers, as the platform makes it start. Measured and printed,
/// not asserted: a shared machine is no stopwatch. <c>WORKER_FOLDER</c> names a published worker, and
/// <c>WORKER_STARTS</c> how many starts are wanted. Figures: docs/benchmarks.md.
/// </summary>
[Collection(WorkerHost.Collection)]
public sealed class ColdStartTests(Azurite azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task A_worker_answers_its_first_call()
    {
        var starts = int.Parse(
            Environment.GetEnvironmentVariable("WORKER_STARTS") ?? "1", CultureInfo.InvariantCulture);
        var (ready, cost) = (new List<double>(), new List<double>());
        var (timer, http) = (new List<double>(), new List<double>());
        for (var start = 0; start < starts; start++)
        {
            await using var host = await StartAsync();
            var begun = Stopwatch.GetTimestamp() - (long)(host.StartTime.TotalSeconds * Stopwatch.Frequency);
            ready.Add(host.StartTime.TotalMilliseconds);
            cost.Add(host.StartCost.TotalMilliseconds);
            Assert.Null(await host.FireAsync(CloudNames.Functions.MonitorPositions));
            timer.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        for (var start = 0; start < starts; start++)
        {
            await using var host = await StartAsync();
            var begun = Stopwatch.GetTimestamp() - (long)(host.StartTime.TotalSeconds * Stopwatch.Frequency);
            var answer = await host.AskAsync(CloudNames.Functions.Positions, HttpMethod.Get, "/api/positions");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            http.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Write("functions loaded", ready);
        Write("first tick of the monitor answered", timer);
        Write("first HTTP request answered", http);
        Write("processor time until functions were loaded", cost);
    }

    private Task<WorkerHost> StartAsync() => WorkerHost.StartAsync(new Dictionary<string, string>
    {
        [CloudNames.Settings.Storage] = azurite.NewAccount(),
        [CloudNames.Settings.Market] = "Generated",
    });

    private void Write(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {milliseconds[milliseconds.Count / 2]:0} ms, "
            + $"{milliseconds[0]:0} to {milliseconds[^1]:0} ms in {milliseconds.Count} starts"));
    }
}
