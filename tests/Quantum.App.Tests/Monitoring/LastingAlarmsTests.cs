using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Signals;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Monitoring;

/// <summary>What lasts is raised once, stands, and is ended when it is over.</summary>
public sealed class LastingAlarmsTests
{
    [Fact]
    public async Task A_position_without_a_stop_for_too_long_is_an_alarm_until_it_has_one()
    {
        var (world, _) = await World.FlatAsync();
        var venue = new GatedVenue(world.Venue, new FaultSwitch(_ => false))
        {
            Refuses = request => request.ReduceOnly || request.ClosePosition ? VenueRefusal.Other : null,
        };
        var process = new TradingUseCases(world.Ports() with { Venue = venue });
        var signal = world.Make();
        await process.Execute.HandleAsync(await world.WriteAsync(signal), default);
        await world.TickAsync(process);
        Assert.Empty(await AlarmsAsync(world, ReasonCode.PositionUnprotected)); // 10 s are allowed.

        await world.TickAsync(process, times: 3);
        var alarm = Assert.Single(await AlarmsAsync(world, ReasonCode.PositionUnprotected));
        Assert.Equal((20, 10, signal.Symbol, null),
            (alarm.Reason.Value, alarm.Reason.Limit, alarm.Symbol, alarm.EndedAt));
        venue.Refuses = request => request.Type == OrderType.Market ? VenueRefusal.Other : null;
        await world.TickAsync(process);
        Assert.Equal(world.Now, Assert.Single(await AlarmsAsync(world, ReasonCode.PositionUnprotected)).EndedAt);
        await world.TickAsync(process, times: 12);
        Assert.Single(await AlarmsAsync(world, ReasonCode.PositionUnprotected)); // It still has been naked so long.
    }

    [Fact]
    public async Task A_position_that_ended_within_the_tick_has_its_alarm_too()
    {
        var (world, _) = await World.FlatAsync();
        var venue = new GatedVenue(world.Venue, new FaultSwitch(_ => false)) { Refuses = request =>
            request.ReduceOnly || request.ClosePosition ? VenueRefusal.Other : null };
        var process = new TradingUseCases(world.Ports() with { Venue = venue });
        await process.Execute.HandleAsync(await world.WriteAsync(world.Make()), default);
        venue.Refuses = request => request.Type == OrderType.Market ? null : VenueRefusal.Other;
        await world.TickAsync(process, seconds: 30);
        Assert.Single(await world.TradesAsync());
        Assert.Equal(world.Now, Assert.Single(await AlarmsAsync(world, ReasonCode.PositionUnprotected)).EndedAt);
    }

