using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;

namespace Quantum.Conformance;

/// <summary>A venue that a test can steer. One world has one account with free margin of at least 1,000.</summary>
public interface IVenueWorld : IAsyncDisposable
{
    /// <summary>The port under test.</summary>
    IVenue Venue { get; }

    /// <summary>
    /// Rules of the symbol that trades: price 100 at the start, tick ≤ 0.5, step and least size ≤ 1, leverage ≥ 10.
    /// </summary>
    SymbolRules Rules { get; }

    /// <summary>The venue's time, UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Moves last and mark price straight there and lets a minute pass; what that reaches has fired after.
    /// </summary>
    Task MoveToAsync(decimal price);

    /// <summary>Pays funding at a rate on the mark price and lets a minute pass.</summary>
    Task PayFundingAsync(double rate);
}

/// <summary>What every <see cref="IVenue"/> does, simulated or real. Derive it beside each adapter's tests.</summary>
public abstract class VenueSuite
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A fresh account without positions and orders.</summary>
    protected abstract Task<IVenueWorld> StartAsync();

    [Fact]
    public async Task A_market_order_is_filled_and_found_and_its_position_is_seen()
    {
        await using var world = await StartAsync();
        var order = await EnterAsync(world, Side.Buy, 2);
        Assert.Equal((VenueOrderStatus.Filled, 2m), (order.Status, order.FilledQuantity));
        Assert.True(order.AveragePrice!.Value.QuotePerBase >= 100);
        Assert.True(order.Fee >= 0);

        var found = Assert.IsType<FindOutcome.Found>(
            await world.Venue.FindAsync(world.Rules.Symbol, Id("e0"), isConditional: false, None));
        Assert.Equal((VenueOrderStatus.Filled, 2m), (found.Order.Status, found.Order.FilledQuantity));
        var account = await world.Venue.ReadAccountAsync(None);
        var position = Assert.Single(account.Positions);
        Assert.Equal((world.Rules.Symbol, Side.Buy, 2m), (position.Symbol, position.Side, position.Quantity.Base));
        Assert.Equal(order.AveragePrice, position.EntryPrice);
        Assert.Empty(account.OpenOrders);
        Assert.Empty(account.ConditionalOrders);
    }

    [Fact]
    public async Task An_order_that_was_never_sent_is_absent()
    {
        await using var world = await StartAsync();
        var symbol = world.Rules.Symbol;
        Assert.IsType<FindOutcome.Absent>(await world.Venue.FindAsync(symbol, Id("no"), isConditional: false, None));
        Assert.IsType<FindOutcome.Absent>(await world.Venue.FindAsync(symbol, Id("no"), isConditional: true, None));
        Assert.IsType<CancelOutcome.NotOpen>(await CancelAsync(world, "no"));
    }

    [Fact]
    public async Task A_filled_order_does_not_block_a_second_one_of_its_id()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 1);
        await EnterAsync(world, Side.Buy, 1);
        Assert.Equal(2m, (await PositionAsync(world))!.Quantity.Base);
    }

    [Fact]
    public async Task A_reduce_only_order_shrinks_and_never_turns()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Sell, 2);
        await AcceptAsync(world, OrderRequest.Exit(Id("x0"), world.Rules.Symbol, Side.Sell, Quantity.Of(1)));
        Assert.Equal(1m, (await PositionAsync(world))!.Quantity.Base);
        await AcceptAsync(world, OrderRequest.Exit(Id("x1"), world.Rules.Symbol, Side.Sell, Quantity.Of(5)));
        Assert.Null(await PositionAsync(world));
        Assert.Equal(VenueRefusal.NothingToReduce, await RefuseAsync(
            world, OrderRequest.Exit(Id("x2"), world.Rules.Symbol, Side.Sell, Quantity.Of(1))));
    }

    [Fact]
    public async Task A_stop_rests_apart_from_plain_orders_until_it_is_cancelled()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 2);
        var stop = OrderRequest.Stop(Id("s0"), world.Rules.Symbol, Side.Buy, Price.Of(95));
        await AcceptAsync(world, stop);
        var account = await world.Venue.ReadAccountAsync(None);
        Assert.Empty(account.OpenOrders);
        var resting = Assert.Single(account.ConditionalOrders);
        Assert.Equal((Id("s0"), Side.Sell), (resting.Id, resting.Side));
        Assert.Equal((OrderType.StopMarket, true), (resting.Type, resting.ClosePosition));
        Assert.Equal((Price.Of(95), VenueOrderStatus.New), (resting.TriggerPrice, resting.Status));

        Assert.Equal(VenueRefusal.DuplicateId, await RefuseAsync(world, stop));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, "s0"));
        Assert.IsType<CancelOutcome.NotOpen>(await CancelAsync(world, "s0"));
        Assert.Equal(VenueOrderStatus.Cancelled, (await FindConditionalAsync(world, "s0")).Status);
        Assert.Empty((await world.Venue.ReadAccountAsync(None)).ConditionalOrders);
    }

    [Theory]
    [InlineData(Side.Buy, 95, 94)]
    [InlineData(Side.Sell, 105, 106)]
    public async Task A_stop_that_the_mark_price_reaches_closes_the_position(Side side, int trigger, int price)
    {
        await using var world = await StartAsync();
        await EnterAsync(world, side, 2);
        await AcceptAsync(world, OrderRequest.Stop(Id("s0"), world.Rules.Symbol, side, Price.Of(trigger)));
        await world.MoveToAsync(price);
        Assert.Null(await PositionAsync(world));
        var fired = await FindConditionalAsync(world, "s0");
        Assert.Equal((VenueOrderStatus.Filled, 2m), (fired.Status, fired.FilledQuantity));
        Assert.True(side.Sign() * (fired.AveragePrice!.Value.QuotePerBase - trigger) <= 0);
        Assert.IsType<CancelOutcome.NotOpen>(await CancelAsync(world, "s0"));
    }

    [Fact]
    public async Task A_stop_that_the_mark_price_does_not_reach_rests()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 2);
        await AcceptAsync(world, OrderRequest.Stop(Id("s0"), world.Rules.Symbol, Side.Buy, Price.Of(95)));
        await world.MoveToAsync(96);
        Assert.Equal(VenueOrderStatus.New, (await FindConditionalAsync(world, "s0")).Status);
        Assert.Equal(2m, (await PositionAsync(world))!.Quantity.Base);
    }

    [Fact]
    public async Task A_trigger_through_the_market_is_refused_and_so_is_a_second_stop()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 2);
        var symbol = world.Rules.Symbol;
        Assert.Equal(VenueRefusal.WouldTriggerImmediately,
            await RefuseAsync(world, OrderRequest.Stop(Id("s0"), symbol, Side.Buy, Price.Of(101))));
        await AcceptAsync(world, OrderRequest.Stop(Id("s1"), symbol, Side.Buy, Price.Of(95)));
        Assert.Equal(VenueRefusal.StopExists,
            await RefuseAsync(world, OrderRequest.Stop(Id("s2"), symbol, Side.Buy, Price.Of(96))));
    }

    [Fact]
    public async Task A_stop_is_moved_over_a_bridge_without_a_naked_moment()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 2);
        var symbol = world.Rules.Symbol;
        await AcceptAsync(world, OrderRequest.Stop(Id("s0"), symbol, Side.Buy, Price.Of(95)));
        await AcceptAsync(world, OrderRequest.Bridge(Id("b0"), symbol, Side.Buy, Quantity.Of(2), Price.Of(96)));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, "s0"));
        await AcceptAsync(world, OrderRequest.Stop(Id("s1"), symbol, Side.Buy, Price.Of(96)));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, "b0"));
        await world.MoveToAsync(95.5m);
        Assert.Null(await PositionAsync(world));
        Assert.Equal(VenueOrderStatus.Filled, (await FindConditionalAsync(world, "s1")).Status);
    }

    [Fact]
    public async Task Stop_and_take_profit_do_not_cancel_each_other()
    {
        await using var world = await StartAsync();
        await EnterAsync(world, Side.Buy, 2);
        var symbol = world.Rules.Symbol;
        await AcceptAsync(world, OrderRequest.Stop(Id("s0"), symbol, Side.Buy, Price.Of(95)));
        await AcceptAsync(world, OrderRequest.TakeProfit(Id("t0"), symbol, Side.Buy, Price.Of(105)));
        await world.MoveToAsync(106);
        Assert.Equal(VenueOrderStatus.Filled, (await FindConditionalAsync(world, "t0")).Status);
        Assert.Equal(VenueOrderStatus.New, (await FindConditionalAsync(world, "s0")).Status);
        await world.MoveToAsync(94);
        var left = await FindConditionalAsync(world, "s0");
        Assert.Equal((VenueOrderStatus.Expired, 0m), (left.Status, left.FilledQuantity));
        Assert.Null(await PositionAsync(world));
    }

    [Fact]
    public async Task Sizes_that_break_the_symbols_rules_and_margin_that_is_missing_are_refused()
    {
        await using var world = await StartAsync();
        var (symbol, rules) = (world.Rules.Symbol, world.Rules);
        Assert.Equal(VenueRefusal.RuleBroken, await RefuseAsync(world, OrderRequest.Entry(
            Id("e0"), symbol, Side.Buy, Quantity.Of(1 + (rules.StepSize / 2)))));
        Assert.Equal(VenueRefusal.RuleBroken, await RefuseAsync(world, OrderRequest.Entry(
            Id("e0"), symbol, Side.Buy, Quantity.Of(rules.QuantityMax + rules.StepSize))));
        Assert.Null(await world.Venue.SetLeverageAsync(symbol, 1, None));
        var free = (await world.Venue.ReadAccountAsync(None)).WalletBalance;
        Assert.Equal(VenueRefusal.InsufficientMargin, await RefuseAsync(world, OrderRequest.Entry(
            Id("e0"), symbol, Side.Buy, Quantity.Of(rules.FloorToStep(free / 100) + 1))));
    }

    [Fact]
    public async Task Leverage_is_set_once_or_twice_and_binds_the_margin()
    {
        await using var world = await StartAsync();
        Assert.Null(await world.Venue.SetLeverageAsync(world.Rules.Symbol, 5, None));
        Assert.Null(await world.Venue.SetLeverageAsync(world.Rules.Symbol, 5, None));
        Assert.NotNull(await world.Venue.SetLeverageAsync(world.Rules.Symbol, 1000, None));
        await EnterAsync(world, Side.Buy, 2);
        var position = (await PositionAsync(world))!;
        Assert.Equal(5, position.Leverage);
        Assert.Equal((double)(position.EntryPrice.QuotePerBase * 2 / 5), (double)position.Margin, tolerance: 0.01);
        Assert.True(position.LiquidationPrice < position.EntryPrice);
    }

    [Fact]
    public async Task Every_change_of_the_balance_is_an_income_and_equity_follows_the_mark()
    {
        await using var world = await StartAsync();
        var start = world.Now;
        var before = (await world.Venue.ReadAccountAsync(None)).WalletBalance;
        await EnterAsync(world, Side.Sell, 2);
        await world.PayFundingAsync(0.001);
        await world.MoveToAsync(97);
        var open = await world.Venue.ReadAccountAsync(None);
        var entry = open.Positions[0].EntryPrice.QuotePerBase;
        var mark = open.Positions[0].MarkPrice.QuotePerBase;
        Assert.Equal(2 * (entry - mark), open.Positions[0].UnrealisedPnl, precision: 6);
        Assert.Equal(open.WalletBalance + open.Positions[0].UnrealisedPnl, open.Equity);

        await AcceptAsync(world, OrderRequest.Exit(Id("x0"), world.Rules.Symbol, Side.Sell, Quantity.Of(2)));
        var after = (await world.Venue.ReadAccountAsync(None)).WalletBalance;
        var incomes = await world.Venue.ReadIncomeAsync(start, world.Rules.Symbol, None);
        Assert.Equal(after - before, incomes.Sum(income => income.Amount));
        Assert.True(incomes.Single(income => income.Kind == IncomeKind.Funding).Amount > 0);
        Assert.True(incomes.Single(income => income.Kind == IncomeKind.RealisedPnl).Amount > 0);
        Assert.All(incomes.Where(income => income.Kind == IncomeKind.Commission), fee => Assert.True(fee.Amount < 0));
        Assert.Equal(incomes.OrderBy(income => income.At).ThenBy(income => income.Sequence), incomes);
        Assert.Equal(incomes.Count, incomes.Select(income => income.Sequence).Distinct().Count());
        Assert.Empty(await world.Venue.ReadIncomeAsync(world.Now.AddMinutes(1), null, None));
    }

    [Fact]
    public async Task Without_a_stop_the_venue_liquidates_within_the_margin()
    {
        await using var world = await StartAsync();
        Assert.Null(await world.Venue.SetLeverageAsync(world.Rules.Symbol, 10, None));
        await EnterAsync(world, Side.Buy, 2);
        var position = (await PositionAsync(world))!;
        var before = (await world.Venue.ReadAccountAsync(None)).WalletBalance;
        await world.MoveToAsync(position.LiquidationPrice!.Value.QuotePerBase - 1);
        var account = await world.Venue.ReadAccountAsync(None);
        Assert.Empty(account.Positions);
        Assert.InRange(before - account.WalletBalance, position.Margin / 2, position.Margin);
    }

    private static ClientOrderId Id(string text) => ClientOrderId.Of(text);

    private static Task<VenueOrder> EnterAsync(IVenueWorld world, Side side, decimal quantity) =>
        AcceptAsync(world, OrderRequest.Entry(Id("e0"), world.Rules.Symbol, side, Quantity.Of(quantity)));

    private static async Task<VenueOrder> AcceptAsync(IVenueWorld world, OrderRequest request) =>
        Assert.IsType<SubmitOutcome.Accepted>(await world.Venue.SubmitAsync(request, None)).Order;

    private static async Task<VenueRefusal> RefuseAsync(IVenueWorld world, OrderRequest request) =>
        Assert.IsType<SubmitOutcome.Refused>(await world.Venue.SubmitAsync(request, None)).Refusal;

    private static Task<CancelOutcome> CancelAsync(IVenueWorld world, string id) =>
        world.Venue.CancelAsync(world.Rules.Symbol, Id(id), isConditional: true, None);

    private static async Task<VenueOrder> FindConditionalAsync(IVenueWorld world, string id) =>
        Assert.IsType<FindOutcome.Found>(
            await world.Venue.FindAsync(world.Rules.Symbol, Id(id), isConditional: true, None)).Order;

    private static async Task<VenuePosition?> PositionAsync(IVenueWorld world) =>
        (await world.Venue.ReadAccountAsync(None)).PositionIn(world.Rules.Symbol);
}
