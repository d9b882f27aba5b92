using System.Data.Common;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>
/// The simulated venue with its account in a store. Any number of instances in any number of processes may share one
/// store: each command reads the account, brings it up to date, decides, and writes account, ended orders and incomes
/// in one transaction that replaces exactly the version read. So a process may be killed at any moment: a command has
/// either happened completely or not at all.
/// </summary>
/// <remarks>
/// What an order does is written down in <c>docs/simulated-venue.md</c>. Every method first lets prices since the last
/// write act: a stop that was passed has fired before anybody looks. Thread-safe.
/// </remarks>
public sealed class PaperVenue : IVenue
{
    /// <summary>Lost write races after which a command is given up without effect.</summary>
    public const int AttemptsMax = 32;

    private const int IncomesMax = 1000;
    private readonly IEntityStore _store;
    private readonly IPriceSource _prices;
    private readonly PaperVenueOptions _options;
    private readonly TimeProvider _time;

    // The same bytes are the same account, whoever wrote them; so the parse can be kept without trusting any version.
    private CachedState? _cache;

    /// <summary>Opens the venue; reads and writes nothing yet.</summary>
    /// <param name="store">Holds the account in partition <see cref="PaperRows.Partition"/>.</param>
    /// <param name="prices">Prices, funding and rules; must show the same world as the market data of the host.</param>
    /// <param name="options">Fees, slippage and the deposit of a new account.</param>
    /// <param name="time">The venue's clock.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists each with its range.</exception>
    public PaperVenue(IEntityStore store, IPriceSource prices, PaperVenueOptions options, TimeProvider time)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
            throw new ArgumentException("Condition failed: " + string.Join("; ", problems), nameof(options));
        (_store, _prices, _options, _time) = (store, prices, options, time);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Refused with <see cref="VenueRefusal.RateLimited"/> when others won the account <see cref="AttemptsMax"/> times;
    /// unknown when the store or the prices failed, or the wait was cancelled.
    /// </remarks>
    public async Task<SubmitOutcome> SubmitAsync(OrderRequest request, CancellationToken ct)
    {
        try
        {
            return await RunAsync(
                async (book, now) =>
                {
                    var prices = await _prices.ReadPricesAsync(request.Symbol, ct);
                    var rules = await _prices.ReadRulesAsync(request.Symbol, ct);
                    return book.Submit(request, prices?.Quote, prices?.Mark, rules, now);
                },
                ct) ?? new SubmitOutcome.Refused(VenueRefusal.RateLimited, LostRaces);
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return new SubmitOutcome.Unknown(failure.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<FindOutcome> FindAsync(Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct)
    {
        try
        {
            var state = await RunAsync((book, _) => ValueTask.FromResult(book.State), ct);
            if (state is null) return new FindOutcome.Unknown(LostRaces);
            if (isConditional && state.OrderBy(symbol, id) is { } resting) return new FindOutcome.Found(resting);
            var (from, to) = PaperRows.OrdersOf(id);
            var rows = await _store.QueryAsync(PaperRows.Partition, from, to, ct);
            for (var index = rows.Count - 1; index >= 0; index--)
            {
                var order = VenueJson.ReadOrder(rows[index].Body);
                if (order.Symbol == symbol && order.IsConditional == isConditional)
                    return new FindOutcome.Found(order);
            }

            return new FindOutcome.Absent();
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return new FindOutcome.Unknown(failure.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<CancelOutcome> CancelAsync(
        Symbol symbol, ClientOrderId id, bool isConditional, CancellationToken ct)
    {
        try
        {
            return await RunAsync(
                (book, now) => ValueTask.FromResult(book.Cancel(symbol, id, isConditional, now)), ct)
                ?? new CancelOutcome.Unknown(LostRaces);
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return new CancelOutcome.Unknown(failure.Message);
        }
    }

    /// <inheritdoc/>
    public Task<AccountSnapshot> ReadAccountAsync(CancellationToken ct) =>
        AnswerAsync((book, now) => SnapshotAsync(book, now, ct), ct);

    /// <inheritdoc/>
    public async Task<VenueRefusal?> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken ct)
    {
        var answer = await AnswerAsync(
            async (book, _) =>
                new LeverageAnswer(book.SetLeverage(symbol, leverage, await _prices.ReadRulesAsync(symbol, ct))),
            ct);
        return answer.Refusal;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IncomeRow>> ReadIncomeAsync(
        DateTimeOffset from, Symbol? symbol, CancellationToken ct)
    {
        try
        {
            var state = await AnswerAsync((book, _) => ValueTask.FromResult(book.State), ct);
            var found = new List<IncomeRow>();
            var next = await FirstIncomeAsync(from, state.NextIncome, ct);
            while (next < state.NextIncome && found.Count < IncomesMax)
            {
                var page = Math.Min(next + IncomesMax, state.NextIncome);
                var rows = await _store.QueryAsync(
                    PaperRows.Partition, PaperRows.Income(next), PaperRows.Income(page), ct);
                found.AddRange(rows.Select(row => VenueJson.ReadIncome(row.Body))
                    .Where(row => symbol is null || row.Symbol == symbol)
                    .Take(IncomesMax - found.Count));
                next = page;
            }

            return found;
        }
        catch (Exception failure) when (IsOutside(failure) && !ct.IsCancellationRequested)
        {
            throw new VenueUnavailableException(failure.Message, failure);
        }
    }

    private static string LostRaces => $"nothing was done: others changed the account {AttemptsMax} times meanwhile";

    // Sequences have no holes and instants never run backwards, so the first row of an instant is found by halving.
    private async Task<long> FirstIncomeAsync(DateTimeOffset from, long end, CancellationToken ct)
    {
        var (low, high) = (1L, end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = await _store.ReadAsync(PaperRows.Partition, PaperRows.Income(middle), ct)
                ?? throw new InvalidDataException($"Invariant: income {middle} of the paper account is missing.");
            if (VenueJson.ReadIncome(row.Body).At < from) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private async ValueTask<AccountSnapshot> SnapshotAsync(VenueBook book, DateTimeOffset now, CancellationToken ct)
    {
        var state = book.State;
        var positions = state.Positions.IsEmpty ? [] : new VenuePosition[state.Positions.Length];
        for (var index = 0; index < positions.Length; index++)
        {
            var held = state.Positions[index];
            var rules = await _prices.ReadRulesAsync(held.Symbol, ct);
            var prices = await _prices.ReadPricesAsync(held.Symbol, ct);
            var mark = prices?.Mark ?? Price.Of(held.Mark);
            positions[index] = new(
                held.Symbol, held.Side, Quantity.Of(held.Quantity), held.EntryPrice, mark,
                held.UnrealisedAt(mark.QuotePerBase), rules is null ? null : held.LiquidationPrice(rules),
                rules is null ? state.LeverageOf(held.Symbol) ?? _options.LeverageDefault : book.LeverageOf(rules),
                held.Margin);
        }

        return new(now, state.Wallet, positions, [], state.Orders);
    }

    private async Task<T> AnswerAsync<T>(Func<VenueBook, DateTimeOffset, ValueTask<T>> command, CancellationToken ct)
        where T : class
    {
        try
        {
            return await RunAsync(command, ct) ?? throw new VenueUnavailableException(LostRaces);
        }
        catch (Exception failure) when (IsOutside(failure) && !ct.IsCancellationRequested)
        {
            throw new VenueUnavailableException(failure.Message, failure);
        }
    }

    /// <summary>Read, catch up, decide, write; again from the start when somebody else wrote meanwhile.</summary>
    /// <returns><see langword="null"/> when every race was lost; nothing of the command was written then.</returns>
    private async Task<T?> RunAsync<T>(Func<VenueBook, DateTimeOffset, ValueTask<T>> command, CancellationToken ct)
        where T : class
    {
        for (var lost = 0; lost < AttemptsMax;)
        {
            var (state, etag) = await ReadStateAsync(ct);
            var clock = _time.GetUtcNow();
            var now = clock > state.AdvancedTo ? clock : state.AdvancedTo; // clocks of two processes may differ
            var book = new VenueBook(state, _options);
            var isUpToDate = await CatchUp.RunAsync(book, _prices, now, ct);
            var answer = isUpToDate ? await command(book, now) : null;
            var isStale = !book.State.IsIdle && now - state.AdvancedTo >= _options.WriteAfter;
            if (!book.IsChanged && !isStale) return answer;

            var isWritten = await _store.TryWriteAsync(PaperRows.Partition, PaperRows.Writes(book, etag), ct);
            if (isWritten && isUpToDate) return answer;
            if (!isWritten) lost++;
        }

        return null;
    }

    private async ValueTask<(VenueState State, Etag? Etag)> ReadStateAsync(CancellationToken ct)
    {
        var stored = await _store.ReadAsync(PaperRows.Partition, PaperRows.Account, ct);
        if (stored is null) return (VenueState.Open(_options.Deposit), null);
        var cached = Volatile.Read(ref _cache);
        if (cached is null || !cached.Body.Span.SequenceEqual(stored.Body.Span))
        {
            cached = new(stored.Body, VenueJson.ReadState(stored.Body));
            Volatile.Write(ref _cache, cached);
        }

        return (cached.State, stored.Etag);
    }

    // What may fail outside of this program. Everything else is a bug or a planned crash and is not caught.
    private static bool IsOutside(Exception failure) => failure
        is OperationCanceledException or TimeoutException or IOException or DbException or VenueUnavailableException;

    private sealed record CachedState(ReadOnlyMemory<byte> Body, VenueState State);

    private sealed record LeverageAnswer(VenueRefusal? Refusal);
}