    [Fact]
    public async Task Signals_that_do_not_come_are_an_alarm_until_they_come()
    {
        var (world, _) = await World.FlatAsync();
        await ScannedAsync(world, minutes: 31, signals: 0, null); // 222 questions each: 6.9 signals to be expected
        await TickMinuteAsync(world);
        Assert.Empty(await AlarmsAsync(world, ReasonCode.SignalsSilent));

        await ScannedAsync(world, minutes: 1, signals: 0, null);
        await TickMinuteAsync(world);
        var alarm = Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent));
        Assert.Equal((0, 7.104, null), (alarm.Reason.Value, Math.Round(alarm.Reason.Limit, 9), alarm.EndedAt));
        var status = await world.Open().Status.HandleAsync(default);
        Assert.Contains("improbably few signals: 0 signals of the rule in 1 h where at least 7.1 were",
            status.Health.Single(row => row.Component == "signals").Evidence, StringComparison.Ordinal);

        await ScannedAsync(world, minutes: 1, signals: 1, ReasonCode.SpreadWide);
        await TickMinuteAsync(world);
        Assert.Null(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt); // One may be chance.

        await ScannedAsync(world, minutes: 1, signals: 5, ReasonCode.SpreadWide);
        await TickMinuteAsync(world);
        Assert.NotNull(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt);
    }

    [Fact]
    public async Task What_lasts_longer_than_a_day_stays_in_the_status()
    {
        var (world, _) = await World.FlatAsync();
        await SilentAsync(world);
        var alarm = Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent));
        world.Time.AdvanceTo(world.Now.AddHours(30));
        Assert.Equal(alarm, Assert.Single((await world.Open().Status.HandleAsync(default)).Alarms));
        await world.Open().Control.HandleAsync(OperatorOrder.Pause, default);
        await world.TickAsync(world.Open(), times: 6); // A paused system is not expected to trade: the alarm is over.
        Assert.Empty((await world.Open().Status.HandleAsync(default)).Alarms);
    }

    [Theory]
    [InlineData(ReasonCode.SpreadWide, false, 1)]
    [InlineData(ReasonCode.PositionsFull, false, 0)] // it takes positions to fill the slots
    [InlineData(ReasonCode.DailyLossBudget, false, 0)]
    [InlineData(ReasonCode.ClockOffset, false, 1)] // nobody ordered it
    [InlineData(ReasonCode.MarginTooSmall, false, 1)] // nothing is held: the account is too small
    [InlineData(ReasonCode.SpreadWide, true, 0)] // a paused system is not expected to trade
    public async Task Signals_that_never_become_positions_are_an_alarm(ReasonCode outcome, bool isPaused, int alarms)
    {
        var (world, _) = await World.FlatAsync();
        if (isPaused) await world.Open().Control.HandleAsync(OperatorOrder.Pause, default);
        await ScannedAsync(world, minutes: 12, signals: 30, outcome); // 360 that were free: 7.2 to be expected
        await TickMinuteAsync(world);
        Assert.Equal(alarms, (await AlarmsAsync(world, ReasonCode.TradesSilent)).Count);
    }

    /// <summary>A day on which the limits that earlier positions fill and those of the market take turns.</summary>
    [Fact]
    public async Task A_market_that_is_traded_all_day_is_not_silent()
    {
        var world = new World(new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(World.Start) - 420,
            Seed = 1,
            SymbolCount = 100,
        }));
        await world.RunForAsync(TimeSpan.FromHours(16));
        var funnel = await world.Open().Funnel.HandleAsync(Minute.Of(World.Start), world.Minute + 1, default);
        Assert.All([ReasonCode.PositionsFull, ReasonCode.DailyLossBudget, ReasonCode.LiquidityThin,
            ReasonCode.OrderFilled],
            code => Assert.True(funnel.Outcomes.CountOf(code) > 0, $"the day never met {code}"));
        Assert.Empty(await AlarmsAsync(world, ReasonCode.TradesSilent));
        Assert.Empty(await AlarmsAsync(world, ReasonCode.SignalsSilent));
    }

    [Fact]
    public async Task An_alarm_whose_tick_died_before_it_wrote_more_is_taken_up_and_ended()
    {
        var (world, _) = await World.FlatAsync();
        await ScannedAsync(world, minutes: 32, signals: 0, null);
        world.Time.AdvanceTo(world.Minute.Start.AddSeconds(35));
        var dying = new FaultSwitch(call => call.StartsWith("store.Write book/monitor", StringComparison.Ordinal));
        await Assert.ThrowsAsync<TimeoutException>(() => world.Open(dying).Monitor.RunAsync(default));
        var alarm = Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent));
        Assert.Null((await world.BookAsync()).Monitor!.Value.Standing);

        await ScannedAsync(world, minutes: 1, signals: 0, null);
        await TickMinuteAsync(world); // The sweep moved on, and with it the name that a new alarm would have.
        Assert.Equal(alarm, Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)));

        await ScannedAsync(world, minutes: 1, signals: 9, ReasonCode.SpreadWide);
        await TickMinuteAsync(world);
        Assert.NotNull(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt);
    }

    [Fact]
    public async Task Alarms_that_several_ticks_left_open_become_one()
    {
        var (world, _) = await World.FlatAsync();
        var from = world.Now;
        foreach (var hours in new[] { 1, 2 })
        {
            var since = from.AddHours(hours);
            await world.Store.TryInsertAsync(StoreLayout.Alarms, StoreLayout.Alarm(since, "SIGNALS_SILENT", null),
                new AlarmRow(since, new Reason(ReasonCode.SignalsSilent, 0, hours)), DocumentJson.Default.AlarmRow,
                default);
        }

        // What a newer version wrote is none of them and makes no tick fail.
        await world.Store.TryWriteAsync(StoreLayout.Alarms, [new EntityWrite.Insert(
            StoreLayout.Alarm(from, "UNHEARD_OF", null), "{\"reason\":[\"UNHEARD_OF\"]}"u8.ToArray())], default);
        world.Time.AdvanceTo(from.AddHours(3));
        await SilentAsync(world);
        var open = Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent), alarm => alarm.EndedAt is null);
        Assert.Equal(from.AddHours(1), open.At);
        var standing = Assert.Single((await world.BookAsync()).Monitor!.Value.Standing!);
        Assert.Equal(Minute.Of(open.At).Start, standing.Since);
    }

    [Fact]
    public async Task A_monitor_that_cannot_reach_the_venue_forgets_no_alarm_that_another_raised()
    {
        var (world, _) = await World.FlatAsync();
        await ScannedAsync(world, minutes: 32, signals: 0, null);
        world.Time.AdvanceTo(world.Minute.Start.AddSeconds(35));
        var other = world.Open();
        await world.Open(new CallHook(async call =>
        {
            if (!call.StartsWith("venue.Account", StringComparison.Ordinal)) return;
            await other.Monitor.RunAsync(default); // Both have read the book.
            throw new PortFaultException(call);
        }), "two").Monitor.RunAsync(default);
        var monitor = (await world.BookAsync()).Monitor!.Value;
        Assert.NotNull(monitor.VenueProblem);
        Assert.Equal(ReasonCode.SignalsSilent, Assert.Single(monitor.Standing ?? []).Code);

        await ScannedAsync(world, minutes: 1, signals: 9, ReasonCode.SpreadWide);
        await TickMinuteAsync(world);
        Assert.NotNull(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt);
    }

    [Fact]
    public async Task An_alarm_that_is_raised_again_in_the_same_minute_lasts_again()
    {
        var (world, _) = await World.FlatAsync();
        await SilentAsync(world);
        await world.Open().Control.HandleAsync(OperatorOrder.Pause, default);
        await world.TickAsync(world.Open(), times: 6);
        Assert.NotNull(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt);

        await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);
        await world.TickAsync(world.Open(), times: 6); // Nothing was scanned since: its row has the same name.
        Assert.Null(Assert.Single(await AlarmsAsync(world, ReasonCode.SignalsSilent)).EndedAt);
    }

    [Fact]
    public async Task A_minute_is_counted_once_whoever_sweeps_it()
    {
        var (world, _) = await World.FlatAsync();
        await ScannedAsync(world, minutes: 3, signals: 1, ReasonCode.SpreadWide);
        await TickMinuteAsync(world);
        await world.TickAsync(world.Open(), times: 6);
        var hours = (await world.BookAsync()).Monitor!.Value.Tally!.Hours;
        Assert.Equal((3 * 222, 3, 3), (hours.Sum(hour => hour.RuleAsked), hours.Sum(hour => hour.RuleSignals),
            hours.Sum(hour => hour.Free)));
    }

    [Fact]
    public async Task Nothing_but_the_reading_of_the_bundle_is_asked_of_the_store_and_that_once_a_minute()
    {
        var (world, _) = await World.FlatAsync();
        await ScannedAsync(world, minutes: 1, signals: 0, null, SignalSource.Model);
        await TickMinuteAsync(world);
        var calls = new List<string>();
        var process = world.Open(new CallHook(call =>
        {
            if (call.StartsWith("store.", StringComparison.Ordinal)) calls.Add(call);
            return Task.CompletedTask;
        }));
        await world.TickAsync(process, times: 12);
        Assert.Equal(2, calls.Count(call => call.Contains("models", StringComparison.Ordinal)));
        Assert.DoesNotContain(calls, call => call.Contains(StoreLayout.Alarms, StringComparison.Ordinal));
    }

    /// <summary>Scans that are complete, one minute after the other up to now.</summary>
    private static async Task ScannedAsync(
        World world, int minutes, int signals, ReasonCode? outcome, SignalSource source = SignalSource.RuleRsi)
    {
        for (var count = 0; count < minutes; count++)
        {
            world.Time.AdvanceTo((world.Minute + 1).Start);
            var minute = world.Minute;
            List<FunnelLine> decisions = [new(ReasonCode.RuleNeutral, source, Side.None, 222 - signals)];
            if (signals > 0) decisions.Add(new(ReasonCode.SignalQueued, source, Side.Buy, signals));
            await world.Store.TryInsertAsync(StoreLayout.Scans(minute), minute.Key, new ScanRow
            {
                Minute = minute, Owner = "one", ClaimedAt = world.Now, Attempt = 1, CompletedAt = world.Now,
                Symbols = 222, Decisions = decisions,
                Outcomes = outcome is { } code ? [new(code, source, Side.Buy, signals)] : [],
            }, DocumentJson.Default.ScanRow, default);
            await world.Store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
                head => new(new ScanHead(head?.First ?? minute, minute)), default);
        }
    }

    /// <summary>As many minutes without a signal as it takes for an alarm, and the tick that raises it.</summary>
    private static async Task SilentAsync(World world)
    {
        await ScannedAsync(world, minutes: 32, signals: 0, null);
        await TickMinuteAsync(world);
    }

    /// <summary>Ticks until the middle of the minute, when silence is judged.</summary>
    private static async Task TickMinuteAsync(World world)
    {
        world.Time.AdvanceTo(world.Minute.Start.AddSeconds(25));
        await world.TickAsync(world.Open(), times: 2);
    }

    private static async Task<IReadOnlyList<AlarmRow>> AlarmsAsync(World world, ReasonCode code) =>
    [
        .. (await world.Store.QueryAsync(StoreLayout.Alarms, null, null, default))
            .Where(row => row.Row.Contains(ReasonCatalog.Of(code).Name, StringComparison.Ordinal))
            .Select(row => row.ToDocument(DocumentJson.Default.AlarmRow).Value)
            .Where(alarm => alarm.Reason.Code == code),
    ];
}
