using System.Text;
using Quantum.App.Hosting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 5: a signal that was accepted is executed, refused with a reason, or dead-lettered visibly. A restart
/// loses no position, order or ledger record.
/// </summary>
public sealed class NothingLostTests
{
    [Fact]
    public async Task A_message_that_nobody_can_read_is_given_up_at_once_and_seen()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        await world.Queue.SendAsync(Encoding.UTF8.GetBytes("{ not a message"), default);
        var step = await world.OpenLoop().StepAsync(default);

        Assert.Empty(step.Faults);
        Assert.Single(await world.Queue.ReadDeadLettersAsync(default));
        Assert.Equal(0, await world.Queue.CountAsync(default));
        var row = Assert.Single((await world.Open().Status.HandleAsync(default)).DeadLetters);
        Assert.StartsWith("Not a signal message", row.Reason, StringComparison.Ordinal);
        Assert.Equal("{ not a message", row.Body);
        await world.RunForAsync(TimeSpan.FromMinutes(1)); // What it should have named is sent again.
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_message_that_fails_five_times_is_given_up_and_its_signals_end_with_it()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.PlantAsync(signal);
        var process = world.Open(new FaultSwitch(call => call == "market.Quotes"));
        var loop = world.OpenLoop(process);
        var faults = 0;
        await world.RunAsync(loop, world.Now.AddMinutes(1.4), step =>
        {
            faults += step.Faults.Count(fault => fault.UseCase == "ExecuteSignal");
            return Task.CompletedTask;
        });

        Assert.Equal(ReasonCode.SignalDeadLettered, await world.OutcomeAsync(signal));
        Assert.Contains(await world.Queue.ReadDeadLettersAsync(default),
            letter => letter.Reason.StartsWith("given up after 5 deliveries", StringComparison.Ordinal));
        Assert.True(faults >= TradingLoop.DeliveriesMax, $"only {faults} faults were seen");
        Assert.NotEmpty(await world.Store.QueryAsync(StoreLayout.Faults, null, null, default));
        Assert.Empty(await world.EntriesAsync());
    }

    [Fact]
    public async Task A_message_that_was_never_sent_is_sent_by_the_sweep()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        await world.RunForAsync(TimeSpan.FromSeconds(25));
        Assert.Null(await world.OutcomeAsync(signal));
        await world.RunForAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_signal_that_nobody_executed_in_time_expires()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        world.Time.AdvanceTo(signal.Minute.Start.AddSeconds(90));
        await world.Open().Monitor.RunAsync(default);
        Assert.Null(await world.OutcomeAsync(signal)); // The limit itself is still in time.
        await world.TickAsync(world.Open(), seconds: 1);

        var row = Assert.Single(await world.SignalsAsync(signal.Minute));
        Assert.Equal("SIGNAL_EXPIRED 91 / 90", row.Outcome.ToString());
        await world.Open().Execute.HandleAsync(SignalPlant.Message(signal.Minute, signal), default);
        Assert.Empty(await world.EntriesAsync());
    }

    [Fact]
    public async Task The_sweep_counts_the_outcomes_of_a_minute_once_all_its_signals_have_ended()
    {
        var (world, _) = await World.FlatAsync();
        var signals = new[] { world.Make(0), world.Make(1), world.Make(2) };
        await world.PlantAsync(signals);
        await world.RunForAsync(TimeSpan.FromSeconds(40));

        var row = await world.Store.ReadAsync(StoreLayout.Scans(signals[0].Minute), signals[0].Minute.Key,
            DocumentJson.Default.ScanRow, default);
        var line = Assert.Single(row!.Value.Outcomes!);
        Assert.Equal((ReasonCode.OrderFilled, 3L), (line.Code, line.Count));
        Assert.Equal(signals[0].Minute, (await world.BookAsync()).Monitor!.Value.SweptTo);
    }

    [Fact]
    public async Task A_restart_at_every_step_loses_no_position_order_or_signal()
    {
        var (world, _) = await World.FlatAsync();
        await world.PlantAsync(world.Make(0), world.Make(1));
        await world.OpenLoop().StepAsync(default);
        var before = await world.BookAsync();
        var venue = await world.VenueAsync();
        for (var restart = 0; restart < 12; restart++)
        {
            world.Time.AdvanceTo(world.Now.AddSeconds(10));
            await world.OpenLoop().StepAsync(default); // A process that lives for one step.
            await world.AssertNothingNakedAsync($"restart {restart}");
        }

        var after = await world.BookAsync();
        Assert.Equal(before.Positions.Select(Describe), after.Positions.Select(Describe));
        Assert.Equal(before.RiskOrEmpty.Slots, after.RiskOrEmpty.Slots);
        Assert.Equal(venue.Orders, (await world.VenueAsync()).Orders);
        Assert.Equal(2, (await world.EntriesAsync()).Count);
    }

    private static string Describe(Tagged<Quantum.Core.Positions.Position> position) =>
        $"{position.Value.Symbol} {position.Value.HeldQuantity} at {position.Value.EntryPrice} "
        + string.Join(' ', position.Value.Orders.Select(order => $"{order.Id}:{order.State}"));
}
