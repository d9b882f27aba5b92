using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;
using Quantum.Simulation.Venues;

namespace Quantum.Functions.Hosting;

/// <summary>What stands behind the ports in the cloud.</summary>
public sealed class CloudPorts
{
    private readonly CloudSettings _settings;
    private readonly CloudStores _stores;
    private readonly IMeasurements _measurements;
    private readonly TimeProvider _time;

    /// <summary>Chooses by the settings; sends nothing yet.</summary>
    public CloudPorts(CloudSettings settings, CloudStores stores, IMeasurements measurements, TimeProvider time)
    {
        (_settings, _stores, _measurements, _time) = (settings, stores, measurements, time);
        ModeGate = new CloudModeGate(settings.Problem, new PaperModeGate());
    }

    /// <summary>Documents.</summary>
    public IEntityStore Store => _stores.Entities;

    /// <summary>Ledger pages.</summary>
    public IBlobStore Blobs => _stores.Blobs;

    /// <summary>Whether the mode may trade.</summary>
    public IModeGate ModeGate { get; }

    /// <summary>All limits.</summary>
    public TradingSettings Settings => _settings.Trading;

    /// <summary>The use cases around model bundles, without a market and a venue.</summary>
    public ModelUseCases OpenModels() => new(Models, Blobs, Store, _time, Settings);

    /// <summary>The ports of the trading use cases.</summary>
    public TradingPorts Open()
    {
        var (market, venue) = OpenMarket();
        return new TradingPorts
        {
            Store = new MeasuredStore(Store, _measurements, _time),
            Blobs = Blobs,
            Queue = _stores.Signals,
            MarketData = market,
            Venue = venue,
            Models = Models,
            ModeGate = ModeGate,
            Time = _time,
            Settings = Settings,
            Owner = ProcessName,
        };
    }

    /// <summary>
    /// Unlike any other process's that ever lived: what a dead one had claimed is taken over when its lease ends.
    /// </summary>
    private string ProcessName =>
        $"{Environment.MachineName}-{Environment.ProcessId}-{_time.GetUtcNow().UtcTicks}";

    /// <summary>Loads nothing before a bundle is active; one core is all that a small instance has.</summary>
    private OnnxModelRuntime Models { get; } = new(new InferenceOptions());

    /// <summary>Each closed by itself: what can be seen is decided also while nothing may be sent.</summary>
    private (IMarketData Market, IVenue Venue) OpenMarket()
    {
        if (_settings.Market != MarketKind.Generated)
        {
            var reason = _settings.VenueProblem ?? new Reason(ReasonCode.SettingWrong);
            return (new ClosedMarket(CloudSettings.ExchangeAbsence ?? reason.Sentence), new ClosedVenue(reason));
        }

        var market = new GeneratedWorld(_settings, Store, _time);
        if (_settings.VenueProblem is { } problem) return (market, new ClosedVenue(problem));
        return (market, new PaperVenue(Store, market, new PaperVenueOptions
        {
            TakerFeeRate = (decimal)Settings.Market.TakerFeeRate,
            SlippageBps = (decimal)Settings.Market.SlippageBps,
        }, _time));
    }
}
