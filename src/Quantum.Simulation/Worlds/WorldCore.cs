using Quantum.App.Hosting;
using Quantum.App.Reporting;
using Quantum.Core.Markets;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;
using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Worlds;

/// <summary>What outlives the instances of a world, and what strikes them.</summary>
internal sealed class WorldCore
{
    /// <summary>Where every world begins: shortly before a day ends, so that most worlds see a new one.</summary>
    public static readonly DateTimeOffset Start = new(2025, 6, 2, 21, 0, 0, TimeSpan.Zero);

    private const ulong LatencyPurpose = 1;
    private const int WarmMinutes = 300;

    private readonly IFaultPlan _plan;
    private readonly List<InjectedFault> _faults = [];
    private readonly int[] _counts = new int[Enum.GetValues<FaultKind>().Length];
    private readonly List<string>? _log;
    private bool _isCalm;

    /// <summary>Builds a world in which nothing runs yet.</summary>
    public WorldCore(WorldOptions options)
    {
        Options = options;
        Settings = options.Settings;
        _plan = options.Plan ?? new SeededFaults(options.Seed, options.Profile);
        _log = options.KeepsLog ? [] : null;
        Clock = new VirtualTime(Start);
        Events = new EventQueue(Clock);
        Weather = new VenueWeather(Events);
        Source = new WalkingMarket(Minute.Of(Start) - WarmMinutes, options.Symbols, WarmMinutes + 200, options.Seed);
        Market = new HaltableMarket(new SimulatedMarket(Source, Clock), Events);
        Exchange = new Exchange(Market, new PaperVenueOptions(), Events);
        Queue = new MemorySignalQueue(Clock);
        Entities = new WatchedEntityStore(EntityRows);
        Blobs = new WatchedBlobStore(BlobRows);
        Model = options.HasModel ? new ScheduledModel(options.Seed) : null;
        Judge = new Judge(this);
    }

    public WorldOptions Options { get; }

    public TradingSettings Settings { get; }

    public VirtualTime Clock { get; }

    public EventQueue Events { get; }

    public VenueWeather Weather { get; }

    public WalkingMarket Source { get; }

    public HaltableMarket Market { get; }

    public Exchange Exchange { get; }

    public MemorySignalQueue Queue { get; }

    public MemoryEntityStore EntityRows { get; } = new();

    public MemoryBlobStore BlobRows { get; } = new();

    public WatchedEntityStore Entities { get; }

    public WatchedBlobStore Blobs { get; }

    public Judge Judge { get; }

    /// <summary>The model that every instance asks; <see langword="null"/> in worlds of the rule alone.</summary>
    public ScheduledModel? Model { get; }

    /// <summary>What the operator is to do at his next look; he resumes whatever halted otherwise.</summary>
    public OperatorOrder? Order { get; set; }

    /// <summary>Faults that struck, in order.</summary>
    public IReadOnlyList<InjectedFault> Faults => _faults;

    /// <summary>Their counts by kind.</summary>
    public IReadOnlyList<int> FaultCounts => _counts;

    /// <summary>Port calls so far.</summary>
    public long Calls { get; private set; }

    /// <summary>The log, where it is kept.</summary>
    public IReadOnlyList<string> Lines => _log ?? [];

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void ComeToRest() => _isCalm = true;

    /// <summary>What happens at a place.</summary>
    public Fault Strike(CallSite site, PortCall call)
    {
        Calls++;
        if (_isCalm) return Fault.None;
        if (Weather.IsSilent && call is >= PortCall.VenueMarketOrder and <= PortCall.VenueIncome)
            return OfWeather(site, call);
        if (call == PortCall.QueueReceive && !Queue.IsAnyVisible) return Fault.None; // There is nothing to disturb.
        var fault = _plan.At(site, call);
        if (fault.Kind == FaultKind.None) return fault;
        var struck = new InjectedFault(Events.Now, site, call, fault);
        _faults.Add(struck);
        _counts[(int)fault.Kind]++;
        if (_log is not null) Log(struck.ToString());
        Judge.OnStruck(struck);
        return fault;
    }

    /// <summary>The newest fault found nothing to strike and does not count.</summary>
    public void Void()
    {
        _counts[(int)_faults[^1].Fault.Kind]--;
        _faults.RemoveAt(_faults.Count - 1);
    }

    /// <summary>How long a call takes: 1 to 40 ms, more at the venue.</summary>
    public TimeSpan LatencyOf(CallSite site)
    {
        var bits = site.Draw(Options.Seed, LatencyPurpose);
        return TimeSpan.FromTicks((long)(10_000 + (bits % 390_000)));
    }

    /// <summary>A number in [0, 1) that follows from the seed, a place and a purpose.</summary>
    public double UniformOf(CallSite site, ulong purpose) => site.Uniform(Options.Seed, purpose);

    /// <summary>Notes what happened, where a log is kept.</summary>
    public void Log(string text) => _log?.Add($"{Events.Now:HH:mm:ss.fff} {text}");

    /// <summary>The operator looks: he resumes what halted, or gives the order that is due.</summary>
    public async Task OperateAsync(TradingUseCases useCases, CancellationToken ct)
    {
        if (Order is { } order)
        {
            await useCases.Control.HandleAsync(order, ct);
            return;
        }

        var book = await App.Storage.TradingBook.ReadAsync(Entities, ct);
        if (book.StateAt(Events.Now).Kind != TradingStateKind.Active)
            await useCases.Control.HandleAsync(OperatorOrder.Resume, ct);
    }

    private Fault OfWeather(CallSite site, PortCall call)
    {
        var hasEffect = !Weather.IsBanned && UniformOf(site, 41) < 0.3
            && call is PortCall.VenueMarketOrder or PortCall.VenueConditionalOrder or PortCall.VenueCancel;
        Judge.Naked.Excuse(NakedExcuse.Venue, Events.Now + TimeSpan.FromSeconds(0.1));
        return new(hasEffect && !Weather.IsBanned ? FaultKind.FailAfter : FaultKind.FailBefore, 0);
    }
}
