using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Checks;

/// <summary>
/// Every check of one world. It hears of everything that takes effect at the venue and in the stores, and of nothing
/// that a use case says.
/// </summary>
internal sealed class Judge
{
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan InFlightMax = TimeSpan.FromSeconds(30);
    private readonly WorldCore _world;
    private readonly OurOrders _ours;
    private readonly Dictionary<Symbol, DateTimeOffset> _foreignSince = [];
    private readonly Dictionary<Symbol, DateTimeOffset> _foreignKnown = [];

    /// <summary>Starts listening.</summary>
    public Judge(WorldCore world)
    {
        _world = world;
        var settings = world.Settings;
        Docket = new Docket(world.Events);
        _ours = new OurOrders(settings.Execution.Account);
        Orders = new OrderChecks(world.Exchange, world.EntityRows, settings, Docket);
        Signals = new SignalChecks(Orders, _ours, world.EntityRows, Docket);
        Pages = new PageChecks(world.Source, world.Model, settings, Docket);
        Loss = new LossChecks(world.Exchange, world.Events, settings, Docket);
        Alarms = new AlarmChecks(world.EntityRows, settings, Docket);
        Naked = new NakedWatch(world.Exchange, world.Events, Docket,
            TimeSpan.FromSeconds(settings.Exit.UnprotectedMaxSeconds))
        {
            Trades = symbol => world.Market.StatusOf(symbol) != ContractStatus.Closed,
        };
        world.Exchange.Accepted = OnAccepted;
        world.Exchange.Cancelled = Orders.OnCancelled;
        world.Exchange.FilledMore = OnFilled;
        world.Exchange.Changed = OnChanged;
        world.Entities.Written = OnWritten;
        world.Blobs.Put = Pages.OnPut;
        world.Blobs.Deleted = Pages.OnDeleted;
    }

    /// <summary>What was found.</summary>
    public Docket Docket { get; }

    /// <summary>Orders and limits.</summary>
    public OrderChecks Orders { get; }

    /// <summary>Signals and outcomes.</summary>
    public SignalChecks Signals { get; }

    /// <summary>Pages and parity.</summary>
    public PageChecks Pages { get; }

    /// <summary>The day's loss.</summary>
    public LossChecks Loss { get; }

    /// <summary>Alarms.</summary>
    public AlarmChecks Alarms { get; }

    /// <summary>Unprotected time.</summary>
    public NakedWatch Naked { get; }

    /// <summary>Instances that died.</summary>
    public int Kills { get; private set; }

    /// <summary>Use cases that failed and were called again.</summary>
    public int UseCaseFaults { get; private set; }

    /// <summary>A position of ours is planned or open in a symbol, as the stores have it.</summary>
    public bool IsEntering(Symbol symbol) => _world.EntityRows.ReadAsync(
        StoreLayout.Book, StoreLayout.Position(symbol), CancellationToken.None).Result is not null;

    /// <summary>Somebody else opened a position.</summary>
    public void OnForeign(Symbol symbol) => _foreignSince[symbol] = _world.Events.Now;

    /// <summary>An instance died.</summary>
    public void OnKilled()
    {
        Kills++;
        OnTickMissed();
    }

    /// <summary>A timer did not do its work: until its next tick nobody can act.</summary>
    public void OnTickMissed()
    {
        var ticks = _world.Events.Now.UtcTicks / TimeSpan.FromSeconds(10).Ticks + 1;
        Naked.Excuse(NakedExcuse.Host, new DateTimeOffset(ticks * TimeSpan.FromSeconds(10).Ticks, TimeSpan.Zero));
    }

    /// <summary>A fault struck that may hold up whoever protects positions.</summary>
    public void OnStruck(InjectedFault struck)
    {
        var until = struck.At + HeldUp(struck.Fault);
        if (until == struck.At) return;
        if (struck.Call is >= PortCall.MarketRead and <= PortCall.VenueIncome)
            Naked.Excuse(NakedExcuse.Venue, until);
        else if (struck.Call is >= PortCall.StoreRead and <= PortCall.QueueSettle)
            Naked.Excuse(NakedExcuse.Storage, until);
        if (struck.Fault.Kind == FaultKind.Abort)
            Naked.Excuse(NakedExcuse.Host, until);
    }

