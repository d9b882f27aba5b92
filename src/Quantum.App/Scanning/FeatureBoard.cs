using Quantum.App.Ports;
using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>
/// The universe and the streaming state of each symbol in this process. It is a cache: lost, it is built anew from
/// the newest snapshot and the candles since, or from candles alone. One scan uses it at a time.
/// </summary>
/// <param name="marketData">Where symbols, statistics and candles come from.</param>
/// <param name="warmUpMinutes">Candles fetched for a symbol that has no state yet.</param>
/// <param name="archive">Snapshots; <see langword="null"/> for a board that always begins with candles.</param>
/// <param name="budget">What candles may cost; unlimited where nothing is said.</param>
/// <param name="watched">Chooses what is watched; everything listed where it is missing.</param>
public sealed class FeatureBoard(IMarketData marketData, int warmUpMinutes, FeatureArchive? archive = null,
    FetchBudget? budget = null, DayUniverse? watched = null)
{
    /// <summary>How long rules and statistics are used before they are read again.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromMinutes(30);

    private readonly Dictionary<Symbol, SymbolFeatures> _features = [];
    private readonly FundingReader _funding = new(marketData);
    private Dictionary<Symbol, DayStatistics> _statistics = [];
    private SymbolFeatures[] _states = [];
    private DateTimeOffset? _refreshedAt;
    private Minute? _last;

    /// <summary>Every watched contract, ordered by symbol.</summary>
    public IReadOnlyList<SymbolRules> Universe { get; private set; } = [];

    /// <summary>The rows of the last minutes, in the order of the universe: what models read.</summary>
    public FeatureWindow Window { get; private set; } = new([]);

    /// <summary>A contract's last ten days; <see langword="null"/> where unknown.</summary>
    public DayStatistics? StatisticsOf(Symbol symbol) => _statistics.GetValueOrDefault(symbol);

    /// <summary>A contract's streaming state.</summary>
    public SymbolFeatures FeaturesOf(Symbol symbol) => _features[symbol];

    /// <summary>Reads rules and statistics when they are older than <see cref="Refresh"/>.</summary>
    /// <exception cref="VenueUnavailableException">They could not be read and there are none from before.</exception>
    public async Task RefreshAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (_refreshedAt is { } last && now - last < Refresh && now >= last) return;
        try
        {
            var listed = await marketData.ReadSymbolsAsync(ct);
            var known = await WatchedAsync(listed, null, now, ct);
            Universe = known ?? Universe;
            var statistics = await marketData.ReadDayStatisticsAsync(ct);
            _statistics = statistics.ToDictionary(entry => entry.Symbol);
            if (known is null) Universe = await WatchedAsync(listed, statistics, now, ct) ?? Universe;
            _refreshedAt = now;
        }
        catch (VenueUnavailableException) when (Universe.Count > 0)
        {
            // The rules of half an hour ago are better than no scan; the next minute tries again.
        }

        foreach (var rules in Universe) _features.TryAdd(rules.Symbol, new SymbolFeatures());
        if (Window.Universe.SequenceEqual(Universe.Select(rules => rules.Symbol))) return;
        Window = Window.Over([.. Universe.Select(rules => rules.Symbol)]);
    }

    private async Task<IReadOnlyList<SymbolRules>?> WatchedAsync(IReadOnlyList<SymbolRules> listed,
        IReadOnlyList<DayStatistics>? statistics, DateTimeOffset now, CancellationToken ct) =>
        watched is null ? listed : await watched.OfAsync(listed, statistics, now, ct);

    /// <summary>
    /// Fetches what is missing up to a minute and folds it in. What the budget does not allow now waits for a later
    /// call, with its fault.
    /// </summary>
    /// <param name="last">The newest candle wanted.</param>
    /// <param name="ct">Cancels the fetch.</param>
    /// <returns>Candles folded in, and the symbols where something went wrong.</returns>
    public async Task<(int Candles, IReadOnlyDictionary<Symbol, DataFault> Faults)> AdvanceAsync(
        Minute last, CancellationToken ct)
    {
        if (_last is null) await RestoreAsync(last, ct);
        _last = last;
        await _funding.RefreshAsync(last, ct);
        var faults = new Dictionary<Symbol, DataFault>();
        var requests = Plan(last, faults);
        IReadOnlyList<CandleAnswer> answers = [];
        try
        {
            answers = await marketData.ReadCandlesAsync(requests, last, ct);
            foreach (var answer in answers.Where(answer => answer.Fault is not null))
                faults.Add(answer.Symbol, answer.IsUnavailable ? DataFault.Unavailable : DataFault.Invalid);
        }
        catch (VenueUnavailableException)
        {
            foreach (var request in requests) faults[request.Symbol] = DataFault.Unavailable;
        }

        return (Fold(answers, last), faults);
    }

    /// <summary>
    /// Writes a snapshot where one is due, as <see cref="FeatureArchive.EveryMinutes"/> tells, and only of states that
    /// are so far.
    /// </summary>
    /// <param name="scan">The scan minute, now complete.</param>
    /// <param name="ct">Cancels the writing.</param>
    public async Task SaveAsync(Minute scan, CancellationToken ct)
    {
        if (archive is null || _last != scan - 1 || scan.Index % FeatureArchive.EveryMinutes != 0) return;
        var states = new List<KeyValuePair<Symbol, SymbolFeatures>>(Universe.Count);
        foreach (var rules in Universe) states.Add(new(rules.Symbol, _features[rules.Symbol]));
        states.Sort((left, right) => left.Key.CompareTo(right.Key));
        await archive.WriteAsync(scan, states, ct);
    }

    /// <summary>
    /// A state from before the window began lets the candles since fill it; a younger one is better than none. One that
    /// is older than the warm-up costs more to continue than to build anew, so it is left out.
    /// </summary>
    private async Task RestoreAsync(Minute last, CancellationToken ct)
    {
        if (archive is null) return;
        var snapshot = await archive.ReadNewestAsync(last + 1 - FeatureWindow.Steps, ct)
            ?? await archive.ReadNewestAsync(last + 1, ct);
        if (snapshot is null) return;
        foreach (var (symbol, state) in snapshot.States)
        {
            if (_features.ContainsKey(symbol) && state.Newest is { } newest && newest.Minute > last - warmUpMinutes)
                _features[symbol] = state;
        }
    }

    /// <summary>The requests that the budget allows, in the order of the universe; the others wait.</summary>
    private List<CandleRequest> Plan(Minute last, Dictionary<Symbol, DataFault> faults)
    {
        var missing = new List<MissingCandles>(Universe.Count);
        foreach (var rules in Universe)
        {
            var newest = _features[rules.Symbol].Newest?.Minute;
            var first = newest is { } minute ? minute + 1 : last - (warmUpMinutes - 1);
            if (first <= last) missing.Add(new(rules.Symbol, first, last - first + 1));
        }

        var chosen = FetchPlan.Choose(missing, budget?.Left ?? int.MaxValue);
        var isChosen = new HashSet<Symbol>(chosen.Select(candles => candles.Symbol));
        var requests = new List<CandleRequest>(chosen.Count);
        foreach (var candles in missing)
        {
            if (!isChosen.Contains(candles.Symbol))
            {
                faults.Add(candles.Symbol, DataFault.Waiting);
                continue;
            }

            budget?.Spend(FetchPlan.WeightOf(candles.Count));
            requests.Add(new(candles.Symbol, candles.First));
        }

        return requests;
    }

    /// <summary>
    /// Folds minute by minute over all symbols, as live time does: the rows that compare symbols need all of them as
    /// they were at that minute.
    /// </summary>
    private int Fold(IReadOnlyList<CandleAnswer> answers, Minute last)
    {
        _states = [.. Universe.Select(rules => _features[rules.Symbol])];
        var oldest = last - (FeatureWindow.Steps - 1);
        var first = Window.IsEmpty || Window.Newest < oldest - 1 ? oldest : Window.Newest + 1;
        var candles = answers.Select(answer => new CandleCursor(_features[answer.Symbol], answer.Candles)).ToList();
        var folded = candles.Sum(cursor => FoldLate(cursor, first));

        // A minute of which nobody has a candle yet may only be late, and then it breaks no window.
        var reached = candles.Aggregate(first - 1, (newest, cursor) => cursor.Last > newest ? cursor.Last : newest);
        for (var minute = first; minute <= last && minute <= reached; minute += 1)
        {
            foreach (var cursor in candles) folded += cursor.FoldBefore(minute + 1);
            Window.Add(minute, _states, _funding.Memory);
        }

        return folded;
    }

    /// <summary>
    /// Folds in one symbol's candles of minutes that the window holds already, and fills in their rows: one answer that
    /// came a minute late must not keep the models silent for as long as their window is.
    /// </summary>
    private int FoldLate(CandleCursor cursor, Minute first)
    {
        var (folded, place) = (0, -1);
        for (; cursor.FoldNextBefore(first) is { } minute; folded++)
        {
            if (Window.IsEmpty || minute > Window.Newest) continue;
            if (place < 0) place = Array.IndexOf(_states, cursor.Features);
            Window.AddLate(minute, place, cursor.Features, _funding.Memory);
        }

        return folded;
    }

    /// <summary>How far the candles of one symbol are folded in.</summary>
    private sealed class CandleCursor(SymbolFeatures features, IReadOnlyList<Candle> candles)
    {
        private int _next;

        /// <summary>The newest candle that came; the first minute of all where none did.</summary>
        public Minute Last => candles.Count > 0 ? candles[^1].Minute : new Minute(0);

        /// <summary>The state that they are folded into.</summary>
        public SymbolFeatures Features => features;

        /// <summary>Folds in the candles before a minute; gives their number.</summary>
        public int FoldBefore(Minute minute)
        {
            var folded = 0;
            while (FoldNextBefore(minute) is not null) folded++;
            return folded;
        }

        /// <summary>Folds in the next candle before a minute; gives its minute, or nothing if none is left.</summary>
        public Minute? FoldNextBefore(Minute minute)
        {
            while (_next < candles.Count && candles[_next].Minute < minute)
            {
                var candle = candles[_next++];
                // A venue may send again what it sent before; only what is newer is news.
                if (features.Newest is { } newest && candle.Minute <= newest.Minute) continue;
                features.Add(candle);
                return candle.Minute;
            }

            return null;
        }
    }
}
