using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Venues;

namespace Quantum.Functions.Hosting;

/// <summary>What stands behind the ports in the cloud.</summary>
public sealed class CloudPorts
{
    private readonly CloudSettings _settings;
    private readonly CloudStores _stores;
    private readonly IMeasurements _measurements;
    private readonly TimeProvider _time;
    private readonly GeneratedWorld _world;
    private readonly Lazy<ExchangeLink> _exchange;

    /// <summary>Chooses by the settings; sends nothing yet.</summary>
    public CloudPorts(CloudSettings settings, CloudStores stores, IMeasurements measurements, TimeProvider time)
    {
        (_settings, _stores, _measurements, _time) = (settings, stores, measurements, time);
        _world = new GeneratedWorld(settings, stores.Entities, time);
        _exchange = new(() => ExchangeLink.Open(settings, stores.Entities, time));
        var canTrade = settings.Trading.Mode != TradingMode.Paper && settings.VenueProblem is null;
        Book = BookSeal.Of(settings.Trading, settings.Market == MarketKind.Generated
            ? $"{settings.Market} {settings.Seed}/{settings.SymbolCount}"
            : $"{settings.Market}");
        ModeGate = new CloudModeGate(settings.Problem, new BookGate(new SealedStore(stores.Entities, Book), canTrade
            ? new VenueModeGate(_exchange.Value.Probe, stores.Entities, time, settings.Trading)
            : new PaperModeGate()));
    }

    /// <summary>Documents.</summary>
    public IEntityStore Store => _stores.Entities;

    /// <summary>Ledger pages.</summary>
    public IBlobStore Blobs => _stores.Blobs;

    /// <summary>Whose book the storage must hold.</summary>
    public BookSeal Book { get; }

    /// <summary>Whether the mode may trade.</summary>
    public IModeGate ModeGate { get; }

    /// <summary>
    /// Request weight of this minute at the exchange; <see langword="null"/> where this process never spoke to it.
    /// </summary>
    public int? WeightUsed => _exchange.IsValueCreated ? _exchange.Value.WeightUsed() : null;

    /// <summary>All limits.</summary>
    public TradingSettings Settings => _settings.Trading;

    /// <summary>The use cases around model bundles, without a market and a venue.</summary>
    public ModelUseCases OpenModels() => new(Models, Blobs, Store, _time, Settings);

    /// <summary>The ports of the trading use cases.</summary>
    public TradingPorts Open() => new()
    {
        Store = new MeasuredStore(Store, _measurements, _time),
        Blobs = Blobs,
        Queue = _stores.Signals,
        MarketData = OpenMarket(),
        Venue = OpenVenue(),
        Models = Models,
        ModeGate = ModeGate,
        FetchBudget = _settings.Market == MarketKind.Binance && ExchangeLink.Absence is null
            ? _exchange.Value.CandleBudget
            : null,
        Time = _time,
        Settings = Settings,
        Book = Book,
        Owner = ProcessName,
    };

    /// <summary>
    /// Unlike any other process's that ever lived: what a dead one had claimed is taken over when its lease ends.
    /// </summary>
    private string ProcessName =>
        $"{Environment.MachineName}-{Environment.ProcessId}-{_time.GetUtcNow().UtcTicks}";

    /// <summary>Loads nothing before a bundle is active; one core is all that a small instance has.</summary>
    private OnnxModelRuntime Models { get; } = new(new InferenceOptions());

    private IMarketData OpenMarket() => _settings.Market == MarketKind.Generated ? _world
        : ExchangeLink.Absence is { } absence ? new ClosedMarket(absence)
        : _exchange.Value.MarketData;

    /// <summary>Closed by itself: what can be seen is decided also while nothing may be sent.</summary>
    private IVenue OpenVenue()
    {
        if (_settings.VenueProblem is { } problem) return new ClosedVenue(problem);
        if (Settings.Mode != TradingMode.Paper) return _exchange.Value.Venue;
        IPriceSource prices = _settings.Market == MarketKind.Generated ? _world : _exchange.Value.Prices;
        return new PaperVenue(Store, prices, new PaperVenueOptions
        {
            TakerFeeRate = (decimal)Settings.Market.TakerFeeRate,
            SlippageBps = (decimal)Settings.Market.SlippageBps,
        }, _time);
    }
}