    /// <summary>A use case failed.</summary>
    public void OnUseCaseFault(string useCase, Exception error)
    {
        UseCaseFaults++;
        _world.Log($"{useCase} failed: {error.Message}");
        var isPlanned = error is TimeoutException or VenueUnavailableException
            || error is InvalidOperationException
            && error.Message.Contains("another scanner", StringComparison.Ordinal);
        Docket.Require(isPlanned, Invariant.NoBug, () => $"{useCase}: {error}");
    }

    /// <summary>An instance threw past its guard.</summary>
    public void OnCrash(string role, Exception error)
    {
        UseCaseFaults++;
        _world.Log($"{role} threw: {error.Message}");
        var isPlanned = error is TimeoutException or VenueUnavailableException;
        Docket.Require(isPlanned, Invariant.NoBug, () => $"{role}: {error}");
    }

    /// <summary>After every event.</summary>
    public void Check() => Naked.Check();

    /// <summary>After the calm end.</summary>
    public void CheckEnd(bool isForeignFree)
    {
        Naked.Look();
        new FinalChecks(_world.Exchange, _world.EntityRows, _world.BlobRows, _world.Queue, Docket)
            .Run(Orders, Signals, _ours, isForeignFree);
    }

    private static TimeSpan HeldUp(Fault fault) => fault.Kind switch
    {
        FaultKind.Slow => fault.Between(0.5, 9),
        FaultKind.TimeoutBefore or FaultKind.TimeoutAfter => TimeSpan.FromSeconds(10),
        FaultKind.LateEffect => fault.Between(0.1, 5) + TimeSpan.FromSeconds(0.1),
        FaultKind.StaleRead => fault.Between(0.5, 20),
        FaultKind.Abort => fault.Between(0.05, 20),
        FaultKind.FailBefore or FaultKind.FailAfter or FaultKind.RateLimited or FaultKind.FalseConflict =>
            TimeSpan.FromSeconds(0.1),
        _ => TimeSpan.Zero,
    };

    private void OnAccepted(OrderRequest request)
    {
        _world.Log($"venue takes {request.Id} {request.Symbol} {request.Side} {request.Type} {request.Quantity} "
            + $"{request.TriggerPrice}");
        Orders.OnAccepted(request);
        Loss.OnAccepted(request, Naked.Ours);
        if (!_ours.IsEntry(request.Id)) return;
        Naked.Ours.Add(request.Symbol);
        if (!_foreignSince.TryGetValue(request.Symbol, out var since)) return;
        Naked.Ours.Remove(request.Symbol); // Mixed with what is not ours, nobody can tell whose a stop is.
        var isNews = !_foreignKnown.TryGetValue(request.Symbol, out var known)
            || _world.Events.Now - known <= InFlightMax;
        Docket.Require(isNews, Invariant.ForeignUntouched,
            () => $"{request.Id} entered {request.Symbol}, in which a foreign position is open since {since:HH:mm:ss} "
                + $"and on record since {known:HH:mm:ss}.");
    }

    private void OnWritten(string partition, IReadOnlyList<EntityWrite> writes)
    {
        Signals.OnWritten(partition, writes);
        Alarms.OnWritten(partition, writes);
        if (_foreignSince.Count == 0 || partition != StoreLayout.Book) return;
        foreach (var write in writes)
        {
            if (write is not EntityWrite.Replace { Row: StoreLayout.MonitorRow } replace) continue;
            var row = _world.EntityRows.ReadAsync(partition, replace.Row, CancellationToken.None).Result!
                .ToDocument(DocumentJson.Default.MonitorRow).Value;
            foreach (var (symbol, since) in _foreignSince)
            {
                if (row.VenueProblem is null && row.TickAt > since + LagMax) _foreignKnown.TryAdd(symbol, row.TickAt);
            }
        }
    }

    private void OnFilled(VenueOrder order, decimal quantity)
    {
        _world.Log($"venue fills {order.Id} {order.Symbol} {order.Side} {quantity}");
        Orders.OnFilled(order, quantity);
        Signals.OnFilled(order);
    }

    private void OnChanged()
    {
        if (_foreignSince.Count > 0)
        {
            foreach (var symbol in _foreignSince.Keys.ToList())
            {
                if (_world.Exchange.State.PositionIn(symbol) is not null) continue;
                _foreignSince.Remove(symbol);
                _foreignKnown.Remove(symbol);
            }
        }

        Orders.OnChanged();
        Loss.OnChanged();
        Naked.Look();
    }
}
