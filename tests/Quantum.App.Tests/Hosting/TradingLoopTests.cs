using Quantum.App.Hosting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Hosting;

public sealed class TradingLoopTests
{
    [Fact]
    public async Task Everything_is_due_at_once_then_every_ten_seconds_and_one_second_after_the_minute()
    {
        var (world, _) = await World.FlatAsync();
        var loop = world.OpenLoop();
        var due = new List<string>();
        while (due.Count < 9)
        {
            world.Time.AdvanceTo(loop.NextDue);
            var step = await loop.StepAsync(default);
            due.Add($"{world.Now:mm:ss}{(step.Scan is null ? "" : " scan")}");
        }

        Assert.Equal(["00:01 scan", "00:10", "00:20", "00:30", "00:40", "00:50", "01:00", "01:01 scan", "01:10"], due);
    }

    [Fact]
    public async Task A_late_host_runs_what_it_missed_once()
    {
        var (world, _) = await World.FlatAsync();
        var loop = world.OpenLoop();
        await loop.StepAsync(default);
        world.Time.AdvanceTo(world.Now.AddSeconds(95.5)); // 12:01:36.5
        var step = await loop.StepAsync(default);
        Assert.Equal(1, step.Scan!.Minutes);
        Assert.Equal(World.Start.AddSeconds(99), loop.NextDue); // 12:01:40
    }

    [Fact]
    public async Task A_use_case_that_fails_is_a_fault_on_record_and_the_others_run()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.PlantAsync(signal);
        var process = world.Open(new FaultSwitch(call =>
            call is "market.Symbols" or "store.Read book/scan-head" or "store.Query book"));
        var loop = world.OpenLoop(process);
        var step = await loop.StepAsync(default);

        Assert.Equal(["MonitorPositions", "ScanMarket", "ExecuteSignal"], step.Faults.Select(fault => fault.UseCase));
        Assert.Equal(World.Start.AddSeconds(3), loop.NextDue); // Nobody knows what the failed tick left undone.
        var rows = await world.Store.QueryAsync(StoreLayout.Faults, null, null, default);
        Assert.Equal(3, rows.Count);
        Assert.Contains("planned fault", rows[0].ToDocument(DocumentJson.Default.FaultRow).Value.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_away_ends_no_loop()
    {
        var (world, _) = await World.FlatAsync();
        var isAway = true;
        var signal = world.Make();
        await world.PlantAsync(signal);
        var loop = world.OpenLoop(world.Open(new FaultSwitch(call => isAway
            && call.StartsWith("store.", StringComparison.Ordinal))));
        var step = await loop.StepAsync(default);
        Assert.Contains(step.Faults, fault => fault.UseCase == "RecordFault");
        Assert.Contains(step.Faults, fault => fault.UseCase == "MonitorPositions");

        isAway = false;
        await world.RunAsync(loop, world.Now.AddSeconds(30));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_message_that_fails_is_delivered_again_after_five_seconds()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.PlantAsync(signal);
        var plan = new FaultPlan(FaultKind.FailBefore, 1, "market.Quotes");
        var loop = world.OpenLoop(world.Open(plan));
        await loop.StepAsync(default);
        Assert.Equal(1, await world.Queue.CountAsync(default));
        Assert.Null(await world.OutcomeAsync(signal));
        await world.RunAsync(loop, world.Now.AddSeconds(10));
        Assert.Equal(0, await world.Queue.CountAsync(default));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }

    [Fact]
    public async Task A_cancelled_step_is_cancelled_and_not_a_fault()
    {
        var (world, _) = await World.FlatAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.OpenLoop().StepAsync(cancelled.Token));
        Assert.Empty(await world.Store.QueryAsync(StoreLayout.Faults, null, null, default));
    }
}
