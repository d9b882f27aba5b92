using Quantum.App.Control;
using Quantum.App.Execution;
using Quantum.App.Models;
using Quantum.App.Monitoring;
using Quantum.App.Ports;
using Quantum.App.Reporting;
using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.Core.Markets;

namespace Quantum.App.Hosting;

/// <summary>The use cases over one set of ports: the composition that every host shares.</summary>
public sealed class TradingUseCases
{
    private readonly IEntityStore _store;
    private readonly TimeProvider _time;

    /// <summary>Wires them.</summary>
    public TradingUseCases(TradingPorts ports)
    {
        (_store, _time) = (ports.Store, ports.Time);
        var (time, settings) = (ports.Time, ports.Settings);

        // What only tells reads the store as it is, for it must tell of a foreign book too.
        IEntityStore store = ports.Book is { } seal ? new SealedStore(ports.Store, seal) : ports.Store;
        var outcomes = new SignalOutcomes(store, time);
        var keeper = new PositionKeeper(ports.Venue, store, outcomes, time, settings);
        var desk = new EntryDesk(ports.Venue, store, keeper, outcomes, ports.ModeGate, time, settings);
        if (ports.Models is { } runtime)
        {
            Models = new ModelUseCases(runtime, ports.Blobs, ports.Store, time, settings);
            Active = new ActivePredictor(runtime, ports.Blobs, store, time, settings, ports.Owner);
        }

        var lease = TimeSpan.FromSeconds(settings.Execution.ClaimLeaseSeconds);
        var journal = new ScanJournal(store, ports.Blobs, ports.Queue, time, ports.Owner, lease);
        var predictor = ports.Predictor ?? Active ?? (IPredictor)new NoModelPredictor();
        Scan = new ScanMarket(ports.MarketData, journal, predictor, time, settings,
            new FeatureArchive(ports.Blobs, store, time), ports.FetchBudget,
            ports.PrunesHistory ? new PruneHistory(store, ports.Blobs, settings.Data.HistoryDays) : null,
            ports.Models is null ? null : new InputArchive(ports.Blobs, settings.Models.ShadowSymbols),
            new DayUniverse(store, settings.Universe));
        Execute = new ExecuteSignal(ports.MarketData, store, desk, outcomes, time);
        DeadLetter = new RecordDeadLetter(store, outcomes, time);
        Monitor = new MonitorPositions(ports.Venue, ports.MarketData, store, keeper,
            new SignalSweep(store, ports.Queue, outcomes, settings), time, settings, ports.ModeGate);
        Status = new ReportStatus(ports.Store, ports.ModeGate, time, settings);
        Explain = new ExplainDecision(ports.Store, ports.Blobs);
        Funnel = new ReadFunnel(ports.Store);
        Trades = new ReadTrades(ports.Store);
        Control = new ControlTrading(store, time);
    }

    /// <summary>Model bundles; <see langword="null"/> in an installation without models.</summary>
    public ModelUseCases? Models { get; }

    /// <summary>The bundle that serves in this process; <see langword="null"/> where there are no models.</summary>
    public ActivePredictor? Active { get; }

    /// <summary>Every minute.</summary>
    public ScanMarket Scan { get; }

    /// <summary>Every message.</summary>
    public ExecuteSignal Execute { get; }

    /// <summary>Every message that is given up.</summary>
    public RecordDeadLetter DeadLetter { get; }

    /// <summary>Every ten seconds.</summary>
    public MonitorPositions Monitor { get; }

    /// <summary>The status.</summary>
    public ReportStatus Status { get; }

    /// <summary>Why one symbol did what it did.</summary>
    public ExplainDecision Explain { get; }

    /// <summary>Counts by reason.</summary>
    public ReadFunnel Funnel { get; }

    /// <summary>Trades and equity.</summary>
    public ReadTrades Trades { get; }

    /// <summary>The operator's orders.</summary>
    public ControlTrading Control { get; }

    /// <summary>Keeps a fault of a use case where the status shows it.</summary>
    public Task RecordFaultAsync(string useCase, Exception error, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var row = $"{Minute.Of(now).Key}-{useCase}";
        return _store.TryInsertAsync(StoreLayout.Faults, row, new FaultRow(now, useCase, error.Message),
            DocumentJson.Default.FaultRow, ct);
    }
}
