using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Venues;

/// <summary>An order that ended, with its number within the account.</summary>
/// <param name="Number">Ascending; tells apart orders that had the same client id one after the other.</param>
/// <param name="Order">The order in its final state.</param>
public sealed record EndedOrder(long Number, VenueOrder Order);

/// <summary>
/// The rules of the simulated exchange for one account: a working copy of a <see cref="VenueState"/>, the commands that
/// change it, and the rows that the changes leave behind. No clock and no I/O; the same calls give the same state. Not
/// thread-safe, and thrown away after one use. The rules are written down in <c>docs/simulated-venue.md</c>.
/// </summary>
/// <param name="state">The account as read.</param>
/// <param name="options">Fees and slippage.</param>
public sealed class VenueBook(VenueState state, PaperVenueOptions options)
{
    private readonly List<IncomeRow> _incomes = [];
    private readonly List<EndedOrder> _ended = [];

    /// <summary>The account now.</summary>
    public VenueState State { get; private set; } = state;

    /// <summary>Changes of the wallet by this book, ascending; their sum is the change of the wallet balance.</summary>
    public IReadOnlyList<IncomeRow> Incomes => _incomes;

    /// <summary>Orders that ended in this book, in the order of their ends.</summary>
    public IReadOnlyList<EndedOrder> Ended => _ended;

    /// <summary>Something other than the passing of time and mark prices changed: it must not be lost.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Rows that this book leaves behind, besides the state.</summary>
    public int RowCount => _incomes.Count + _ended.Count;

    /// <summary>Takes an order: fills it at once, lets it rest, or refuses it without any effect.</summary>
    /// <param name="request">The order.</param>
    /// <param name="quote">Bid and ask now; <see langword="null"/> where the symbol does not trade.</param>
    /// <param name="mark">Mark price now; <see langword="null"/> where the symbol does not trade.</param>
    /// <param name="rules">The symbol's rules; <see langword="null"/> where it is not listed.</param>
    /// <param name="now">The venue's time, UTC; at or after <see cref="VenueState.AdvancedTo"/>.</param>
    /// <returns>Accepted or refused; the simulated exchange itself is never in doubt.</returns>
    public SubmitOutcome Submit(
        OrderRequest request, Quote? quote, Price? mark, SymbolRules? rules, DateTimeOffset now)
    {
        var refused = OrderAdmission.Judge(request, State, quote is null ? null : mark, rules);
        if (refused is not null) return refused;
        if (!request.IsConditional) return FillMarket(request, quote!, mark!.Value, rules!, now);

        var order = OrderOf(request, now);
        State = State with { Orders = State.Orders.Add(order) };
        IsChanged = true;
        return new SubmitOutcome.Accepted(order);
    }

    /// <summary>
    /// Cancels a resting conditional order. Market orders never rest, so no plain order can be cancelled.
    /// </summary>
    public CancelOutcome Cancel(Symbol symbol, ClientOrderId id, bool isConditional, DateTimeOffset now)
    {
        if (!isConditional || State.OrderBy(symbol, id) is not { } order) return new CancelOutcome.NotOpen();
        End(order, order with { Status = VenueOrderStatus.Cancelled, UpdatedAt = now });
        return new CancelOutcome.Cancelled();
    }

    /// <summary>Sets the leverage that later entries use; does nothing where it is so already.</summary>
    /// <returns>
    /// <see langword="null"/> when set. Otherwise not trading; a rule broken (outside 1 to what the symbol's first tier
    /// allows, −4028); or other (lower than that of an open position, whose margin would not suffice, −4161).
    /// </returns>
    public VenueRefusal? SetLeverage(Symbol symbol, int leverage, SymbolRules? rules)
    {
        if (rules is null || rules.Status == ContractStatus.Closed) return VenueRefusal.NotTrading;
        if (leverage < 1 || leverage > rules.Tiers[0].LeverageMax) return VenueRefusal.RuleBroken;
        if (State.PositionIn(symbol) is not null && leverage < LeverageOf(rules)) return VenueRefusal.Other;
        if (State.LeverageOf(symbol) == leverage) return null;
        State = State.With(new SymbolLeverage(symbol, leverage));
        IsChanged = true;
        return null;
    }

    /// <summary>The leverage that an entry would use now.</summary>
    public int LeverageOf(SymbolRules rules) => State.LeverageOf(rules.Symbol)
        ?? Math.Min(options.LeverageDefault, rules.Tiers[0].LeverageMax);

