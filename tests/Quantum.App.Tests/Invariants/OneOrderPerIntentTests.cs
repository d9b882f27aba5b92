using Quantum.App.Hosting;
using Quantum.App.Ports;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 2: at most one order per intent, whatever crashes, times out, is delivered twice or arrives late. Judged
/// by the venue's own books.
/// </summary>
public sealed class OneOrderPerIntentTests
{
    [Theory]
    [InlineData(FaultKind.KillBefore)]
    [InlineData(FaultKind.KillAfter)]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    public async Task A_process_that_ends_anywhere_between_message_and_protected_position_orders_once(FaultKind kind)
    {
        var filled = 0;
        for (var call = 1; ; call++)
        {
            var plan = new FaultPlan(kind, call);
            var (world, _) = await World.FlatAsync(2);
            var signal = world.Make();
            await world.PlantAsync(signal);
            var delivery = Assert.Single(await world.Queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default));
            await DieAsync(() => world.Open(plan).Execute.HandleAsync(delivery.Body, default));
            if (plan.Struck is null)
            {
                Assert.True(call > 20, $"an entry of {call} calls cannot have done its work");
                Assert.True(filled > 10, "nearly no case ended with a position: the test proves nothing");
                return;
            }

            var protectedFrom = world.Now.AddSeconds(10) + TimeSpan.FromSeconds(10); // One tick after the first one.
            await world.RunForAsync(TimeSpan.FromMinutes(4), async _ =>
            {
                await world.AssertOneOrderPerSignalAsync(plan.Struck);
                Assert.InRange((await world.VenueAsync()).Positions.Length, 0, 1);
                if (world.Now >= protectedFrom) await world.AssertNothingNakedAsync(plan.Struck);
            });

            var outcome = await world.OutcomeAsync(signal);
            Assert.True(outcome is not null, $"{plan.Struck}: the signal has no outcome");
            if (outcome == ReasonCode.OrderFilled) filled++;
            Assert.Equal(outcome == ReasonCode.OrderFilled, (await world.EntriesAsync()).Count == 1);
            await AssertBothSidesAgreeAsync(world, plan.Struck);
        }
    }

    [Fact]
    public async Task A_message_delivered_twice_orders_once()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        await world.Open().Execute.HandleAsync(message, default);
        await world.Open().Execute.HandleAsync(message, default);

        Assert.Single(await world.EntriesAsync());
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_message_that_arrives_after_its_trade_has_ended_orders_nothing()
    {
        var (world, market) = await World.FlatAsync(settings: new TradingSettings
        {
            Signal = new SignalSettings { TimeToLiveSeconds = 600 },
            Breaker = new BreakerSettings { CooldownMinutes = 0, StopCooldownMinutes = 0 },
        });
        var signal = world.Make();
        market.Move(signal.Symbol, signal.Minute + 1, FlatMarket.Ticks, FlatMarket.Ticks * 97 / 100);
        var message = await world.WriteAsync(signal);
        await world.Open().Execute.HandleAsync(message, default);
        await world.RunForAsync(TimeSpan.FromMinutes(3));
        Assert.Single(await world.TradesAsync());

        await world.Open().Execute.HandleAsync(message, default);
        Assert.Single(await world.EntriesAsync());
    }

    [Fact]
    public async Task Executors_interleaved_on_one_message_order_once()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var (world, _) = await World.FlatAsync(2);
            var signal = world.Make();
            var message = await world.WriteAsync(signal);
            var race = new Interleaver(seed);
            var processes = Enumerable.Range(0, 2 + seed % 3).Select(_ => world.Open(race)).ToList();
            await race.RunAsync(processes.Select(process =>
                (Func<Task>)(() => DieAsync(() => process.Execute.HandleAsync(message, default)))));
            await world.RunForAsync(TimeSpan.FromSeconds(40));

            await world.AssertOneOrderPerSignalAsync($"seed {seed}");
            Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
            await world.AssertNothingNakedAsync($"seed {seed}");
            await AssertBothSidesAgreeAsync(world, $"seed {seed}");
        }
    }

    [Fact]
    public async Task An_executor_and_monitors_interleaved_order_once_and_protect()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var (world, _) = await World.FlatAsync(2);
            var signal = world.Make();
            var message = await world.WriteAsync(signal);
            var race = new Interleaver(seed);
            var executor = world.Open(race);
            var monitors = Enumerable.Range(0, 1 + seed % 2).Select(_ => world.Open(race)).ToList();
            await race.RunAsync(
            [
                () => executor.Execute.HandleAsync(message, default),
                .. monitors.Select(monitor => (Func<Task>)(() => monitor.Monitor.RunAsync(default))),
            ]);
            await world.TickAsync(world.Open(), times: 2);

            await world.AssertOneOrderPerSignalAsync($"seed {seed}");
            await world.AssertNothingNakedAsync($"seed {seed}");
            Assert.True((await world.VenueAsync()).Positions.Length == 1, $"seed {seed}: the position was closed");
        }
    }

    [Fact]
    public async Task An_executor_that_was_overtaken_by_a_refusal_does_not_order_again()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        var refusing = new GatedVenue(world.Venue, new FaultSwitch(_ => false))
        {
            Refuses = request => request.ReduceOnly || request.ClosePosition ? null : VenueRefusal.InsufficientMargin,
        };
        var first = new TradingUseCases(world.Ports() with { Venue = refusing });
        var isOvertaken = false;
        var slow = world.Open(new CallHook(async call =>
        {
            if (isOvertaken || call != "store.Query book") return;
            isOvertaken = true; // It has read the signal as open; now another one takes it to its end.
            await first.Execute.HandleAsync(message, default);
        }));
        await slow.Execute.HandleAsync(message, default);

        Assert.True(isOvertaken);
        Assert.Equal(ReasonCode.VenueRefused, await world.OutcomeAsync(signal));
        Assert.Empty(await world.EntriesAsync());
    }

    [Theory]
    [InlineData(FaultKind.FailAfter, ReasonCode.OrderFilled, 1)]
    [InlineData(FaultKind.FailBefore, ReasonCode.OrderLapsed, 0)]
    public async Task An_entry_whose_fate_is_unknown_is_settled_by_evidence_and_never_sent_again(
        FaultKind kind, ReasonCode expected, int orders)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        await world.Open(new FaultPlan(kind, 1, "venue.Submit")).Execute.HandleAsync(message, default);
        Assert.Null(await world.OutcomeAsync(signal));

        await world.RunForAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(expected, await world.OutcomeAsync(signal));
        Assert.Equal(orders, (await world.EntriesAsync()).Count);
        Assert.Equal(orders, (await world.BookAsync()).RiskOrEmpty.Slots.Count);
        await world.AssertNothingNakedAsync(kind.ToString());
    }

    [Fact]
    public async Task An_unknown_entry_lapses_only_after_three_readings_over_a_minute()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        var process = world.Open(new FaultPlan(FaultKind.FailBefore, 1, "venue.Submit"));
        await process.Execute.HandleAsync(message, default);

        // The executor's own walk asks once at second 0; the seventh reading is the first one a minute after that.
        await world.TickAsync(process, times: 5);
        Assert.Equal(OrderState.Unknown, Assert.Single((await world.BookAsync()).Positions).Value.Entry.State);
        await world.TickAsync(process, times: 2);
        Assert.Empty((await world.BookAsync()).Positions);
    }

    private static async Task AssertBothSidesAgreeAsync(World world, string context)
    {
        var ours = (await world.BookAsync()).Positions.Where(position => position.Value.HeldQuantity > 0)
            .Select(position => (position.Value.Symbol, position.Value.HeldQuantity));
        var venues = (await world.VenueAsync()).Positions.Select(held => (held.Symbol, held.Quantity));
        Assert.True(ours.SequenceEqual(venues), $"{context}: our positions are not the venue's");
        await world.Open().Monitor.RunAsync(default);
        await world.AssertBooksBalanceAsync(context);
    }

    private static async Task DieAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception error) when (error is ProcessKilledException or TimeoutException or VenueUnavailableException)
        {
            // The queue delivers the message again.
        }
    }
}
