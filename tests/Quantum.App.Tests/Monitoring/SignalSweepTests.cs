using Quantum.App.Execution;
using Quantum.App.Monitoring;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Monitoring;

public sealed class SignalSweepTests
{
    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    [InlineData(90, 1)]
    [InlineData(91, 0)] // Expired: nothing is left to ring for.
    public async Task A_signal_without_an_outcome_is_sent_again_between_thirty_seconds_and_its_end(int age, int sent)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        Assert.Null(await SweepAsync(world, null, [], signal.Minute.Start.AddSeconds(age)));
        Assert.Equal(sent, await world.Queue.CountAsync(default));
        Assert.Equal(age > 90 ? ReasonCode.SignalExpired : null, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_signal_whose_entry_is_under_way_neither_expires_nor_rings()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        await SweepAsync(world, null, [Planned(signal, filled: 0)], signal.Minute.Start.AddHours(1));
        Assert.Null(await world.OutcomeAsync(signal));
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task A_signal_whose_position_is_open_has_been_executed()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        await SweepAsync(world, null, [Planned(signal, filled: 3)], signal.Minute.Start.AddHours(1));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task It_goes_on_from_where_it_came_and_stops_at_the_first_open_minute()
    {
        var (world, _) = await World.FlatAsync();
        var first = world.Minute;
        await world.RunForAsync(TimeSpan.FromMinutes(3)); // No signals: history of a flat market is too short.
        world.Time.AdvanceTo((first + 4).Start.AddSeconds(1));
        await world.WriteAsync(world.Make());
        var swept = await SweepAsync(world, first, [], world.Now);
        Assert.Equal(first + 3, swept);
    }

    [Fact]
    public async Task A_long_outage_is_swept_over_several_ticks()
    {
        var (world, _) = await World.FlatAsync();
        var first = world.Minute;
        await world.Store.TryInsertAsync(StoreLayout.ScanHead, StoreLayout.HeadRow,
            new ScanHead(first, first + 299), DocumentJson.Default.ScanHead, default);
        var swept = await SweepAsync(world, null, [], (first + 300).Start);
        Assert.Equal(first + 119, swept);
        swept = await SweepAsync(world, swept, [], (first + 300).Start);
        swept = await SweepAsync(world, swept, [], (first + 300).Start);
        Assert.Equal(first + 299, swept);
    }

    private static async Task<Minute?> SweepAsync(
        World world, Minute? from, Position[] positions, DateTimeOffset now)
    {
        var head = (await world.BookAsync()).Head?.Value;
        return (await new SignalSweep(
            world.Store, world.Queue, new SignalOutcomes(world.Store, world.Time), world.Settings)
            .SweepAsync(head, from, null, positions.ToDictionary(position => position.Id), now, default)).To;
    }

    private static Position Planned(Signal signal, decimal filled)
    {
        var id = ClientOrderId.For("p01", signal.Id, OrderLeg.Entry, 0);
        var request = OrderRequest.Entry(id, signal.Symbol, signal.Side, Quantity.Of(3));
        var entry = OrderRecord.Prepare(request, OrderLeg.Entry, signal.Minute.Start);
        return new Position
        {
            Signal = signal,
            Plan = new ExitPlan(0.01m, 0.015m, 0.001m),
            Leverage = 1,
            ExpectedPrice = signal.Close,
            PlannedAt = signal.Minute.Start,
            Orders = [entry with { FilledQuantity = filled }],
        };
    }
}
