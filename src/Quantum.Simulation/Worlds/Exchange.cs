using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Worlds;

/// <summary>
/// The exchange of a world: the rules of the simulated venue (<see cref="VenueBook"/>) over one account in memory, with
/// books of its own that no use case can touch. Judgement rests on these books and on nothing else.
/// </summary>
/// <param name="prices">The market.</param>
/// <param name="options">Fees and slippage.</param>
/// <param name="events">The world's clock.</param>
internal sealed class Exchange(IPriceSource prices, PaperVenueOptions options, EventQueue events)
{
    private static readonly TimeSpan HistoryKept = TimeSpan.FromSeconds(40);
    private readonly Dictionary<ClientOrderId, VenueOrder> _ended = [];
    private readonly Dictionary<ClientOrderId, PartialFill> _partial = [];
    private readonly List<IncomeRow> _incomes = [];
    private readonly Queue<(DateTimeOffset At, VenueState State)> _history = [];
    private int _foreign;

    /// <summary>The account now.</summary>
    public VenueState State { get; private set; } = VenueState.Open(options.Deposit);

    /// <summary>Every change of the wallet, ascending.</summary>
    public IReadOnlyList<IncomeRow> Incomes => _incomes;

    /// <summary>Every order that ended, by id.</summary>
    public IReadOnlyDictionary<ClientOrderId, VenueOrder> Ended => _ended;

    /// <summary>Market orders that are filled in part.</summary>
    public IReadOnlyDictionary<ClientOrderId, PartialFill> Partial => _partial;

    /// <summary>Called for every order that is accepted.</summary>
    public Action<OrderRequest>? Accepted { get; set; }

    /// <summary>Called for every cancel that reaches the venue.</summary>
    public Action<ClientOrderId>? Cancelled { get; set; }

    /// <summary>Called after anything changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>Called for every fill of a plain or conditional order: id, symbol, base units.</summary>
    public Action<VenueOrder, decimal>? FilledMore { get; set; }

    /// <summary>Takes an order.</summary>
    /// <param name="request">The order.</param>
    /// <param name="share">Share that is filled at once; 1 for all of it.</param>
    /// <param name="restAfter">When the rest is filled or expires.</param>
    /// <param name="isRestFilled">Whether the rest is filled.</param>
    public SubmitOutcome Submit(OrderRequest request, double share, TimeSpan restAfter, bool isRestFilled)
    {
        Advance();
        var whole = request.Quantity?.Base ?? 0;
        var part = share < 1 && !request.IsConditional ? PartOf(request, whole, share) : whole;
        if (part == whole)
        {
            var outcome = Run((book, now) => book.Submit(request, Quote(request.Symbol), Mark(request.Symbol),
                Rules(request.Symbol), now));
            if (outcome is SubmitOutcome.Accepted) Accepted?.Invoke(request);
            Changed?.Invoke();
            return outcome;
        }

        var first = Run((book, now) => book.Submit(request with { Quantity = Quantity.Of(part) },
            Quote(request.Symbol), Mark(request.Symbol), Rules(request.Symbol), now));
        if (first is SubmitOutcome.Accepted { Order: var filled })
        {
            first = new SubmitOutcome.Accepted(Hold(request, filled));
            events.After(restAfter, () => Finish(request, isRestFilled));
            Accepted?.Invoke(request);
        }

        Changed?.Invoke();
        return first;
    }

    /// <summary>Looks for an order, as the venue was a while ago.</summary>
    public FindOutcome Find(Symbol symbol, ClientOrderId id, bool isConditional, TimeSpan lag)
    {
        Advance();
        var seenAt = events.Now - lag;
        var order = State.OrderBy(symbol, id) ?? (_partial.TryGetValue(id, out var partial) ? partial.Order : null)
            ?? _ended.GetValueOrDefault(id);
        if (order is null || order.Symbol != symbol || order.IsConditional != isConditional
            || lag > TimeSpan.Zero && order.CreatedAt > seenAt)
            return new FindOutcome.Absent();
        var isSeenOpen = lag > TimeSpan.Zero && !order.IsOpen && order.UpdatedAt > seenAt && order.IsConditional;
        return new FindOutcome.Found(isSeenOpen
            ? order with { Status = VenueOrderStatus.New, FilledQuantity = 0, AveragePrice = null, Fee = 0 }
            : order);
    }

