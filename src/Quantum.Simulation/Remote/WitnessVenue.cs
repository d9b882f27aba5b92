using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Settings;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Remote;

/// <summary>
/// The exchange of a system that runs in another process: it keeps its books here, where no killed process can touch
/// them, and the checks of the simulated worlds judge every order by them at the moment it arrives. Safe for concurrent
/// use.
/// </summary>
public sealed class WitnessVenue : IVenue
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly VirtualTime _clock;
    private readonly EventQueue _events;
    private readonly Exchange _exchange;
    private readonly Docket _docket;
    private readonly OrderChecks _orders;
    private readonly NakedWatch _naked;
    private readonly OurOrders _ours;
    private bool _isWatched;
    private long _readings;

    /// <summary>Opens an account.</summary>
    /// <param name="source">Prices; nobody else may advance it.</param>
    /// <param name="time">The venue's clock.</param>
    /// <param name="settings">The limits that the system was given.</param>
    /// <param name="record">What the system has on record, read when an order arrives.</param>
    /// <param name="nakedMax">Time without a stop that is allowed while the system runs.</param>
    public WitnessVenue(ICandleSource source, TimeProvider time, TradingSettings settings, IEntityStore record,
        TimeSpan nakedMax)
    {
        _time = time;
        _clock = new VirtualTime(time.GetUtcNow());
        _events = new EventQueue(_clock);
        _exchange = new Exchange(new SimulatedMarket(source, _clock), new PaperVenueOptions(), _events);
        _docket = new Docket(_events);
        _ours = new OurOrders(settings.Execution.Account);
        _orders = new OrderChecks(_exchange, record, settings, _docket);
        _naked = new NakedWatch(_exchange, _events, _docket, nakedMax) 
        {
            IsWatched = () => _isWatched, Beats = () => _readings,
        };
        _exchange.Accepted = OnAccepted;
        _exchange.Cancelled = _orders.OnCancelled;
        _exchange.FilledMore = _orders.OnFilled;
        _exchange.Changed = OnChanged;
    }

    /// <summary>What was found first; <see langword="null"/> while all held.</summary>
    public Violation? Violation => Locked(() => _docket.First);

    /// <summary>Orders of the system that were accepted.</summary>
    public int Accepted => Locked(() => _orders.Accepted);

    /// <summary>Entry orders among them.</summary>
    public int Entries => Locked(() => _orders.Entries);

    /// <summary>Whether nothing is held and nothing rests.</summary>
    public bool IsFlat => Locked(() => _exchange.State.IsIdle);

    /// <summary>Stretches of time in which a position had no stop.</summary>
    public IReadOnlyList<NakedStretch> Naked => Locked(() => _naked.Stretches.ToList());

    /// <summary>The system was killed: until it is back, nobody can protect anything.</summary>
    public void HostDied() => Locked(() => _isWatched = false);

    /// <summary>The system is back and has asked for the account.</summary>
    public void HostIsBack() => Locked(() => _isWatched = true);

    /// <summary>Lets prices act and judges what is naked; called now and then.</summary>
    public void Watch() => Locked(() =>
    {
        _exchange.Advance();
        _naked.Check();
        return true;
    });

    /// <summary>
    /// Judges the end: the system is down and was told to close everything; what it kept must account for everything
    /// that these books hold.
    /// </summary>
    /// <param name="store">Documents of the system.</param>
    /// <param name="blobs">Its pages.</param>
    /// <param name="queue">Its queue.</param>
    /// <returns>Signals that were judged.</returns>
    public int CheckEnd(IEntityStore store, IBlobStore blobs, ISignalInbox queue) => Locked(() =>
    {
        var signals = new SignalChecks(_orders, _ours, store, _docket);
        var head = store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            CancellationToken.None).Result;
        for (var minute = head?.Value.First; minute <= head?.Value.Last; minute += 1)
        {
            var partition = StoreLayout.Signals(minute.Value);
            var rows = store.QueryAsync(partition, null, null, CancellationToken.None).Result;
            signals.OnWritten(partition, [.. rows.Select(row => new EntityWrite.Insert(row.Row, row.Body))]);
        }

        new FinalChecks(_exchange, store, blobs, queue, _docket).Run(_orders, signals, _ours, isForeignFree: true);
        return signals.Count;
    });

    /// <inheritdoc/>
    public Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct) =>
        AnswerAsync(() => _exchange.Submit(request, 1, TimeSpan.Zero, true));

    /// <inheritdoc/>
    public Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        AnswerAsync(() => _exchange.Find(symbol, id, isConditional, TimeSpan.Zero));

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct) =>
        AnswerAsync(() => _exchange.Cancel(symbol, id, isConditional));

    /// <inheritdoc/>
    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        AnswerAsync(() =>
        {
            _readings++;
            return _exchange.Read(TimeSpan.Zero);
        });

    /// <inheritdoc/>
    public Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct) =>
        AnswerAsync(() => _exchange.SetLeverage(symbol, leverage));

    /// <inheritdoc/>
    public Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct) =>
        AnswerAsync(() => _exchange.Income(from, symbol));

    private Task<T> AnswerAsync<T>(Func<T> answer) => Task.FromResult(Locked(answer));

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_events.TryStep(now))
            {
            }

            _clock.AdvanceTo(now);
            return work();
        }
    }

    private void OnAccepted(OrderRequest request)
    {
        _orders.OnAccepted(request);
        if (_ours.IsEntry(request.Id)) _naked.Ours.Add(request.Symbol);
    }

    private void OnChanged()
    {
        _orders.OnChanged();
        _naked.Look();
    }
}
