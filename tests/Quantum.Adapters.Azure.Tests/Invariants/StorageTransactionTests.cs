using Quantum.Adapters.Azure.Tests.Fakes;
using Quantum.App.Storage;
using Quantum.Conformance;
using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.Adapters.Azure.Tests.Invariants;

public sealed class StorageTransactionTests(Azurite azurite, ITestOutputHelper output)
{
    private const int PerScanMax = 12;
    private const int PerTickMax = 6;
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 1, TimeSpan.Zero);

    private static TradingSettings Closed { get; } = new()
    {
        Market = new() { SpreadMaxBps = 0, TightSpreadMaxBps = 0 },
        Signal = new() { TradesPerHundred = 0 },
    };

    /// <summary>
    /// Scans with signals, on minutes with and without a snapshot, by a warm process and by cold ones; ticks after each
    /// with the paper account in the same table. No spread is narrow enough for an entry, so the ticks are idle but
    /// judge silence, and a model was asked, so they read which bundle is active.
    /// </summary>
    [Fact]
    public async Task A_scan_of_222_symbols_and_an_idle_tick_cost_few_storage_transactions()
    {
        var world = await CloudWorld.CreateAsync(azurite, symbols: 222, Start, Closed);
        await world.UseCases.Monitor.RunAsync(default);
        var asked = new TallyHour(Minute.Of(Start).Index / 60, 222, 0, 0, 0, Free: 0, Trades: 0);
        await world.Store.UpdateAsync(StoreLayout.Book, StoreLayout.MonitorRow, DocumentJson.Default.MonitorRow,
            row => new(row! with { Tally = new([asked]) }), default);
        var (scanMost, tickMost, signals) = (0, 0, 0);
        for (var minute = 0; minute < 12; minute++)
        {
            world.Time.AdvanceTo(Start.AddMinutes(minute));
            if (minute is 4 or 7 or 10) world.Restart();
            world.Wire.TakeAttempts();
            var scan = await world.UseCases.Scan.RunAsync(default);
            var cost = world.Wire.TakeAttempts();
            output.WriteLine($"scan {minute}: {cost} {scan}");
            Assert.Equal((1, 222), (scan.Minutes, scan.Decisions));
            (scanMost, signals) = (Math.Max(scanMost, cost), signals + scan.Signals);
            await world.ExecuteAsync();
            for (var tick = 1; tick <= 6; tick++)
            {
                world.Time.AdvanceTo(Start.AddMinutes(minute).AddSeconds(tick * 10 - 1));
                world.Wire.TakeAttempts();
                var report = await world.UseCases.Monitor.RunAsync(default);
                cost = world.Wire.TakeAttempts();
                output.WriteLine($"  tick {tick}: {cost}");
                Assert.Equal((0, true), (report.Positions, report.IsReconciled));
                tickMost = Math.Max(tickMost, cost);
            }
        }

        var book = await TradingBook.ReadAsync(world.Store, default);
        Assert.Equal(TradingStateKind.Active, book.StateAt(world.Time.GetUtcNow()).Kind); // Or silence is not judged.
        Assert.Contains(book.Monitor!.Value.Tally!.Hours, hour => hour.ModelAsked > 0);
        Assert.InRange(signals, 12, int.MaxValue); // Or the dearest scans were not among them.
        Assert.InRange(scanMost, 1, PerScanMax);
        Assert.InRange(tickMost, 1, PerTickMax);
    }
}
