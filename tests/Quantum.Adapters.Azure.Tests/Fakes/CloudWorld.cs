using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Adapters.Azure.Tests.Fakes;

/// <summary>The use cases on Azure storage, in virtual time, with a generated market and the paper venue.</summary>
internal sealed class CloudWorld
{
    private readonly AzureStorage _storage;
    private readonly string _name;

    private readonly TradingSettings _settings;

    private CloudWorld(AzureStorage storage, string name, FaultyWire wire, VirtualTime time, SimulatedMarket market,
        TradingSettings settings)
    {
        (_storage, _name, Wire, Time, Market, _settings) = (storage, name, wire, time, market, settings);
        UseCases = Open("one");
    }

    /// <summary>Counts what is sent to storage.</summary>
    public FaultyWire Wire { get; }

    public VirtualTime Time { get; }

    public SimulatedMarket Market { get; }

    public TradingUseCases UseCases { get; private set; }

    /// <summary>The store that the use cases write.</summary>
    public IEntityStore Store => _storage.Entities(_name);

    /// <summary>A world of so many contracts, warm at its start, with empty storage.</summary>
    public static async Task<CloudWorld> CreateAsync(
        Azurite azurite, int symbols, DateTimeOffset start, TradingSettings? settings = null)
    {
        var wire = new FaultyWire();
        var storage = AzureStorage.Open(new()
        {
            ConnectionString = azurite.ConnectionString,
            RetriesMax = 2,
            RetryDelayMs = 1,
            RetryDelayMsMax = 1,
            Observer = wire,
        });
        var name = azurite.NewName();
        await storage.CreateMissingAsync([name], [name], [name], default);
        var time = new VirtualTime(start);
        var source = new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(start) - 480,
            Seed = 1,
            SymbolCount = symbols,
        });
        return new(storage, name, wire, time, new SimulatedMarket(source, time), settings ?? new());
    }

    /// <summary>Does what the queue's trigger does: every message to the executor, and then gone.</summary>
    public async Task ExecuteAsync()
    {
        var queue = _storage.Queue(_name);
        while ((await queue.ReceiveMessageAsync()).Value is { } message)
        {
            await UseCases.Execute.HandleAsync(message.Body.ToMemory(), default);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
    }

    /// <summary>A new process takes the place of the one before.</summary>
    public void Restart() => UseCases = Open("two");

    private TradingUseCases Open(string owner)
    {
        var store = _storage.Entities(_name);
        return new(new TradingPorts
        {
            Store = store,
            Blobs = _storage.Blobs(_name),
            Queue = _storage.Signals(_name),
            MarketData = Market,
            Venue = new PaperVenue(store, Market, new PaperVenueOptions(), Time),
            Time = Time,
            Settings = _settings,
            Book = new(TradingMode.Paper, "Generated", "p01"), // A new process looks whose book it is.
            Owner = owner,
        });
    }
}
