using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Accounting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 7: the same candles give the same decisions. Equal from run to run: pages and trades, bit for bit. Equal
/// whatever the monitor's rhythm: pages, bit for bit; trades differ, because a trailing stop follows what was seen. A
/// scan that runs later sees an old candle as older, so the age in its DATA_STALE is another.
/// Equal across a restart: pages, bit for bit, because a new process resumes from the feature snapshot. Without a
/// usable one it builds its state from the warm-up, and the last digits of its figures differ.
/// </summary>
public sealed class ParityTests
{
    private const int Symbols = 30;
    private static readonly TimeSpan Span = TimeSpan.FromHours(2);

    private static readonly Lazy<Task<World>> Plain = new(() => RunAsync(5));

    [Fact]
    public async Task The_same_seed_gives_the_same_pages_and_trades_twice()
    {
        var (one, two) = (await Plain.Value, await RunAsync(5));
        Assert.Equal(await PagesAsync(one), await PagesAsync(two));
        var trades = await one.TradesAsync();
        Assert.NotEmpty(trades);
        Assert.Equal<Trade>(trades, await two.TradesAsync());
        Assert.NotEqual(await PagesAsync(one), await PagesAsync(await RunAsync(6)));
    }

    [Fact]
    public async Task A_faster_monitor_changes_no_decision()
    {
        var plain = await Plain.Value;
        var busy = World.Generate(5, Symbols);
        var process = busy.Open();
        var loop = busy.OpenLoop(process);
        await busy.RunAsync(loop, World.Start + Span, async _ =>
        {
            if (loop.NextDue - busy.Now <= TimeSpan.FromSeconds(3)) return; // A late scan is another matter.
            busy.Time.AdvanceTo(busy.Now.AddSeconds(3));
            await process.Monitor.RunAsync(default);
        });
        Assert.Equal(await PagesAsync(plain), await PagesAsync(busy));
    }

    [Fact]
    public async Task A_restart_in_the_middle_changes_no_bit_of_a_decision()
    {
        var plain = await Plain.Value;
        var restarted = World.Generate(5, Symbols);
        await restarted.RunAsync(restarted.OpenLoop(), World.Start + Span / 2);
        await restarted.RunAsync(restarted.OpenLoop(), World.Start + Span);
        Assert.Equal(await PagesAsync(plain), await PagesAsync(restarted));
    }

    [Fact]
    public async Task Decisions_do_not_depend_on_what_the_account_holds()
    {
        var plain = await Plain.Value;
        var idle = World.Generate(5, Symbols, new TradingSettings { Risk = new RiskSettings { PositionsMax = 1 } });
        await idle.RunAsync(idle.OpenLoop(), World.Start + Span);
        Assert.Equal(await PagesAsync(plain), await PagesAsync(idle));
    }

    private static async Task<World> RunAsync(ulong seed)
    {
        var world = World.Generate(seed, Symbols);
        await world.RunAsync(world.OpenLoop(), World.Start + Span);
        return world;
    }

    private static async Task<string> PagesAsync(World world)
    {
        var pages = new List<string>();
        foreach (var name in await world.Blobs.ListAsync("ledger/", default))
        {
            var page = (await world.Blobs.ReadAsync(name, default))!.Value;
            pages.Add($"{name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(page.Span))}");
        }

        Assert.Equal((int)Span.TotalMinutes, pages.Count);
        return string.Join('\n', pages);
    }
}
