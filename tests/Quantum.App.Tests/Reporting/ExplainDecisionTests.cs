using Quantum.App.Tests.Fakes;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.App.Tests.Reporting;

public sealed class ExplainDecisionTests
{
    [Fact]
    public async Task A_minute_before_the_first_scan_and_one_that_is_yet_to_come_say_so()
    {
        var (world, _) = await World.FlatAsync();
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        var first = Minute.Of(World.Start);
        Assert.Equal($"{first - 1} was not scanned: it is before the first scan.", await OnlyAsync(world, first - 1));
        Assert.Equal($"{first + 9} has not been scanned yet.", await OnlyAsync(world, first + 9));
    }

    [Fact]
    public async Task A_symbol_that_was_not_listed_says_so()
    {
        var (world, _) = await World.FlatAsync(2);
        await world.RunForAsync(TimeSpan.FromMinutes(1));
        var why = await world.Open().Explain.HandleAsync(FlatMarket.SymbolOf(9), Minute.Of(World.Start), default);
        Assert.Equal("JJJUSDT was not listed at 2025-06-02T12:00Z.", Assert.Single(why.Sentences));
    }

    [Fact]
    public async Task A_refused_symbol_shows_both_sides_of_the_comparison()
    {
        var (world, _) = await World.FlatAsync();
        await world.Open().Scan.RunAsync(default);
        var why = await WhyAsync(world);
        Assert.Equal(DecisionOutcome.Refused, why.Record!.Outcome);
        Assert.Contains(
            "REFUSED (UNIVERSE_HISTORY_SHORT 0 / 10): Only 0 whole days of history are known; 10 are needed.",
            why.Sentences);
        Assert.Contains("No model spoke: No model bundle is installed.", why.Sentences); // Nor was the rule asked.
    }

    [Fact]
    public async Task A_rule_that_decided_says_so()
    {
        var (world, _) = await World.FlatAsync();
        await world.WriteAsync(world.Make());
        Assert.Contains("No model spoke: No model bundle is installed. The RSI rule decided.",
            (await WhyAsync(world)).Sentences);
    }

    [Fact]
    public async Task A_signal_tells_its_whole_story_as_it_goes_on()
    {
        var (world, market) = await World.FlatAsync();
        var signal = world.Make();
        var message = await world.WriteAsync(signal);
        Assert.Equal("The signal has no outcome yet.", (await WhyAsync(world)).Sentences[^1]);

        await world.Open().Execute.HandleAsync(message, default);
        var open = await WhyAsync(world);
        Assert.Equal("EXECUTED: the order was filled.", open.Sentences[^2]);
        Assert.StartsWith(
            "The position is open: 16.6 at 100.04, stop at 98.5", open.Sentences[^1], StringComparison.Ordinal);

        market.Move(signal.Symbol, signal.Minute + 1, FlatMarket.Ticks, FlatMarket.Ticks * 97 / 100);
        await world.RunForAsync(TimeSpan.FromMinutes(2.2));
        var closed = await world.Open().Explain.HandleAsync(signal.Symbol, signal.Minute, default);
        Assert.Null(closed.Position);
        Assert.Contains("by stop loss", closed.Sentences[^1], StringComparison.Ordinal);
        Assert.Contains($"{closed.Trade!.NetPnl:+0.00;-0.00} net", closed.Sentences[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_the_executor_refused_says_why()
    {
        var (world, _) = await World.FlatAsync();
        await world.Open().Control.HandleAsync(OperatorOrder.Pause, default);
        await world.Open().Execute.HandleAsync(await world.WriteAsync(world.Make()), default);
        var why = await WhyAsync(world);
        Assert.Equal(ReasonCode.OperatorPaused, why.Signal!.Outcome!.Value.Code);
        Assert.Equal("The executor REFUSED it (OPERATOR_PAUSED): The operator paused new entries.", why.Sentences[^1]);
    }

    private static Task<App.Reporting.WhyReport> WhyAsync(World world) =>
        world.Open().Explain.HandleAsync(FlatMarket.SymbolOf(0), Minute.Of(World.Start), default);

    private static async Task<string> OnlyAsync(World world, Minute minute) =>
        Assert.Single((await world.Open().Explain.HandleAsync(FlatMarket.SymbolOf(0), minute, default)).Sentences);
}
