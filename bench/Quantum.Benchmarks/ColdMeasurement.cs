using System.Diagnostics;
using System.Globalization;
using Quantum.Adapters.Sqlite;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Inference.Sessions;

namespace Quantum.Benchmarks;

/// <summary>From the start of a process to its first decision of 222 symbols, with snapshot and bundle there.</summary>
internal static class ColdMeasurement
{
    /// <summary>The argument of the process that is measured.</summary>
    public const string Child = "cold-start";

    /// <summary>Minutes that ran before: several snapshots, half an hour apart.</summary>
    private const int Prepared = 125;

    /// <summary>Prepares a state once and starts a process over it as often as asked.</summary>
    public static async Task RunAsync(string folder, int starts)
    {
        var state = Directory.CreateTempSubdirectory("quantum-cold-");
        try
        {
            using (var system = Open(state.FullName))
            {
                await ModelMeasurement.PromoteAsync(system, ModelMeasurement.Read(folder));
                await system.RunUntilAsync(BenchSystem.First.Start.AddMinutes(Prepared));
            }

            for (var start = 0; start < starts; start++)
            {
                var copy = Directory.CreateDirectory(Path.Combine(state.FullName, $"{start}"));
                foreach (var file in state.EnumerateFiles()) file.CopyTo(Path.Combine(copy.FullName, file.Name));
                var program = Path.Combine(AppContext.BaseDirectory, "Quantum.Benchmarks.dll");
                using var process = Process.Start("dotnet", [program, Child, copy.FullName]);
                await process.WaitForExitAsync();
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    /// <summary>Decides one minute and tells how long the process has lived, generating the market left out.</summary>
    public static async Task FirstDecisionAsync(string state)
    {
        using var system = Open(state);
        var minute = BenchSystem.First + Prepared;
        system.Time.AdvanceTo(minute.Start.AddSeconds(1));
        var market = Stopwatch.StartNew();
        await system.Market.ReadMarkPricesAsync(CancellationToken.None);
        market.Stop(); // Inventing half an hour of candles is the simulation's work, not a start's.
        await system.UseCases.Scan.RunAsync(CancellationToken.None);
        using var process = Process.GetCurrentProcess();
        var lived = DateTime.Now - process.StartTime - market.Elapsed;
        var page = await system.Blobs.ReadAsync(StoreLayout.Ledger(minute), CancellationToken.None)
            ?? throw new InvalidOperationException("The minute was not decided.");
        var spoke = LedgerCodec.Decode(page).Records.Count(record => record.Model is not null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{lived.TotalMilliseconds:0} ms to {spoke} symbols scored by a model; {process.WorkingSet64 >> 20} MiB"));
    }

    private static BenchSystem Open(string folder) =>
        new(SqliteDurability.Full, new OnnxModelRuntime(new InferenceOptions()), folder);
}
