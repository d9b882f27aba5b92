using Quantum.App.Hosting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 3, as far as one machine reaches: a confirmed stop at the venue within 10 s of the first fill, or the
/// position is being closed. What a crash leaves behind is in the tests of invariant 2.
/// </summary>
public sealed class NoNakedPositionTests
{
    [Fact]
    public async Task An_entry_ends_with_a_stop_and_a_take_profit_at_the_venue()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync(world.Make(side: Side.Sell));

        var orders = (await world.VenueAsync()).Orders;
        Assert.Equal([OrderType.StopMarket, OrderType.TakeProfitMarket], orders.Select(order => order.Type));
        Assert.All(orders, order => Assert.True(order.ClosePosition && order.Side == Side.Buy));
        var position = Assert.Single((await world.BookAsync()).Positions).Value;
        Assert.Equal(0, position.UnprotectedSecondsMax);
        Assert.Equal(position.StopTarget, orders[0].TriggerPrice);
    }

    [Fact]
    public async Task A_stop_that_would_fire_at_once_closes_at_market_in_the_same_walk()
    {
        var (world, _) = await World.FlatAsync();
        var venue = Refusing(world, VenueRefusal.WouldTriggerImmediately);
        await EnterAsync(world, venue);

        Assert.Empty((await world.VenueAsync()).Positions);
        Assert.Equal(CloseType.StopThroughMarket, Assert.Single(await world.TradesAsync()).Close);
    }

    [Fact]
    public async Task When_no_guard_can_be_had_the_position_is_closed_before_the_monitor_would_be_too_late()
    {
        var (world, _) = await World.FlatAsync(); // A second after the minute: the next tick acts 11 s after the fill.
        await EnterAsync(world, Refusing(world, VenueRefusal.Other));

        Assert.Empty((await world.VenueAsync()).Positions);
        var trade = Assert.Single(await world.TradesAsync());
        Assert.Equal((CloseType.Unprotected, 0d), (trade.Close, trade.UnprotectedSecondsMax));
    }

    [Fact]
    public async Task While_there_is_time_the_monitor_tries_again_before_it_closes()
    {
        var (world, _) = await World.FlatAsync();
        world.Time.AdvanceTo(world.Now.AddSeconds(5)); // The next tick acts 6 s after the fill.
        var process = await EnterAsync(world, Refusing(world, VenueRefusal.Other));
        Assert.Single((await world.VenueAsync()).Positions);
        await world.TickAsync(process, seconds: 4);

        Assert.Empty((await world.VenueAsync()).Positions);
        Assert.Equal(4, Assert.Single(await world.TradesAsync()).UnprotectedSecondsMax);
    }

    [Theory]
    [InlineData(FaultKind.FailAfter, 1)] // The stop rests at the venue and is found there.
    [InlineData(FaultKind.FailBefore, 2)] // A bridge guards until the lost stop counts as absent; then a new one does.
    public async Task A_stop_whose_fate_is_unknown_is_found_or_bridged_in_the_same_walk(FaultKind kind, int guards)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        await world.Open(new FaultPlan(kind, 2, "venue.Submit")).Execute.HandleAsync(message, default);
        await world.AssertNothingNakedAsync(kind.ToString());
        await world.TickAsync(world.Open(), times: 9); // The lost stop counts as absent after a minute.

        await world.AssertNothingNakedAsync(kind.ToString());
        var position = Assert.Single((await world.BookAsync()).Positions).Value;
        Assert.Equal(guards, position.CountOf(OrderLeg.Stop));
        Assert.Equal(OrderState.Working, position.Newest(OrderLeg.Stop)!.State);
        Assert.Null(position.Working(OrderLeg.Bridge));
    }

    [Fact]
    public async Task A_stop_that_vanished_at_the_venue_is_placed_again_by_the_next_tick()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        var stop = (await world.VenueAsync()).Orders.Single(order => order.Type == OrderType.StopMarket);
        await world.Venue.CancelAsync(stop.Symbol, stop.Id, isConditional: true, default);
        await world.TickAsync(world.Open());

        await world.AssertNothingNakedAsync("after somebody cancelled the stop");
        Assert.Single((await world.VenueAsync()).Positions);
    }

    [Fact]
    public async Task A_monitor_that_read_the_book_before_an_entry_leaves_its_stop_alone()
    {
        var (world, _) = await World.FlatAsync();
        var hasEntered = false;
        var monitor = world.Open(new CallHook(async call =>
        {
            if (hasEntered || call != "venue.Account") return;
            hasEntered = true;
            await world.EnterAsync();
        }));
        await monitor.Monitor.RunAsync(default);

        Assert.True(hasEntered);
        await world.AssertNothingNakedAsync("a tick that began before the entry");
        Assert.Equal(2, (await world.VenueAsync()).Orders.Length);
    }

    [Theory]
    [InlineData(FaultKind.KillBefore)]
    [InlineData(FaultKind.KillAfter)]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    public async Task A_monitor_that_ends_at_any_call_of_a_flatten_leaves_a_whole_trade_behind(FaultKind kind)
    {
        for (var call = 1; ; call++)
        {
            var plan = new FaultPlan(kind, call);
            var (world, _) = await World.FlatAsync();
            await world.EnterAsync();
            await world.Open().Control.HandleAsync(OperatorOrder.Flatten, default);
            await RunToEndAsync(world, plan);
            if (plan.Struck is null) return;

            await world.TickAsync(world.Open(), times: 8);
            var trade = Assert.Single(await world.TradesAsync());
            Assert.Equal(CloseType.Flatten, trade.Close);
            Assert.Empty((await world.BookAsync()).Positions);
            Assert.Empty((await world.BookAsync()).RiskOrEmpty.Slots);
            var state = await world.VenueAsync();
            Assert.True(state.IsIdle, $"{plan.Struck}: something rests at the venue");
            await world.AssertBooksBalanceAsync(plan.Struck);
        }
    }

    [Theory]
    [InlineData(FaultKind.KillBefore)]
    [InlineData(FaultKind.KillAfter)]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    public async Task A_stop_that_is_being_moved_guards_at_every_call(FaultKind kind)
    {
        for (var call = 1; ; call++)
        {
            var plan = new FaultPlan(kind, call);
            var (world, market) = await World.FlatAsync();
            var signal = await world.EnterAsync();
            market.Move(signal.Symbol, signal.Minute + 1, FlatMarket.Ticks, FlatMarket.Ticks * 102 / 100);
            world.Time.AdvanceTo((signal.Minute + 2).Start);
            await RunToEndAsync(world, plan);
            await world.AssertNothingNakedAsync(plan.Struck ?? "no fault");
            await world.TickAsync(world.Open(), times: 9);

            await world.AssertNothingNakedAsync(plan.Struck ?? "no fault");
            var position = Assert.Single((await world.BookAsync()).Positions).Value;
            Assert.True(position.IsTrailing);
            var stops = (await world.VenueAsync()).Orders.Where(order => order.Type == OrderType.StopMarket).ToList();
            Assert.True(stops.Count == 1 && stops[0].TriggerPrice == position.StopTarget,
                $"{plan.Struck}: {stops.Count} stops rest, target {position.StopTarget}");
            if (plan.Struck is null) return;
        }
    }

    [Fact]
    public async Task A_position_that_was_liquidated_between_two_ticks_is_not_fought_for()
    {
        var (world, market) = await World.FlatAsync();
        var signal = await world.EnterAsync(world.Make(side: Side.Sell));
        market.Move(signal.Symbol, signal.Minute + 1, TickBar.Flat(5 * FlatMarket.Ticks)); // through every price
        world.Time.AdvanceTo((signal.Minute + 2).Start.AddSeconds(-1));
        var venue = new GatedVenue(world.Venue, new FaultSwitch(_ => false));
        var loop = world.OpenLoop(new TradingUseCases(world.Ports() with { Venue = venue }));
        await world.RunAsync(loop, world.Now.AddMinutes(2));

        var trade = Assert.Single(await world.TradesAsync());
        Assert.Equal(CloseType.Liquidation, trade.Close);
        Assert.InRange(trade.UnprotectedSecondsMax, 0, 10);
        Assert.InRange((await world.BookAsync()).Monitor!.Value.UnprotectedSecondsMax, 0, 10);
        Assert.True((await world.BookAsync()).RiskOrEmpty.Exits[0].IsStop, "a lost margin is no stop to the breakers");
        var settled = await world.Store.QueryAsync(StoreLayout.Settled(signal.Minute), null, null, default);
        Assert.Equal("Entry Filled, Stop Ended, TakeProfit Ended, Stop Refused, Exit Refused", string.Join(", ",
            settled[0].ToDocument(DocumentJson.Default.Position).Value.Orders
                .Select(order => $"{order.Leg} {order.State}")));
        await world.AssertBooksBalanceAsync("after a liquidation");
    }

    [Fact]
    public async Task Seconds_without_a_stop_are_published_also_where_the_executor_closed_the_position()
    {
        var (world, _) = await World.FlatAsync();
        var venue = new GatedVenue(world.Venue, new FaultSwitch(_ => false))
        {
            Refuses = request =>
            {
                if (request.Type == OrderType.Market) return null;
                world.Time.AdvanceTo(world.Now.AddSeconds(7)); // A venue that takes its time to say no.
                return VenueRefusal.Other;
            },
        };
        var process = await EnterAsync(world, venue);
        var naked = Assert.Single(await world.TradesAsync()).UnprotectedSecondsMax;
        Assert.True(naked > 10, $"it was closed after {naked} s");
        await world.TickAsync(process, times: 20);
        Assert.Equal(naked, (await world.BookAsync()).Monitor!.Value.UnprotectedSecondsMax);
        var alarm = Assert.Single(await world.Store.QueryAsync(StoreLayout.Alarms, null, null, default))
            .ToDocument(DocumentJson.Default.AlarmRow).Value;
        Assert.Equal((ReasonCode.PositionUnprotected, naked), (alarm.Reason.Code, alarm.Reason.Value));
        Assert.NotNull(alarm.EndedAt);
    }

    private static GatedVenue Refusing(World world, VenueRefusal refusal) =>
        new(world.Venue, new FaultSwitch(_ => false))
        {
            Refuses = request => request.Type == OrderType.StopMarket ? refusal : null,
        };

    private static async Task<TradingUseCases> EnterAsync(World world, GatedVenue venue)
    {
        var process = new TradingUseCases(world.Ports() with { Venue = venue });
        await process.Execute.HandleAsync(await world.WriteAsync(world.Make()), default);
        return process;
    }

    private static async Task RunToEndAsync(World world, FaultPlan plan)
    {
        try
        {
            await world.Open(plan).Monitor.RunAsync(default);
        }
        catch (Exception error) when (error is ProcessKilledException or TimeoutException
            or App.Ports.VenueUnavailableException)
        {
            // The next tick is the answer.
        }
    }
}
