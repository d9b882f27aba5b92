using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// The market of a simulated world: the candles, quotes and mark prices that a strategy may know at the clock's now,
/// and the prices that the simulated venue fills at. Both come from the same tapes.
/// </summary>
/// <remarks>
/// <para>
/// Nothing is shown before it is known: a candle appears when its minute is over, a quote and a mark price are those of
/// the price path at now, payments appear when they are paid, and every span is cut at now.
/// </para>
/// <para>
/// Every member may be called from any thread; calls are serialised, and answers are snapshots that nothing changes
/// later. The source belongs to the market: nobody else may advance it.
/// </para>
/// </remarks>
public sealed class SimulatedMarket : IMarketData, IPriceSource
{
    private const int StatisticsMinutes = 30;

    private readonly Lock _gate = new();
    private readonly ICandleSource _source;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<ContractTape> _contracts;
    private readonly IReadOnlyList<SymbolRules> _rules;
    private readonly Dictionary<Symbol, ContractTape> _bySymbol;
    private Minute? _advancedTo;
    private IReadOnlyList<DayStatistics> _statistics = [];
    private int _statisticsPeriod = -1;

    /// <summary>Opens the market.</summary>
    /// <param name="source">Where prices come from; owned by the market from here on.</param>
    /// <param name="time">The world's clock.</param>
    public SimulatedMarket(ICandleSource source, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(time);
        _source = source;
        _time = time;
        _contracts = source.Contracts;
        _rules = [.. _contracts.Select(contract => contract.Rules)];
        _bySymbol = _contracts.ToDictionary(contract => contract.Symbol);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SymbolRules>> ReadSymbolsAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(_rules);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A contract that is not listed, and minutes older than the source keeps, are faults: neither is a gap.
    /// </remarks>
    public Task<IReadOnlyList<CandleAnswer>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, Minute last, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var answers = new CandleAnswer[requests.Count];
        lock (_gate)
        {
            var closed = Minute.Of(Advance()) - 1;
            if (closed < last) last = closed;
            for (var index = 0; index < answers.Length; index++) answers[index] = AnswerOf(requests[index], last);
        }

        return Task.FromResult<IReadOnlyList<CandleAnswer>>(answers);
    }

    /// <inheritdoc/>
    /// <remarks>Counted anew every 30 minutes of the clock.</remarks>
    public Task<IReadOnlyList<DayStatistics>> ReadDayStatisticsAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = Minute.Of(Advance());
            var period = now.Index / StatisticsMinutes;
            if (period != _statisticsPeriod)
            {
                _statistics = [.. _contracts
                    .Select(contract => contract.Hours.StatisticsAt(contract.Symbol, now))
                    .Where(statistics => statistics.Days > 0 || statistics.QuoteVolume24h > 0)];
                _statisticsPeriod = period;
            }

            return Task.FromResult(_statistics);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MarkPrice>> ReadMarkPricesAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var marks = new List<MarkPrice>(_contracts.Count);
        lock (_gate)
        {
            var now = Advance();
            foreach (var contract in _contracts)
            {
                if (!contract.TryFindPrices(now, out _, out var markTicks)) continue;
                marks.Add(new MarkPrice(contract.Symbol, Price.Of(contract.Minutes.PriceOf(markTicks)),
                    contract.Funding.ExpectedRateAt(now), contract.Funding.NextAfter(now), now));
            }
        }

        return Task.FromResult<IReadOnlyList<MarkPrice>>(marks);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SettledFunding>> ReadFundingAsync(DateTimeOffset from, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var settled = new List<SettledFunding>();
        lock (_gate)
        {
            var now = Advance();
            foreach (var contract in _contracts)
            {
                foreach (var payment in contract.Funding.Between(from - TimeSpan.FromTicks(1), now))
                    settled.Add(new SettledFunding(contract.Symbol, payment.At, payment.Rate));
            }
        }

        settled.Sort((left, right) => left.At != right.At
            ? left.At.CompareTo(right.At)
            : left.Symbol.CompareTo(right.Symbol));
        return Task.FromResult<IReadOnlyList<SettledFunding>>(settled);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Quote>> ReadQuotesAsync(IReadOnlyList<Symbol> symbols, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var quotes = new List<Quote>(symbols.Count);
        lock (_gate)
        {
            var now = Advance();
            foreach (var symbol in symbols)
            {
                if (!_bySymbol.TryGetValue(symbol, out var contract)) continue;
                if (contract.TryFindPrices(now, out var last, out _)) quotes.Add(contract.QuoteAround(last, now));
            }
        }

        return Task.FromResult<IReadOnlyList<Quote>>(quotes);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> ReadVenueTimeAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(_time.GetUtcNow());
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Prices at the ends of a window are those of the path there, so neighbouring windows share a corner: a price that
    /// was reached exactly at the cut counts in both.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The span begins before the oldest minute that the source keeps, though there were earlier ones.
    /// </exception>
    public ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = Advance();
            return ValueTask.FromResult(_bySymbol.TryGetValue(symbol, out var contract)
                ? contract.WindowsBetween(from, to < now ? to : now)
                : []);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A contract trades from its first candle on; in a gap its prices stand still.</remarks>
    public ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = Advance();
            if (!_bySymbol.TryGetValue(symbol, out var contract)
                || !contract.TryFindPrices(now, out var last, out var mark))
            {
                return ValueTask.FromResult<(Quote Quote, Price Mark)?>(null);
            }

            return ValueTask.FromResult<(Quote Quote, Price Mark)?>(
                (contract.QuoteAround(last, now), Price.Of(contract.Minutes.PriceOf(mark))));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A payment before the first candle has nothing to be valued at and is left out.</remarks>
    public ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = Advance();
            List<FundingEvent> events = [];
            if (_bySymbol.TryGetValue(symbol, out var contract))
            {
                foreach (var payment in contract.Funding.Between(from, to < now ? to : now))
                {
                    if (payment.MarkTicks == 0) continue;
                    events.Add(new FundingEvent(payment.At, payment.Rate,
                        Price.Of(contract.Minutes.PriceOf(payment.MarkTicks))));
                }
            }

            return ValueTask.FromResult<IReadOnlyList<FundingEvent>>(events);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_bySymbol.TryGetValue(symbol, out var contract) ? contract.Rules : null);
    }

    private DateTimeOffset Advance()
    {
        var now = _time.GetUtcNow();
        var minute = Minute.Of(now);
        if (_advancedTo is not { } reached || reached < minute)
        {
            _source.AdvanceTo(minute);
            _advancedTo = minute;
        }

        return now;
    }

    private CandleAnswer AnswerOf(CandleRequest request, Minute last)
    {
        if (!_bySymbol.TryGetValue(request.Symbol, out var contract))
        {
            return new CandleAnswer(request.Symbol, [], $"{request.Symbol} is not listed");
        }

        var minutes = contract.Minutes;
        var first = request.First < minutes.Oldest ? minutes.Oldest : request.First;
        var end = last < minutes.Next ? last : minutes.Next - 1;
        var candles = new List<Candle>(Math.Max(0, end - first + 1));
        for (var minute = first; minute <= end; minute += 1)
        {
            ref readonly var bar = ref minutes.At(minute);
            if (bar.IsCandle) candles.Add(minutes.CandleOf(minute, bar));
        }

        var isCut = request.First < minutes.Oldest && minutes.Oldest > minutes.Origin && request.First <= last;
        return new CandleAnswer(request.Symbol, candles,
            isCut ? $"candles before {minutes.Oldest} are no longer kept" : null);
    }
}
