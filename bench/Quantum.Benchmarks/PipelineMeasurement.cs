using System.Diagnostics;
using System.Globalization;
using Quantum.Adapters.Sqlite;
using Quantum.Core.Markets;

namespace Quantum.Benchmarks;

/// <summary>
/// The full pipeline in virtual time: scan, queue, execution, a monitor tick every ten seconds, SQLite. Afterwards the
/// reads over what it wrote.
/// </summary>
internal static class PipelineMeasurement
{
    private const int Reads = 100;

    /// <summary>Runs some hours and prints symbol-minutes per second, sizes and read times.</summary>
    public static async Task RunAsync(int hours)
    {
        using var system = new BenchSystem(SqliteDurability.Normal);
        await system.RunUntilAsync(BenchSystem.First.Start.AddMinutes(1)); // Start-up and warm-up are not the pipeline.
        var watch = Stopwatch.StartNew();
        await system.RunUntilAsync(BenchSystem.First.Start.AddHours(hours));
        watch.Stop();
        using var process = Process.GetCurrentProcess();
        Print($"process: {process.WorkingSet64 >> 20} MiB, peak {process.PeakWorkingSet64 >> 20} MiB");

        var end = BenchSystem.First + hours * 60;
        var funnel = await system.UseCases.Funnel.HandleAsync(BenchSystem.First, end, CancellationToken.None);
        var symbolMinutes = funnel.Decisions.Total - BenchSystem.SymbolCount;
        Print($"symbol-minutes per second: {symbolMinutes / watch.Elapsed.TotalSeconds:0}");
        Print($"records: {funnel.Decisions.Total}; file: {system.Bytes / 1e6:0.0} MB");
        var cases = system.UseCases;
        Print($"funnel: {await TimeAsync(() => cases.Funnel.HandleAsync(BenchSystem.First, end, default))}");
        var symbol = (await system.Market.ReadSymbolsAsync(CancellationToken.None))[100].Symbol;
        var index = 0;
        Print($"why: {await TimeAsync(() => cases.Explain.HandleAsync(symbol, MinuteAt(index++, hours), default))}");
        Print($"status: {await TimeAsync(() => cases.Status.HandleAsync(default))}");
    }

    private static Minute MinuteAt(int index, int hours) => BenchSystem.First + index * 37 % (hours * 60);

    private static async Task<Percentiles> TimeAsync(Func<Task> read)
    {
        await read(); // The first call compiles.
        var times = new Percentiles();
        for (var count = 0; count < Reads; count++)
        {
            var watch = Stopwatch.StartNew();
            await read();
            times.Add(watch.Elapsed);
        }

        return times;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
