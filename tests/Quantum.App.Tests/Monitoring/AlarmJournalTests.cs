using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Monitoring;

/// <summary>
/// What somebody should know is put on record once, shown in the status, and ends entries where it must.
/// </summary>
public sealed class AlarmJournalTests
{
    [Fact]
    public async Task An_order_of_unknown_outcome_raises_an_alarm_at_30_s_and_another_at_5_min_when_entries_end()
    {
        var (world, away) = await LostAsync();
        await world.TickAsync(world.Open(away), times: 2);
        Assert.Empty(await AlarmsAsync(world)); // 20 s old.

        await world.TickAsync(world.Open(away), times: 2);
        var alarm = Assert.Single(await AlarmsAsync(world));
        Assert.Equal((ReasonCode.OrderUnknown, 30, 30), (alarm.Reason.Code, alarm.Reason.Value, alarm.Reason.Limit));
        Assert.Equal(FlatMarket.SymbolOf(0), alarm.Symbol);
        Assert.NotNull(alarm.OrderId);
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);

        await world.TickAsync(world.Open(away), times: 27);
        var late = (await AlarmsAsync(world)).Single(row => row.Reason.Code == ReasonCode.BreakerUnknownOrder);
        Assert.Equal((300, 300), (late.Reason.Value, late.Reason.Limit));
        Assert.Equal(2, (await AlarmsAsync(world)).Count); // Each once, however often it was found.
        Assert.Equal(TradingStateKind.Reducing, (await world.BookAsync()).StateAt(world.Now).Kind);
        var signal = world.Make(1);
        await world.Open().Execute.HandleAsync(await world.WriteAsync(signal), default);
        Assert.Equal(ReasonCode.BreakerUnknownOrder, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task Entries_begin_again_by_themselves_when_the_order_is_known()
    {
        var (world, away) = await LostAsync();
        await world.TickAsync(world.Open(away), times: 31);
        Assert.Equal(TradingStateKind.Reducing, (await world.BookAsync()).StateAt(world.Now).Kind);
        await world.TickAsync(world.Open(), times: 8); // Three absent answers over a minute.
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task The_status_shows_the_alarms_of_a_day_and_the_order_that_is_unknown_now()
    {
        var (world, away) = await LostAsync();
        await world.TickAsync(world.Open(away), times: 4);
        var status = await world.Open().Status.HandleAsync(default);
        Assert.Equal(ReasonCode.OrderUnknown, Assert.Single(status.Alarms).Reason.Code);
        var safety = status.Health.Single(row => row.Component == "safety");
        Assert.Contains("1 order of unknown outcome, the oldest AAAUSDT for 40 s", safety.Evidence,
            StringComparison.Ordinal);
        world.Time.AdvanceTo(world.Now.AddHours(25));
        Assert.Empty((await world.Open().Status.HandleAsync(default)).Alarms);
    }

    [Fact]
    public async Task A_venue_that_is_away_keeps_no_alarm_back()
    {
        var (world, _) = await LostAsync();
        var away = new FaultSwitch(call => call.StartsWith("venue.", StringComparison.Ordinal));
        await world.TickAsync(world.Open(away), times: 4);
        Assert.Equal(ReasonCode.OrderUnknown, Assert.Single(await AlarmsAsync(world)).Reason.Code);
    }

    [Fact]
    public async Task A_breaker_that_comes_out_raises_one_alarm()
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook,
            risk => new((risk ?? RiskBook.Empty) with { VenueErrors = [.. Enumerable.Repeat(world.Now, 5)] }), default);
        await world.TickAsync(world.Open(), times: 3);
        var alarm = Assert.Single(await AlarmsAsync(world));
        Assert.Equal(ReasonCode.BreakerOrderErrors, alarm.Reason.Code);
        Assert.Null(alarm.OrderId);
    }

    /// <summary>An entry whose POST was lost before it arrived, and a venue that answers nothing about it.</summary>
    private static async Task<(World World, FaultSwitch Away)> LostAsync()
    {
        var (world, _) = await World.FlatAsync(settings: new() { Breaker = new() { OrderErrorsMax = 1000 } });
        var lost = world.Open(new FaultSwitch(call => call.StartsWith("venue.Submit", StringComparison.Ordinal)
            || call.StartsWith("venue.Find", StringComparison.Ordinal)));
        await lost.Execute.HandleAsync(await world.WriteAsync(world.Make()), default);
        var position = Assert.Single((await world.BookAsync()).Positions).Value;
        Assert.Equal(OrderState.Unknown, position.Entry.State);
        return (world, new FaultSwitch(call => call.StartsWith("venue.Find", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<AlarmRow>> AlarmsAsync(World world) =>
    [
        .. (await world.Store.QueryAsync(StoreLayout.Alarms, null, null, default))
            .Select(row => row.ToDocument(DocumentJson.Default.AlarmRow).Value),
    ];
}
