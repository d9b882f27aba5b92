using Quantum.App.Tests.Fakes;
using Quantum.Core.Diagnosis;
using Quantum.Core.Risk;

namespace Quantum.App.Tests.Reporting;

public sealed class ReportStatusTests
{
    [Fact]
    public async Task A_system_that_never_ran_says_so()
    {
        var status = await World.Generate(1, 3).Open().Status.HandleAsync(default);
        Assert.Equal("It is not trading because no minute has been scanned yet.", status.Diagnosis);
        Assert.Null(status.Books);
        Assert.Null(status.LastScan);
        Assert.Equal(HealthLevel.Bad, status.Health[0].Level);
    }

    [Fact]
    public async Task The_status_is_read_from_the_stores_alone()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        var calls = new List<string>();
        var gate = new CallHook(call =>
        {
            calls.Add(call);
            return Task.CompletedTask;
        });
        var status = await world.Open(gate).Status.HandleAsync(default);
        Assert.All(calls, call => Assert.StartsWith("store.", call, StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => call.StartsWith("store.Write", StringComparison.Ordinal));
        Assert.Single(status.Positions);
        Assert.Equal(world.Scanned, status.LastScan);
        Assert.Equal(status.Books!.Equity, status.Equity[^1].Equity);
        Assert.Contains(status.Health, row => row.Component == "safety"
            && row.Evidence.StartsWith("1 of 1 positions have a confirmed stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_system_that_fell_silent_says_since_when()
    {
        var (world, _) = await World.FlatAsync();
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        world.Time.AdvanceTo(world.Now.AddMinutes(9));
        var status = await world.Open().Status.HandleAsync(default);
        Assert.StartsWith(
            "It is not trading because nothing was scanned for", status.Diagnosis, StringComparison.Ordinal);
        Assert.Equal(HealthLevel.Bad, status.Health[0].Level);
    }

    [Fact]
    public async Task The_operators_order_is_the_state_and_the_diagnosis()
    {
        var (world, _) = await World.FlatAsync();
        await world.RunForAsync(TimeSpan.FromMinutes(1));
        await world.Open().Control.HandleAsync(OperatorOrder.Halt, default);
        var status = await world.Open().Status.HandleAsync(default);
        Assert.Equal(TradingStateKind.Halted, status.State.Kind);
        Assert.Equal(
            "It enters no positions because its state is Halted: The operator halted trading.", status.Diagnosis);
    }
}
