using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Quantum.Adapters.Sqlite;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Inference.Sessions;

namespace Quantum.Benchmarks;

/// <summary>Scans with both models, beside ONNX Runtime alone on the same batches, and swaps under load.</summary>
internal static class ModelMeasurement
{
    private const int WarmUp = 60;

    /// <summary>Times scans with both models, and after each the bare runtime on the same batches.</summary>
    public static async Task TickAsync(string folder, int ticks)
    {
        using var bare = new BareRuntime(folder);
        var runtime = new CapturingRuntime(new OnnxModelRuntime(new InferenceOptions()));
        using var system = new BenchSystem(SqliteDurability.Full, runtime);
        await PromoteAsync(system, Read(folder));
        var (scans, alone) = (new Percentiles(), new Percentiles());
        var minute = BenchSystem.First + 1;
        for (var tick = 0; tick < WarmUp + ticks; tick++, minute += 1)
        {
            await system.RunUntilAsync(minute.Start.AddMilliseconds(1));
            system.Time.AdvanceTo(minute.Start.AddMilliseconds(500));
            await system.Market.ReadMarkPricesAsync(CancellationToken.None);
            var watch = Stopwatch.StartNew();
            await system.UseCases.Scan.RunAsync(CancellationToken.None);
            var scan = watch.Elapsed;
            watch.Restart();
            bare.Run(runtime.Rows, runtime.Slabs, BenchSystem.SymbolCount);
            if (tick < WarmUp) continue;
            scans.Add(scan);
            alone.Add(watch.Elapsed);
        }

        using var process = Process.GetCurrentProcess();
        Print($"tick of {BenchSystem.SymbolCount} symbols with both models: {scans}");
        Print($"ONNX Runtime alone on the same batches: {alone}");
        Print($"process: {process.WorkingSet64 >> 20} MiB, peak {process.PeakWorkingSet64 >> 20} MiB");
    }

    /// <summary>Swaps before every scan; each record must name the bundle that was swapped in.</summary>
    public static async Task SwapAsync(string folder, int count)
    {
        using var system = new BenchSystem(SqliteDurability.Normal, new OnnxModelRuntime(new InferenceOptions()));
        var bundle = Read(folder);
        await PromoteAsync(system, Renamed(bundle, "swap-0"));
        await PromoteAsync(system, Renamed(bundle, "swap-1"));
        var (register, times, failed) = (new ModelRegister(system.Store), new Percentiles(), 0);
        await system.RunUntilAsync(BenchSystem.First.Start.AddMinutes(2));
        for (var swap = 0; swap < count; swap++)
        {
            var version = $"swap-{swap % 2}";
            var now = system.Time.GetUtcNow();
            var summary = BundleSummary.Of(Manifest(Renamed(bundle, version)), isSigned: false);
            await register.UpdateAsync(pointer => (pointer ?? new(null, now, [])).MoveTo(summary, now), default);
            var minute = BenchSystem.First + 2 + swap;
            var watch = Stopwatch.StartNew();
            await system.RunUntilAsync((minute + 1).Start);
            times.Add(watch.Elapsed);
            failed += await FailedAsync(system, minute, version);
            if ((swap + 1) % Math.Max(1, count / 10) != 0) continue;
            using var process = Process.GetCurrentProcess();
            process.Refresh();
            Print($"{swap + 1} swaps: {process.WorkingSet64 >> 20} MiB, {failed} failed decisions");
        }

        Print($"{system.UseCases.Active!.Swaps} swaps; a minute with its swap, scan and monitor: {times}");
    }

    /// <summary>Reads a bundle from its folder.</summary>
    public static BundleContent Read(string folder) => new(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
        File.ReadAllBytes(Path.Combine(folder, ModelManifest.FileName)),
        Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path) != ModelManifest.FileName).ToDictionary(
            path => Path.GetFileName(path), path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path)));

    /// <summary>Promotes a bundle or says why not.</summary>
    public static async Task PromoteAsync(BenchSystem system, BundleContent bundle)
    {
        var verdict = await system.UseCases.Models!.Promote.PushAsync(bundle, acceptsRate: true, default);
        if (!verdict.IsPromoted) throw new InvalidOperationException(verdict.Refusal?.Evidence);
    }

    private static async Task<int> FailedAsync(BenchSystem system, Core.Markets.Minute minute, string version)
    {
        if (await system.Blobs.ReadAsync(StoreLayout.Ledger(minute), default) is not { } page)
            return BenchSystem.SymbolCount;
        var records = LedgerCodec.Decode(page).Records;

        // The generated market has gaps, and a symbol without 64 unbroken minutes is not asked.
        return records.Count(record => record.ModelVersion != version
            && record.ModelSilence != ReasonCode.ModelWindowShort);
    }

    private static BundleContent Renamed(BundleContent bundle, string version)
    {
        var manifest = JsonNode.Parse(bundle.Manifest!.Value.Span)!.AsObject();
        (manifest["version"], manifest["signature"]) = (version, null);
        return bundle with { Name = version, Manifest = System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()) };
    }

    private static ModelManifest Manifest(BundleContent bundle) =>
        ManifestReader.Read(bundle.Manifest!.Value).Manifest ?? throw new InvalidOperationException("No manifest.");

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
