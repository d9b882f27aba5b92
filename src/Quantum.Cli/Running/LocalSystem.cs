using Quantum.Adapters.Sqlite;
using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.App.Storage;
using Quantum.Cli.Exchange;
using Quantum.Cli.State;
using Quantum.Core.Settings;
using Quantum.Dashboard.Site;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Cli.Running;

/// <summary>
/// The whole system on one machine: SQLite behind the storage ports, a simulated market or the exchange behind the
/// others.
/// </summary>
internal sealed class LocalSystem
{
    private LocalSystem(TradingPorts ports, ISignalInbox inbox)
    {
        Time = ports.Time;
        UseCases = new TradingUseCases(ports);
        Loop = new TradingLoop(UseCases, inbox, ports.Time);
        var read = DashboardUseCases.Over(ports.Store, ports.Blobs, ports.ModeGate, ports.Time, ports.Settings);
        Dashboard = new DashboardSite(read, ports.Time, new DashboardGuard());
    }

    /// <summary>The clock of the run.</summary>
    public TimeProvider Time { get; }

    /// <summary>The use cases.</summary>
    public TradingUseCases UseCases { get; }

    /// <summary>The status page and its API.</summary>
    public DashboardSite Dashboard { get; }

    /// <summary>Their timers.</summary>
    public TradingLoop Loop { get; }

    /// <summary>Wires it to an invented or recorded market, on paper.</summary>
    /// <param name="state">Where everything is kept.</param>
    /// <param name="source">Where prices come from.</param>
    /// <param name="time">The clock of the run.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="models">Runs model bundles; <see langword="null"/> for a run without models.</param>
    /// <param name="venue">A venue elsewhere; <see langword="null"/> for one in the state itself.</param>
    public static LocalSystem Simulated(
        StateDirectory state, ICandleSource source, TimeProvider time, TradingSettings settings,
        IModelRuntime? models = null, IVenue? venue = null)
    {
        var market = new SimulatedMarket(source, time);
        return Wire(state, market, venue ?? Paper(state, market, time, settings), time, settings, models, null);
    }

    /// <summary>Wires it to the exchange: orders go there, or on paper to the simulated venue at its prices.</summary>
    /// <param name="state">Where everything is kept.</param>
    /// <param name="session">The open connection; its owner closes it.</param>
    /// <param name="time">The clock of the run.</param>
    /// <param name="settings">All limits.</param>
    /// <param name="models">Runs model bundles; <see langword="null"/> for a run without models.</param>
    public static LocalSystem Connected(
        StateDirectory state, ExchangeSession session, TimeProvider time, TradingSettings settings,
        IModelRuntime? models = null)
    {
        var venue = settings.Mode == TradingMode.Paper
            ? Paper(state, new LivePriceSource(session.MarketData, session.MarkBars, time), time, settings)
            : session.Venue;
        return Wire(state, session.MarketData, venue, time, settings, models, session);
    }

    private static PaperVenue Paper(
        StateDirectory state, IPriceSource prices, TimeProvider time, TradingSettings settings) =>
        new(state.Store, prices, new PaperVenueOptions
        {
            TakerFeeRate = (decimal)settings.Market.TakerFeeRate,
            SlippageBps = (decimal)settings.Market.SlippageBps,
        }, time);

    private static LocalSystem Wire(StateDirectory state, IMarketData market, IVenue venue, TimeProvider time,
        TradingSettings settings, IModelRuntime? models, ExchangeSession? session)
    {
        var queue = new SqliteSignalQueue(state.Database, time);
        return new LocalSystem(
            new TradingPorts
            {
                Store = state.Store,
                Blobs = state.Blobs,
                Queue = queue,
                MarketData = market,
                Venue = venue,
                Models = models,
                ModeGate = session is null || settings.Mode == TradingMode.Paper
                    ? new PaperModeGate()
                    : new VenueModeGate(session.Probe, state.Store, time, settings),
                FetchBudget = session?.CandleBudget,
                Book = session is null ? null : BookSeal.Of(settings, "Binance"),
                PrunesHistory = time is not VirtualTime,
                Time = time,
                Settings = settings,
                Owner = "local", // The lock of the state directory sees to it that there is only one.
            },
            queue);
    }
}
