using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Monitoring;

public sealed class MonitorPositionsTests
{
    [Fact]
    public async Task A_stop_that_fired_becomes_a_trade_and_frees_the_slot()
    {
        var (world, market) = await World.FlatAsync();
        var signal = await world.EnterAsync();
        market.Move(signal.Symbol, signal.Minute + 1, FlatMarket.Ticks, FlatMarket.Ticks * 97 / 100);
        await world.RunForAsync(TimeSpan.FromMinutes(2.2));

        var trade = Assert.Single(await world.TradesAsync());
        Assert.Equal((CloseType.StopLoss, signal.Id), (trade.Close, trade.Id));
        Assert.True(trade.NetPnl < 0);
        Assert.Empty((await world.BookAsync()).RiskOrEmpty.Slots);
        Assert.True((await world.VenueAsync()).Orders.IsEmpty, "the take-profit still rests");
        Assert.Single(await world.Store.QueryAsync(StoreLayout.Settled(signal.Minute), null, null, default));
        await world.AssertBooksBalanceAsync("after a stop");
    }

    [Fact]
    public async Task An_order_of_ours_without_a_position_is_cancelled()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var id = ClientOrderId.For("p01", signal.Id, OrderLeg.Stop, 0);
        await world.Venue.SubmitAsync(OrderRequest.Stop(id, signal.Symbol, Side.Buy, Price.Of(90)), default);
        await world.TickAsync(world.Open());
        Assert.True((await world.VenueAsync()).Orders.IsEmpty);
    }

    [Fact]
    public async Task What_is_foreign_is_never_touched_and_bars_its_symbol_until_it_is_gone()
    {
        var (world, _) = await World.FlatAsync();
        var (held, ordered) = (FlatMarket.SymbolOf(0), FlatMarket.SymbolOf(1));
        await world.Venue.SubmitAsync(
            OrderRequest.Entry(ClientOrderId.Of("by-hand"), held, Side.Buy, Quantity.Of(1)), default);
        await world.Venue.SubmitAsync(
            OrderRequest.Stop(ClientOrderId.Of("web_stop"), ordered, Side.Buy, Price.Of(90)), default);
        await world.TickAsync(world.Open(), times: 3);
        Assert.Equal([held, ordered], (await world.BookAsync()).Monitor!.Value.Quarantined);
        Assert.Single((await world.VenueAsync()).Orders);
        Assert.Single((await world.VenueAsync()).Positions);

        var signals = new[] { world.Make(0), world.Make(1), world.Make(2) };
        await world.Open().Execute.HandleAsync(await world.WriteAsync(signals), default);
        var rows = (await world.SignalsAsync(world.Minute)).OrderBy(row => row.Signal.Symbol);
        Assert.Equal([ReasonCode.SymbolQuarantined, ReasonCode.SymbolQuarantined, ReasonCode.OrderFilled],
            rows.Select(row => row.Outcome!.Value.Code));

        await world.Venue.SubmitAsync(
            OrderRequest.Exit(ClientOrderId.Of("by-hand-2"), held, Side.Buy, Quantity.Of(1)), default);
        await world.Venue.CancelAsync(ordered, ClientOrderId.Of("web_stop"), isConditional: true, default);
        await world.TickAsync(world.Open());
        Assert.Empty((await world.BookAsync()).Monitor!.Value.Quarantined);
    }

    [Fact]
    public async Task A_position_that_somebody_closed_by_hand_is_settled_as_external_after_a_minute()
    {
        var (world, _) = await World.FlatAsync();
        var signal = await world.EnterAsync();
        var quantity = (await world.VenueAsync()).Positions[0].Quantity;
        await world.Venue.SubmitAsync(OrderRequest.Exit(
            ClientOrderId.Of("by-hand"), signal.Symbol, Side.Buy, Quantity.Of(quantity)), default);
        await world.TickAsync(world.Open(), times: 3);
        Assert.Empty(await world.TradesAsync()); // One reading may lag behind.
        await world.TickAsync(world.Open(), times: 5);
        Assert.Equal(CloseType.External, Assert.Single(await world.TradesAsync()).Close);
        Assert.True((await world.VenueAsync()).Orders.IsEmpty);
        await world.AssertBooksBalanceAsync("after a close by hand");
    }

    [Fact]
    public async Task Flatten_closes_what_is_open_and_nothing_that_comes_after_a_resume()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        await world.Open().Control.HandleAsync(OperatorOrder.Flatten, default);
        await world.TickAsync(world.Open());
        Assert.Equal(CloseType.Flatten, Assert.Single(await world.TradesAsync()).Close);
        await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);
        await world.EnterAsync(world.Make(1));
        await world.TickAsync(world.Open());
        Assert.Single((await world.VenueAsync()).Positions);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_halted_system_does_not_trail(bool isHalted, bool isTrailing)
    {
        var (world, market) = await World.FlatAsync();
        var signal = await world.EnterAsync();
        var stop = (await world.BookAsync()).Positions[0].Value.StopTarget;
        if (isHalted) await world.Open().Control.HandleAsync(OperatorOrder.Halt, default);
        market.Move(signal.Symbol, signal.Minute + 1, FlatMarket.Ticks, FlatMarket.Ticks * 102 / 100);
        await world.RunForAsync(TimeSpan.FromMinutes(2.2));
        var position = Assert.Single((await world.BookAsync()).Positions).Value;
        Assert.Equal(isTrailing, position.IsTrailing);
        Assert.Equal(isTrailing, position.StopTarget != stop);
        await world.AssertNothingNakedAsync("halted");
    }

    [Fact]
    public async Task A_halted_system_still_closes_what_is_overdue()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        await world.Open().Control.HandleAsync(OperatorOrder.Halt, default);
        world.Time.AdvanceTo(world.Now.AddMinutes(45));
        await world.Open().Monitor.RunAsync(default);
        Assert.Equal(CloseType.TimeStop, Assert.Single(await world.TradesAsync()).Close);
    }

    [Fact]
    public async Task A_venue_that_is_away_is_noted_and_after_a_minute_entries_are_refused()
    {
        var (world, _) = await World.FlatAsync();
        var process = world.Open(new FaultSwitch(call => call == "venue.Account"));
        world.Time.AdvanceTo(world.Now.AddSeconds(61));
        var report = await process.Monitor.RunAsync(default);
        Assert.False(report.IsReconciled);
        var problem = (await world.BookAsync()).Monitor!.Value.VenueProblem;
        Assert.Contains("planned fault", problem, StringComparison.Ordinal);
        var signal = world.Make();
        await world.Open().Execute.HandleAsync(await world.WriteAsync(signal), default);
        Assert.Equal(ReasonCode.NotReconciled, await world.OutcomeAsync(signal));
        await world.TickAsync(world.Open());
        Assert.Null((await world.BookAsync()).Monitor!.Value.VenueProblem);
    }

    [Fact]
    public async Task A_venue_that_was_away_for_long_needs_nobody_when_it_is_back()
    {
        var (world, _) = await World.FlatAsync();
        await world.TickAsync(world.Open(new FaultSwitch(call => call == "venue.Account")), times: 30);
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
        var missed = world.Make();
        await world.Open().Execute.HandleAsync(await world.WriteAsync(missed), default);
        Assert.Equal(ReasonCode.NotReconciled, await world.OutcomeAsync(missed));
        await world.TickAsync(world.Open());
        Assert.NotEqual(default, await world.EnterAsync(world.Make(1)));
    }

    [Fact]
    public async Task Five_orders_that_fail_halt_until_the_operator_resumes()
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook,
            risk => new((risk ?? RiskBook.Empty) with { VenueErrors = [.. Enumerable.Repeat(world.Now, 5)] }), default);
        await world.TickAsync(world.Open());
        Assert.Equal(TradingStateKind.Halted, (await world.BookAsync()).StateAt(world.Now).Kind);
        world.Time.AdvanceTo(world.Now.AddMinutes(30));
        await world.Open().Monitor.RunAsync(default);
        Assert.Equal(ReasonCode.BreakerOrderErrors, (await world.BookAsync()).StateAt(world.Now).Causes[0].Code);
        await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);
        await world.TickAsync(world.Open());
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Theory]
    [InlineData(30, 60)] // The least pause.
    [InlineData(180, 180)]
    public async Task A_venue_that_bans_the_address_pauses_entries_for_as_long_and_raises_an_alarm(
        int banned, int paused)
    {
        var (world, _) = await World.FlatAsync();
        var ports = world.Ports() with { Venue = new BanningVenue(world.Venue, TimeSpan.FromSeconds(banned)) };
        await new TradingUseCases(ports).Monitor.RunAsync(default);
        var state = (await world.BookAsync()).StateAt(world.Now);
        Assert.Equal((TradingStateKind.Reducing, ReasonCode.BreakerRateLimit), (state.Kind, state.Causes[0].Code));
        var alarms = await world.Store.QueryAsync(StoreLayout.Alarms, null, null, default);
        Assert.Contains("BREAKER_RATE_LIMIT", Assert.Single(alarms).Row, StringComparison.Ordinal);
        world.Time.AdvanceTo(world.Now.AddSeconds(paused));
        await world.Open().Monitor.RunAsync(default);
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task A_system_whose_parts_fail_ends_entries_and_begins_again_when_they_work()
    {
        var (world, _) = await World.FlatAsync();
        foreach (var name in new[] { "ScanMarket", "ExecuteSignal", "MonitorPositions", "ReceiveSignals", "Other" })
            await world.Open().RecordFaultAsync(name, new TimeoutException("planned"), default);
        await world.TickAsync(world.Open(), seconds: 60);
        var state = (await world.BookAsync()).StateAt(world.Now);
        Assert.Equal((TradingStateKind.Reducing, ReasonCode.BreakerFaults), (state.Kind, state.Causes[0].Code));
        Assert.Equal(5, state.Causes[0].Value);
        await world.TickAsync(world.Open(), seconds: 60, times: 13);
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task A_position_whose_walk_fails_keeps_no_other_from_being_guarded()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync(world.Make(0));
        await world.EnterOneMoreAsync(world.Make(1));
        foreach (var stop in (await world.VenueAsync()).Orders.Where(order => order.Type == OrderType.StopMarket))
            await world.Venue.CancelAsync(stop.Symbol, stop.Id, isConditional: true, default);
        var broken = world.Open(new FaultSwitch(call => call == "store.Write book/position-AAAUSDT"));
        world.Time.AdvanceTo(world.Now.AddSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => broken.Monitor.RunAsync(default));

        var state = await world.VenueAsync();
        Assert.Contains(state.Orders, order => order.Type == OrderType.StopMarket
            && order.Symbol == FlatMarket.SymbolOf(1));
        Assert.Equal(world.Now, (await world.BookAsync()).Monitor!.Value.TickAt);
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("venue.Find", true)]
    [InlineData("venue.", true)] // The account cannot be read either.
    public async Task An_entry_that_was_absent_is_asked_about_again_soon_where_the_venue_gives_no_answer(
        string failing, bool isSoon)
    {
        var (world, _) = await World.FlatAsync();
        var message = await world.WriteAsync(world.Make());
        var dying = world.Open(new FaultPlan(FaultKind.KillBefore, strikeAt: 1, "venue.Submit"));
        await Assert.ThrowsAsync<ProcessKilledException>(() => dying.Execute.HandleAsync(message, default));
        await world.TickAsync(world.Open(), seconds: 10, times: 2);
        Assert.True(Assert.Single((await world.BookAsync()).Positions).Value.Entry.AbsentReads > 0);

        world.Time.AdvanceTo(world.Now.AddSeconds(10));
        var report = await world.Open(new FaultSwitch(call => call.StartsWith(failing, StringComparison.Ordinal)))
            .Monitor.RunAsync(default);
        Assert.Equal(isSoon ? world.Now + PositionUpkeep.LookAgainAfter : null, report.LookAgainAt);
    }

    [Fact]
    public async Task A_tick_that_loses_the_race_for_a_position_guards_it_all_the_same()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        var dying = world.Open(new FaultPlan(FaultKind.KillBefore, strikeAt: 2, "venue.Submit"));
        await Assert.ThrowsAsync<ProcessKilledException>(() => dying.Execute.HandleAsync(message, default));
        Assert.True((await world.VenueAsync()).Orders.IsEmpty, "the stop was placed before its process died");

        world.Time.AdvanceTo(world.Now.AddSeconds(5));
        var row = StoreLayout.Position(signal.Symbol);
        var writes = 0;
        await world.Open(new CallHook(async call =>
        {
            if (call != $"store.Write book/{row}" || writes++ > 0) return;
            await world.Store.UpdateAsync(StoreLayout.Book, row, DocumentJson.Default.Position,
                position => new(position! with { UnprotectedSecondsMax = 1 }), default);
        })).Monitor.RunAsync(default);
        Assert.Contains((await world.VenueAsync()).Orders, order => order.Type == OrderType.StopMarket);
    }

    [Fact]
    public async Task Equity_is_noted_once_a_minute()
    {
        var (world, _) = await World.FlatAsync();
        await world.RunForAsync(TimeSpan.FromMinutes(3));
        var points = await world.Open().Trades.ReadEquityAsync(
            Minute.Of(World.Start), Minute.Of(World.Start) + 10, default);
        Assert.Equal([0, 1, 2, 3], points.Select(point => point.Minute - Minute.Of(World.Start)));
        Assert.All(points, point => Assert.Equal(10_000, point.Equity));
    }
}
