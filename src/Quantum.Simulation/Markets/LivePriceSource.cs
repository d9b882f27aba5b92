using Quantum.App.Ports;
using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>A closed minute of the mark price.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Bar">Its prices, quote units.</param>
public readonly record struct MarkBar(Minute Minute, PriceBar Bar);

/// <summary>Reads closed minutes of the mark price, ascending.</summary>
/// <param name="symbol">The contract.</param>
/// <param name="first">First minute, inclusive.</param>
/// <param name="last">Last minute, inclusive.</param>
/// <param name="ct">Cancels the wait.</param>
public delegate Task<IReadOnlyList<MarkBar>> ReadMarkBars(
    Symbol symbol, Minute first, Minute last, CancellationToken ct);

/// <summary>
/// Prices of a real market for the simulated venue: live quotes and marks to fill at, and what stops saw meanwhile.
/// </summary>
/// <remarks>
/// A minute under way is known by its samples, one a reading. Once it is closed, the reading that passes its end sees
/// the highest and lowest mark of the whole minute: so no stop is missed, it is only late by up to a minute. In the
/// minute in which a contract began to be watched (mostly that of the entry) only samples count, because its extremes
/// may lie before. Calls are serialised by the venue's account; not safe for several threads.
/// </remarks>
/// <param name="market">The real market.</param>
/// <param name="readMarkBars">Its closed minutes of the mark price.</param>
/// <param name="time">The clock.</param>
public sealed class LivePriceSource(IMarketData market, ReadMarkBars readMarkBars, TimeProvider time) : IPriceSource
{
    /// <summary>Prices are read again when they are older.</summary>
    public static readonly TimeSpan PricesKept = TimeSpan.FromSeconds(2);

    private const int BarReadsMax = 4;
    private static readonly TimeSpan BarWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FundingLateMax = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Symbol, Watch> _watches = [];
    private readonly HashSet<(Symbol Symbol, DateTimeOffset At)> _paid = [];
    private Dictionary<Symbol, MarkPrice> _marks = [];
    private DateTimeOffset _marksReadAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public async ValueTask<SymbolRules?> ReadRulesAsync(Symbol symbol, CancellationToken ct) =>
        (await market.ReadSymbolsAsync(ct)).FirstOrDefault(rules => rules.Symbol == symbol);

    /// <inheritdoc/>
    public async ValueTask<(Quote Quote, Price Mark)?> ReadPricesAsync(Symbol symbol, CancellationToken ct)
    {
        var quotes = await market.ReadQuotesAsync([symbol], ct);
        var mark = await MarkOfAsync(symbol, ct);
        return quotes.Count == 0 || mark is null ? null : (quotes[0], mark.Mark);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PriceWindow>> ReadWindowsAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (from >= to) return [];
        var since = Watched(symbol, from, to);
        var (first, last) = (Minute.Of(from), Minute.Of(to));
        var closed = first < last ? await ReadBarsAsync(symbol, first, last - 1, ct) : [];
        var windows = new List<PriceWindow>(last - first + 1);
        foreach (var (minute, bar) in closed)
        {
            var start = from > minute.Start ? from : minute.Start;
            if (start >= minute.End) continue;
            var isWhole = since <= minute.Start;
            var seen = isWhole ? bar : new PriceBar(bar.Close, bar.Close, bar.Close, bar.Close);
            windows.Add(new PriceWindow(start, minute.End, seen, seen, isWhole ? bar : seen));
        }

        if (to > last.Start && await MarkOfAsync(symbol, ct) is { Mark.QuotePerBase: var now })
        {
            var sample = new PriceBar(now, now, now, now);
            windows.Add(new PriceWindow(from > last.Start ? from : last.Start, to, sample, sample, sample));
        }

        return windows;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The exchange tells of a payment some time after it: one that is told late counts at the first reading after it.
    /// </remarks>
    public async ValueTask<IReadOnlyList<FundingEvent>> ReadFundingAsync(
        Symbol symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        // Payments settle on whole hours; between them, a few minutes apart, there is nothing to ask for.
        var hour = new DateTimeOffset(to.UtcTicks - (to.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        if (from - hour > FundingLateMax) return [];
        var events = new List<FundingEvent>();
        foreach (var payment in await market.ReadFundingAsync(hour < from ? hour : from, ct))
        {
            var isKnownSinceBefore = _watches.TryGetValue(symbol, out var watch) && payment.At > watch.Since;
            if (payment.Symbol != symbol || payment.At > to || (payment.At <= from && !isKnownSinceBefore)) continue;
            if (!_paid.Add((symbol, payment.At))) continue;
            if (await MarkOfAsync(symbol, ct) is not { } mark) continue; // No longer listed: nothing to value it at.
            var at = payment.At > from ? payment.At : from.AddTicks(1);
            events.Add(new FundingEvent(at, payment.Rate, mark.Mark));
        }

        return events;
    }

    /// <summary>Since when a contract is watched without a hole.</summary>
    private DateTimeOffset Watched(Symbol symbol, DateTimeOffset from, DateTimeOffset to)
    {
        // The venue may ask for the same stretch again, after a race that it lost.
        var isGoingOn = _watches.TryGetValue(symbol, out var watch) && (watch.To == from || watch.From == from);
        var since = isGoingOn ? watch!.Since : from;
        _watches[symbol] = new Watch(since, from, to);
        return since;
    }

    private async Task<IReadOnlyList<MarkBar>> ReadBarsAsync(
        Symbol symbol, Minute first, Minute last, CancellationToken ct)
    {
        for (var read = 1; ; read++)
        {
            var bars = await readMarkBars(symbol, first, last, ct);
            if (bars.Count > 0 && bars[^1].Minute >= last) return bars;
            if (read == BarReadsMax)
                throw new VenueUnavailableException($"{symbol}: the mark price of {last} is not told yet.");
            await Task.Delay(BarWait, time, ct); // The minute has just ended.
        }
    }

    private async Task<MarkPrice?> MarkOfAsync(Symbol symbol, CancellationToken ct)
    {
        var age = time.GetUtcNow() - _marksReadAt;
        if (age < TimeSpan.Zero || age >= PricesKept)
        {
            _marks = (await market.ReadMarkPricesAsync(ct)).ToDictionary(mark => mark.Symbol);
            _marksReadAt = time.GetUtcNow();
        }

        return _marks.GetValueOrDefault(symbol);
    }

    private sealed record Watch(DateTimeOffset Since, DateTimeOffset From, DateTimeOffset To);
}
