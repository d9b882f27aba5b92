using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Reporting;

public sealed class FunnelReportTests
{
    [Fact]
    public async Task Minutes_of_two_days_are_summed_over_midnight()
    {
        var start = new DateTimeOffset(2025, 6, 2, 23, 57, 1, TimeSpan.Zero);
        var market = new FlatMarket(Minute.Of(start) - 400, 3);
        var world = new World(market, start: start);
        await world.RunForAsync(TimeSpan.FromMinutes(6)); // 23:57 to 00:02
        var funnel = world.Open().Funnel;
        var (from, to) = (Minute.Of(start), Minute.Of(start) + 6);
        Assert.Equal(["0602T2357", "0602T2358", "0602T2359", "0603T0000", "0603T0001", "0603T0002"],
            (await funnel.ReadRowsAsync(from, to, default)).Select(row => row.Minute.Key[4..]));
        var whole = await funnel.HandleAsync(from, to, default);
        Assert.Equal((6, 3, 18L), (whole.Minutes, whole.Symbols, whole.Decisions.Total));

        var before = await funnel.HandleAsync(from, from + 3, default);
        var after = await funnel.HandleAsync(from + 3, to, default);
        Assert.Equal((3, 3), (before.Minutes, after.Minutes)); // The end is exclusive, so parts add up to the whole.
        Assert.Equal(whole.Candles, before.Candles + after.Candles);
        Assert.Equal(0, (await funnel.HandleAsync(from, from, default)).Minutes);
    }

    [Fact]
    public async Task Signals_are_counted_by_outcome_or_as_open_before_and_after_the_sweep()
    {
        var (world, _) = await World.FlatAsync();
        var signals = new[] { world.Make(0), world.Make(1), world.Make(2, Side.Sell) };
        await world.WriteAsync(signals);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(signals[0].Minute, signals[0]), default);
        var early = await HandleAsync(world);
        Assert.Equal((1L, 2), (early.Outcomes.CountOf(ReasonCode.OrderFilled), early.Open));

        await world.RunForAsync(TimeSpan.FromSeconds(58));
        var late = await HandleAsync(world);
        Assert.Equal((3L, 0), (late.Outcomes.CountOf(ReasonCode.OrderFilled), late.Open));
        Assert.Equal(early.Decisions.Lines, late.Decisions.Lines);
    }

    private static Task<App.Reporting.FunnelReport> HandleAsync(World world) =>
        world.Open().Funnel.HandleAsync(Minute.Of(World.Start), Minute.Of(World.Start) + 1, default);
}
