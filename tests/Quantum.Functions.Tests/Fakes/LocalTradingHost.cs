using Quantum.Adapters.Sqlite;
using Quantum.App.Hosting;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Functions.Hosting;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Functions.Tests.Fakes;

/// <summary>The same use cases over SQLite, as the command line's host wires them.</summary>
internal sealed class LocalTradingHost : ITradingHost, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantum-local-");
    private readonly SqliteDatabase _database;
    private readonly SqliteSignalQueue _queue;
    private readonly SignalInbox _inbox;

    public LocalTradingHost(DateTimeOffset start, ulong seed, int symbols, TradingSettings settings)
    {
        Time = new VirtualTime(start);
        _database = SqliteDatabase.Open(
            Path.Combine(_folder.FullName, "state.db"), new() { Durability = SqliteDurability.Normal });
        _queue = new SqliteSignalQueue(_database, Time);
        var market = new SimulatedMarket(
            new GeneratedMarket(new GeneratedMarketOptions
            {
                Origin = Minute.Of(start) - GeneratedWorld.HistoryMinutes,
                Seed = seed,
                SymbolCount = symbols,
            }), Time);
        var store = new SqliteEntityStore(_database);
        UseCases = new TradingUseCases(new TradingPorts
        {
            Store = store,
            Blobs = new SqliteBlobStore(_database),
            Queue = _queue,
            MarketData = market,
            Venue = new PaperVenue(store, market, new PaperVenueOptions(), Time),
            Time = Time,
            Settings = settings,
            Owner = "local",
        });
        _inbox = new SignalInbox(UseCases, Time);
    }

    public VirtualTime Time { get; }

    public TradingUseCases UseCases { get; }

    public Task MonitorAsync() => UseCases.Monitor.RunAsync(default);

    public Task ScanAsync() => UseCases.Scan.RunAsync(default);

    public async Task DrainAsync()
    {
        while (await _queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default) is [var delivery])
        {
            await _inbox.ExecuteAsync($"{delivery.Id}", delivery.Body, default);
            await _queue.TryCompleteAsync(delivery, default);
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