    /// <summary>Cancels a conditional order for a hand that is not ours.</summary>
    public void Withdraw(Symbol symbol, ClientOrderId id)
    {
        Advance();
        Run((book, now) => book.Cancel(symbol, id, isConditional: true, now));
        Changed?.Invoke();
    }

    /// <summary>Cancels an open order.</summary>
    public CancelOutcome Cancel(Symbol symbol, ClientOrderId id, bool isConditional)
    {
        Advance();
        Cancelled?.Invoke(id);
        if (!isConditional && _partial.TryGetValue(id, out var partial))
        {
            End(partial, VenueOrderStatus.Cancelled);
            Changed?.Invoke();
            return new CancelOutcome.Cancelled();
        }

        var outcome = Run((book, now) => book.Cancel(symbol, id, isConditional, now));
        Changed?.Invoke();
        return outcome;
    }

    /// <summary>The account, as it was a while ago.</summary>
    public AccountSnapshot Read(TimeSpan lag)
    {
        Advance();
        var state = lag == TimeSpan.Zero ? State : AsOf(events.Now - lag);
        var plain = lag == TimeSpan.Zero ? _partial.Values.Select(partial => partial.Order).ToList() : [];
        var positions = state.Positions.Select(held => Describe(held, state)).ToList();
        return new(events.Now, state.Wallet, positions, plain, state.Orders);
    }

    /// <summary>Sets the leverage of a symbol.</summary>
    public VenueRefusal? SetLeverage(Symbol symbol, int leverage)
    {
        Advance();
        return Run((book, _) => new LeverageAnswer(book.SetLeverage(symbol, leverage, Rules(symbol)))).Refusal;
    }

    /// <summary>Changes of the wallet from an instant on, at most a thousand.</summary>
    public IReadOnlyList<IncomeRow> Income(DateTimeOffset from, Symbol? symbol)
    {
        Advance();
        var first = _incomes.Count;
        while (first > 0 && _incomes[first - 1].At >= from) first--;
        return [.. _incomes.Skip(first).Where(row => symbol is null || row.Symbol == symbol).Take(1_000)];
    }

    /// <summary>The next id of a hand that is not ours.</summary>
    public ClientOrderId NextForeign(string prefix) => ClientOrderId.Of($"{prefix}{++_foreign}");

    /// <summary>Lets prices since the last call act.</summary>
    public void Advance()
    {
        if (events.Now <= State.AdvancedTo) return;
        var isDone = false;
        while (!isDone)
        {
            var book = new VenueBook(State, options);
            isDone = CatchUp.RunAsync(book, prices, events.Now, CancellationToken.None).Answer();
            var isChanged = book.IsChanged;
            Absorb(book);
            if (isChanged) Changed?.Invoke();
        }
    }

    /// <summary>Mark price; <see langword="null"/> where the symbol does not trade.</summary>
    public Price? Mark(Symbol symbol) => prices.ReadPricesAsync(symbol, CancellationToken.None).Answer()?.Mark;

    private Quote? Quote(Symbol symbol) => prices.ReadPricesAsync(symbol, CancellationToken.None).Answer()?.Quote;

    private SymbolRules? Rules(Symbol symbol) => prices.ReadRulesAsync(symbol, CancellationToken.None).Answer();

    private T Run<T>(Func<VenueBook, DateTimeOffset, T> command)
    {
        var book = new VenueBook(State, options);
        var answer = command(book, events.Now);
        Absorb(book);
        return answer;
    }

