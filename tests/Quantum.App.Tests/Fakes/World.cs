using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.App.Tests.Fakes;

/// <summary>
/// What outlives a process: stores, queue, market and venue, in virtual time. Use cases are opened over it as often as
/// processes start; each may have a gate of its own between itself and the ports.
/// </summary>
public sealed class World
{
    /// <summary>Where every world of a test begins.</summary>
    public static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 1, TimeSpan.Zero);

    public World(ICandleSource source, TradingSettings? settings = null, DateTimeOffset? start = null)
    {
        Settings = settings ?? new TradingSettings();
        Time = new VirtualTime(start ?? Start);
        Queue = new MemorySignalQueue(Time);
        Market = new SimulatedMarket(source, Time);
        Venue = new PaperVenue(Store, Market, new PaperVenueOptions(), Time);
    }

    public MemoryEntityStore Store { get; } = new();

    public MemoryBlobStore Blobs { get; } = new();

    public MemorySignalQueue Queue { get; }

    public VirtualTime Time { get; }

    public SimulatedMarket Market { get; }

    public PaperVenue Venue { get; }

    public TradingSettings Settings { get; init; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public Minute Minute => Minute.Of(Now);

    /// <summary>The newest minute whose scan was due by now.</summary>
    public Minute Scanned => Minute.Of(Now - TradingLoop.ScanDelay);

    /// <summary>A world that stands still, with an account that was reconciled just now.</summary>
    public static async Task<(World World, FlatMarket Market)> FlatAsync(
        int symbols = 3, TradingSettings? settings = null, int history = 400)
    {
        var market = new FlatMarket(Minute.Of(Start) - history, symbols);
        var world = new World(market, settings);
        await world.Open().Monitor.RunAsync(default);
        return (world, market);
    }

    /// <summary>A generated market, warm at the start.</summary>
    public static World Generate(ulong seed, int symbols, TradingSettings? settings = null) =>
        new(new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(Start) - 420,
            Seed = seed,
            SymbolCount = symbols,
            GapChance = 0.0005,
        }), settings);

    /// <summary>Everything a host brings, behind a gate where one is given.</summary>
    public TradingPorts Ports(IPortGate? gate = null, string owner = "one") => new()
    {
        Store = gate is null ? Store : new GatedEntityStore(Store, gate),
        Blobs = gate is null ? Blobs : new GatedBlobStore(Blobs, gate),
        Queue = gate is null ? Queue : new GatedQueue(Queue, gate),
        MarketData = gate is null ? Market : new GatedMarketData(Market, gate),
        Venue = gate is null ? Venue : new GatedVenue(Venue, gate),
        Time = Time,
        Settings = Settings,
        Owner = owner,
    };

    /// <summary>Starts a process.</summary>
    public TradingUseCases Open(IPortGate? gate = null, string owner = "one") => new(Ports(gate, owner));

    /// <summary>Starts a process with its timers.</summary>
    public TradingLoop OpenLoop(TradingUseCases? useCases = null) => new(useCases ?? Open(), Queue, Time);

    /// <summary>Lets a loop run in virtual time.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="after">Called after every step.</param>
    public async Task RunAsync(TradingLoop loop, DateTimeOffset end, Func<LoopStep, Task>? after = null)
    {
        while (loop.NextDue < end)
        {
            Time.AdvanceTo(loop.NextDue > Now ? loop.NextDue : Now);
            var step = await loop.StepAsync(default);
            if (after is not null) await after(step);
        }
    }

    /// <summary>Lets a fresh process run for a while.</summary>
    public Task RunForAsync(TimeSpan span, Func<LoopStep, Task>? after = null) =>
        RunAsync(OpenLoop(), Now + span, after);

    /// <summary>Sets the clock forward and ticks the monitor, as often as asked.</summary>
    public async Task TickAsync(TradingUseCases useCases, int seconds = 10, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            Time.AdvanceTo(Now.AddSeconds(seconds));
            await useCases.Monitor.RunAsync(default);
        }
    }

    public Task<TradingBook> BookAsync() => TradingBook.ReadAsync(Store, default);
}