    /// <summary>
    /// Lets a symbol live through a stretch of prices: liquidation and stops first, take-profits last.
    /// </summary>
    public void Advance(Symbol symbol, PriceWindow window, SymbolRules rules)
    {
        while (State.PositionIn(symbol) is { } held
            && WindowMatch.NextAdverse(State, held, rules, window.Mark) is { } adverse)
            FireAdverse(held, adverse, window, rules);

        while (State.PositionIn(symbol) is { } held
            && WindowMatch.NextTakeProfit(State, held, window.Mark) is { } takeProfit)
        {
            // The order of high and low within a minute is not known for sure, so a take-profit never wins against a
            // stop that the same minute reaches.
            if (WindowMatch.NextAdverse(State, held, rules, window.MinuteMark) is { } adverse)
            {
                FireAdverse(held, adverse, window, rules);
                continue;
            }

            var level = takeProfit.TriggerPrice!.Value.QuotePerBase;
            FireOrder(held, takeProfit, FillPrice.AtTakeProfit(takeProfit.Side, level, window), window.To, rules);
        }

        ExpireWithoutPosition(symbol, window);
        if (State.PositionIn(symbol) is { } still)
            State = State.With(symbol, still with { Mark = window.Mark.Close });
    }

    /// <summary>Pays or takes funding: −sign × quantity × mark × rate, rounded down to eight decimals.</summary>
    public void Fund(Symbol symbol, FundingEvent funding)
    {
        if (State.PositionIn(symbol) is not { } held) return;
        var rate = (decimal)funding.Rate;
        var exact = -held.Side.Sign() * held.Quantity * funding.Mark.QuotePerBase * rate;
        Book(IncomeKind.Funding, symbol, WalletAmount.Income(exact), null, funding.At);
    }

    /// <summary>Notes that every open symbol is accounted for up to an instant.</summary>
    public void AdvanceTo(DateTimeOffset instant) => State = State with { AdvancedTo = instant, Ahead = [] };

    /// <summary>Notes that one symbol is accounted for up to an instant while others are not yet.</summary>
    public void AdvanceTo(Symbol symbol, DateTimeOffset instant)
    {
        State = State.With(new SymbolProgress(symbol, instant));
        IsChanged = true;
    }

    private SubmitOutcome FillMarket(
        OrderRequest request, Quote quote, Price mark, SymbolRules rules, DateTimeOffset now)
    {
        var held = State.PositionIn(request.Symbol);
        var opposite = held is not null && held.Side != request.Side ? held : null;
        if (request.ReduceOnly && opposite is null)
            return OrderAdmission.Refuse(VenueRefusal.NothingToReduce, "-2022 there is nothing to reduce");

        var closing = opposite is null ? 0 : Math.Min(opposite.Quantity, request.Quantity!.Value.Base);
        var opening = request.ReduceOnly ? 0 : request.Quantity!.Value.Base - closing;
        var price = FillPrice.OfMarket(request.Side, quote, rules, options.SlippageBps);
        var margin = WalletAmount.Charge(opening * price.QuotePerBase / LeverageOf(rules));
        if (!request.ReduceOnly
            && JudgeEntry(request, mark, price, rules, opposite, closing, opening, margin) is { } refused)
            return refused;

        var fee = FeeOf(price, closing + opening);
        if (opposite is not null) Close(opposite, closing, price, request.Id, now);
        if (opening > 0)
        {
            var before = State.PositionIn(request.Symbol)
                ?? new HeldPosition(request.Symbol, request.Side, 0, 0, 0, mark.QuotePerBase);
            State = State.With(request.Symbol, before.With(opening, price, margin));
        }

        Book(IncomeKind.Commission, request.Symbol, -fee, request.Id, now);
        var filled = Filled(OrderOf(request, now), closing + opening, price, fee, now);
        Number(filled);
        return new SubmitOutcome.Accepted(filled);
    }

    // The last checks of an order that may open: its value, what the tiers allow at the leverage, and the free margin.
    private SubmitOutcome.Refused? JudgeEntry(OrderRequest request, Price mark, Price price, SymbolRules rules,
        HeldPosition? opposite, decimal closing, decimal opening, decimal margin)
    {
        var value = request.Quantity!.Value.NotionalAt(mark);
        if (value < rules.NotionalMin)
        {
            return OrderAdmission.Refuse(
                VenueRefusal.RuleBroken, $"-4164 the order's value {value} < {rules.NotionalMin}");
        }

        if (opening == 0) return null;
        var heldValue = opposite is null ? State.PositionIn(request.Symbol)?.EntryValue ?? 0 : 0;
        var tier = rules.TierOf(heldValue + (opening * price.QuotePerBase));
        if (LeverageOf(rules) > tier.LeverageMax)
        {
            return OrderAdmission.Refuse(VenueRefusal.RuleBroken,
                $"-2027 leverage {LeverageOf(rules)} > {tier.LeverageMax}, the most for a position of this value");
        }

        var released = opposite is null
            ? 0
            : opposite.RealisedAt(price, closing) + WalletAmount.Share(opposite.Margin, closing, opposite.Quantity);
        var needed = margin + FeeOf(price, closing + opening);
        var available = State.Available + released;
        return needed <= available ? null : OrderAdmission.Refuse(
            VenueRefusal.InsufficientMargin, $"-2019 margin and fee {needed} > {available} available");
    }