    private void Absorb(VenueBook book)
    {
        if (!ReferenceEquals(State, book.State))
        {
            _history.Enqueue((events.Now, State));
            while (_history.Count > 1 && _history.Peek().At < events.Now - HistoryKept) _history.Dequeue();
        }

        State = book.State;
        _incomes.AddRange(book.Incomes);
        foreach (var ended in book.Ended)
        {
            // A part of a market order ends at once in the book; the order as a whole is still at work.
            if (!_partial.ContainsKey(ended.Order.Id)) _ended[ended.Order.Id] = ended.Order;
            if (ended.Order.FilledQuantity > 0) FilledMore?.Invoke(ended.Order, ended.Order.FilledQuantity);
        }
    }

    private VenueState AsOf(DateTimeOffset instant)
    {
        // Each entry is the state that an event at its instant replaced.
        foreach (var (at, state) in _history)
        {
            if (at > instant) return state;
        }

        return State;
    }

    private decimal PartOf(OrderRequest request, decimal whole, double share)
    {
        if (Rules(request.Symbol) is not { } rules) return whole;
        var part = rules.FloorToStep(whole * (decimal)(0.1 + (0.8 * share)));
        var isTooSmall = part < rules.QuantityMin || part <= 0
            || part * (Mark(request.Symbol)?.QuotePerBase ?? 0) < rules.NotionalMin * 1.1m;
        return isTooSmall || whole - part < rules.QuantityMin ? whole : part;
    }

    private VenueOrder Hold(OrderRequest request, VenueOrder filled)
    {
        _ended.Remove(filled.Id);
        var order = filled with { Status = VenueOrderStatus.PartiallyFilled, Quantity = request.Quantity };
        _partial[filled.Id] = new(request, order);
        return order;
    }

    private void Finish(OrderRequest request, bool isRestFilled)
    {
        Advance();
        if (!_partial.TryGetValue(request.Id, out var partial)) return; // Cancelled meanwhile.
        var rest = request.Quantity!.Value.Base - partial.Order.FilledQuantity;
        var outcome = isRestFilled
            ? Run((book, now) => book.Submit(request with { Quantity = Quantity.Of(rest) }, Quote(request.Symbol),
                Mark(request.Symbol), Rules(request.Symbol), now))
            : null;
        if (outcome is SubmitOutcome.Accepted { Order: var more })
        {
            var total = partial.Order.FilledQuantity + more.FilledQuantity;
            var value = (partial.Order.FilledQuantity * partial.Order.AveragePrice!.Value.QuotePerBase)
                + (more.FilledQuantity * more.AveragePrice!.Value.QuotePerBase);
            partial = partial with
            {
                Order = partial.Order with
                {
                    FilledQuantity = total, AveragePrice = Price.Of(value / total), Fee = partial.Order.Fee + more.Fee,
                },
            };
            End(partial, total == request.Quantity.Value.Base ? VenueOrderStatus.Filled : VenueOrderStatus.Expired);
        }
        else
        {
            End(partial, VenueOrderStatus.Expired);
        }

        Changed?.Invoke();
    }

    private void End(PartialFill partial, VenueOrderStatus status)
    {
        _partial.Remove(partial.Order.Id);
        _ended[partial.Order.Id] = partial.Order with { Status = status, UpdatedAt = events.Now };
    }

    private VenuePosition Describe(HeldPosition held, VenueState state)
    {
        var rules = Rules(held.Symbol);
        var mark = Mark(held.Symbol) ?? Price.Of(held.Mark);
        return new(held.Symbol, held.Side, Quantity.Of(held.Quantity), held.EntryPrice, mark,
            held.UnrealisedAt(mark.QuotePerBase), rules is null ? null : held.LiquidationPrice(rules),
            state.LeverageOf(held.Symbol) ?? options.LeverageDefault, held.Margin);
    }

    private sealed record LeverageAnswer(VenueRefusal? Refusal);
}

/// <summary>A market order that is filled in part.</summary>
/// <param name="Request">As sent.</param>
/// <param name="Order">As far as it is filled.</param>
internal sealed record PartialFill(OrderRequest Request, VenueOrder Order);
