using Quantum.Adapters.Sqlite;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.Cli.State;
using Quantum.Core.Settings;
using Quantum.Dashboard.Site;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Cli.Running;

/// <summary>
/// The whole system on one machine: SQLite behind the storage ports, the simulated venue behind the others.
/// </summary>
internal sealed class LocalSystem
{
    /// <summary>Wires it.</summary>
    /// <param name="state">Where everything is kept.</param>
    /// <param name="source">Where prices come from.</param>
    /// <param name="time">The clock of the run.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="models">Runs model bundles; <see langword="null"/> for a run without models.</param>
    public LocalSystem(StateDirectory state, ICandleSource source, TimeProvider time, TradingSettings settings,
        IModelRuntime? models = null)
    {
        var market = new SimulatedMarket(source, time);
        var fees = new PaperVenueOptions
        {
            TakerFeeRate = (decimal)settings.Market.TakerFeeRate,
            SlippageBps = (decimal)settings.Market.SlippageBps,
        };
        var queue = new SqliteSignalQueue(state.Database, time);
        Time = time;
        UseCases = new TradingUseCases(new TradingPorts
        {
            Store = state.Store,
            Blobs = state.Blobs,
            Queue = queue,
            MarketData = market,
            Venue = new PaperVenue(state.Store, market, fees, time),
            Models = models,
            Time = time,
            Settings = settings,
            PrunesHistory = time is not VirtualTime,
            Owner = "local", // The lock of the state directory sees to it that there is only one.
        });
        Loop = new TradingLoop(UseCases, queue, time);
        var read = new DashboardUseCases(
            UseCases.Status, UseCases.Funnel, UseCases.Trades, UseCases.Explain, UseCases.Control);
        Dashboard = new DashboardSite(read, time, new DashboardGuard());
    }

    /// <summary>The clock of the run.</summary>
    public TimeProvider Time { get; }

    /// <summary>The use cases.</summary>
    public TradingUseCases UseCases { get; }

    /// <summary>The status page and its API.</summary>
    public DashboardSite Dashboard { get; }

    /// <summary>Their timers.</summary>
    public TradingLoop Loop { get; }
}