    private void FireAdverse(HeldPosition held, AdverseEvent adverse, PriceWindow window, SymbolRules rules)
    {
        var closingSide = held.Side.Opposite();
        var atLevel = FillPrice.AtStop(closingSide, adverse.Level, window);
        if (adverse.Order is { } stop) FireOrder(held, stop, atLevel, window.To, rules);
        else Liquidate(held, FillPrice.Slipped(closingSide, atLevel, rules, options.SlippageBps), window.To, rules);
    }

    private void FireOrder(HeldPosition held, VenueOrder order, decimal atLevel, DateTimeOffset at, SymbolRules rules)
    {
        var price = FillPrice.Slipped(order.Side, atLevel, rules, options.SlippageBps);
        var quantity = Math.Min(held.Quantity, order.Quantity?.Base ?? held.Quantity);
        var fee = FeeOf(price, quantity);
        Close(held, quantity, price, order.Id, at);
        Book(IncomeKind.Commission, order.Symbol, -fee, order.Id, at);
        End(order, Filled(order, quantity, price, fee, at));
    }

    // The insurance fund of the venue stands in beyond the bankruptcy price, and the fee takes at most what is left, so
    // a liquidation costs the isolated margin and never more.
    private void Liquidate(HeldPosition held, Price slipped, DateTimeOffset at, SymbolRules rules)
    {
        var bankruptcy = held.BankruptcyPrice(rules.TickSize);
        var isBeyond = held.Side == Side.Buy ? slipped < bankruptcy : slipped > bankruptcy;
        var price = isBeyond ? bankruptcy : slipped;
        var left = Math.Max(0, held.Margin + held.RealisedAt(price, held.Quantity));
        var fee = Math.Min(
            left, WalletAmount.Charge(held.Quantity * price.QuotePerBase * options.LiquidationFeeRate));
        var id = ClientOrderId.Of($"{ClientOrderId.LiquidationPrefix}{State.NextEnded}");
        Close(held, held.Quantity, price, id, at);
        Book(IncomeKind.LiquidationFee, held.Symbol, -fee, id, at);
        var request = OrderRequest.Exit(id, held.Symbol, held.Side, Quantity.Of(held.Quantity));
        Number(Filled(OrderOf(request, at), held.Quantity, price, fee, at));
    }

    // An order that fires and finds nothing to close on its side ends without a fill; one that is not reached rests on.
    private void ExpireWithoutPosition(Symbol symbol, PriceWindow window)
    {
        foreach (var order in State.Orders)
        {
            if (order.Symbol == symbol && WindowMatch.IsReached(order, window.Mark))
                End(order, order with { Status = VenueOrderStatus.Expired, UpdatedAt = window.To });
        }
    }

    private void Close(
        HeldPosition held, decimal quantity, Price price, ClientOrderId id, DateTimeOffset at)
    {
        Book(IncomeKind.RealisedPnl, held.Symbol, held.RealisedAt(price, quantity), id, at);
        State = State.With(held.Symbol, held.Without(quantity));
    }

    private decimal FeeOf(Price price, decimal quantity) =>
        WalletAmount.Charge(price.QuotePerBase * quantity * options.TakerFeeRate);

    private void Book(IncomeKind kind, Symbol symbol, decimal amount, ClientOrderId? id, DateTimeOffset at)
    {
        IsChanged = true;
        if (amount == 0) return;
        var dated = at > State.LastIncomeAt ? at : State.LastIncomeAt;
        _incomes.Add(new(State.NextIncome, dated, kind, symbol, amount, id));
        State = State with
        {
            Wallet = State.Wallet + amount, NextIncome = State.NextIncome + 1, LastIncomeAt = dated,
        };
    }

    private void End(VenueOrder resting, VenueOrder ended)
    {
        State = State with { Orders = State.Orders.Remove(resting) };
        Number(ended);
    }

    private void Number(VenueOrder ended)
    {
        _ended.Add(new(State.NextEnded, ended));
        State = State with { NextEnded = State.NextEnded + 1 };
        IsChanged = true;
    }

    private static VenueOrder OrderOf(OrderRequest request, DateTimeOffset now) => new(
        request.Id, request.Symbol, request.Side, request.Type, VenueOrderStatus.New, request.Quantity,
        request.TriggerPrice, request.ReduceOnly, request.ClosePosition, FilledQuantity: 0, AveragePrice: null, Fee: 0,
        CreatedAt: now, UpdatedAt: now);

    private static VenueOrder Filled(
        VenueOrder order, decimal quantity, Price price, decimal fee, DateTimeOffset at) => order with
        {
            Status = VenueOrderStatus.Filled,
            Quantity = Quantity.Of(quantity),
            FilledQuantity = quantity,
            AveragePrice = price,
            Fee = fee,
            UpdatedAt = at,
        };
}
