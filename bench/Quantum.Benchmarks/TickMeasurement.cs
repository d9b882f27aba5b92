using System.Diagnostics;
using Quantum.Adapters.Sqlite;

namespace Quantum.Benchmarks;

/// <summary>
/// One scan of 222 symbols, candles in to decisions durable in SQLite, where every commit waits for the disk. The
/// monitor and the executor run between the scans and are not counted.
/// </summary>
internal static class TickMeasurement
{
    private const int WarmUp = 60;

    /// <summary>Times so many scans.</summary>
    public static async Task RunAsync(int ticks)
    {
        using var system = new BenchSystem(SqliteDurability.Full);
        var times = new Percentiles();
        var minute = BenchSystem.First + 1;
        for (var tick = 0; tick < WarmUp + ticks; tick++, minute += 1)
        {
            // Half a second before the loop's own scan, which then finds the minute done.
            await system.RunUntilAsync(minute.Start.AddMilliseconds(1));
            system.Time.AdvanceTo(minute.Start.AddMilliseconds(500));

            // The market invents this minute's candles outside of the measurement.
            await system.Market.ReadMarkPricesAsync(CancellationToken.None);
            var watch = Stopwatch.StartNew();
            await system.UseCases.Scan.RunAsync(CancellationToken.None);
            if (tick >= WarmUp) times.Add(watch.Elapsed);
        }

        Console.WriteLine($"tick of {BenchSystem.SymbolCount} symbols: {times}");
    }
}
