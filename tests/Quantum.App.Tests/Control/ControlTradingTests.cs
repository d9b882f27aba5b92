using Quantum.App.Control;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;

namespace Quantum.App.Tests.Control;

public sealed class ControlTradingTests
{
    [Theory]
    [InlineData("pause", OperatorOrder.Pause)]
    [InlineData("Flatten", OperatorOrder.Flatten)]
    [InlineData("RESUME", OperatorOrder.Resume)]
    public void Actions_are_read(string action, OperatorOrder expected)
    {
        Assert.True(ControlTrading.TryParse(action, out var order));
        Assert.Equal(expected, order);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("stop")]
    [InlineData("pause,halt")]
    public void Anything_else_is_no_action(string action) => Assert.False(ControlTrading.TryParse(action, out _));

    [Theory]
    [InlineData(OperatorOrder.Pause, TradingStateKind.Reducing, ReasonCode.OperatorPaused)]
    [InlineData(OperatorOrder.Reduce, TradingStateKind.Reducing, ReasonCode.OperatorReducing)]
    [InlineData(OperatorOrder.Flatten, TradingStateKind.Reducing, ReasonCode.OperatorReducing)]
    [InlineData(OperatorOrder.Halt, TradingStateKind.Halted, ReasonCode.OperatorHalted)]
    public async Task An_order_takes_effect_with_the_next_signal_until_resumed(
        OperatorOrder order, TradingStateKind state, ReasonCode refusal)
    {
        var (world, _) = await World.FlatAsync();
        var report = await world.Open().Control.HandleAsync(order, default);
        Assert.Equal((TradingStateKind.Active, state), (report.Before.Kind, report.After.Kind));
        var (first, second) = (world.Make(0), world.Make(1));
        await world.WriteAsync(first, second);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(first.Minute, first), default);
        Assert.Equal(refusal, await world.OutcomeAsync(first));

        var resumed = await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);
        Assert.Equal("Trading is active.", resumed.Sentence);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(second.Minute, second), default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(second));
    }

    [Theory]
    [InlineData(OperatorOrder.Pause, "New entries are paused; 1 open position is managed as before.")]
    [InlineData(OperatorOrder.Reduce, "Exits only from now on; 1 open position runs to its exit.")]
    [InlineData(OperatorOrder.Halt, "Halted: stops of 1 open position are kept and repaired, nothing is trailed.")]
    [InlineData(OperatorOrder.Flatten, "1 open position is closed at market at the next monitor tick.")]
    public async Task One_position_is_told_of_in_the_singular(OperatorOrder order, string sentence)
    {
        var (world, _) = await World.FlatAsync();
        await world.Open().Execute.HandleAsync(await world.WriteAsync(world.Make()), default);

        Assert.Equal(sentence, (await world.Open().Control.HandleAsync(order, default)).Sentence);
    }

    [Theory]
    [InlineData("Halt Flatten", "1 open position is closed at market at the next monitor tick. The stricter order to "
        + "halt stands until you resume.")]
    [InlineData("Flatten Halt",
        "Halted. The order to flatten stands until you resume: 1 open position is being closed.")]
    [InlineData("Flatten Pause", "The order to flatten stands until you resume: 1 open position is being closed.")]
    [InlineData("Halt Pause", "Halted: stops of 1 open position are kept and repaired, nothing is trailed. The "
        + "stricter order to halt stands until you resume.")]
    [InlineData("Reduce Pause", "Exits only from now on; 1 open position runs to its exit. The stricter order to "
        + "reduce stands until you resume.")]
    [InlineData("Pause Reduce", "Exits only from now on; 1 open position runs to its exit.")]
    public async Task A_weaker_order_says_that_the_stricter_one_stands(string orders, string sentence)
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        ControlReport? report = null;
        foreach (var order in orders.Split(' '))
            report = await world.Open().Control.HandleAsync(Enum.Parse<OperatorOrder>(order), default);
        Assert.Equal(sentence, report!.Sentence);
    }

    [Fact]
    public async Task Flatten_after_a_halt_closes_everything_and_the_system_stays_halted()
    {
        var (world, _) = await World.FlatAsync();
        await world.EnterAsync();
        await world.Open().Control.HandleAsync(OperatorOrder.Halt, default);
        var report = await world.Open().Control.HandleAsync(OperatorOrder.Flatten, default);
        Assert.Equal((TradingStateKind.Halted, TradingStateKind.Halted), (report.Before.Kind, report.After.Kind));
        await world.TickAsync(world.Open());
        Assert.Empty((await world.VenueAsync()).Positions);
        Assert.Equal(TradingStateKind.Halted, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task Resume_puts_back_what_waits_for_the_operator_and_leaves_what_ends_by_itself()
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.UpdateAsync(StoreLayout.Book, StoreLayout.RiskRow, DocumentJson.Default.RiskBook, _ =>
            new(RiskBook.Empty with
            {
                Trips =
                [
                    new(new Reason(ReasonCode.BreakerOrderErrors, 5, 5), world.Now, null),
                    new(new Reason(ReasonCode.BreakerStopCluster, 3, 3), world.Now, world.Now.AddHours(1)),
                ],
            }), default);
        var report = await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);

        Assert.Equal(TradingStateKind.Halted, report.Before.Kind);
        Assert.Equal(TradingStateKind.Reducing, report.After.Kind);
        Assert.Equal(ReasonCode.BreakerStopCluster, Assert.Single(report.After.Causes).Code);
        Assert.StartsWith("Resumed, but not active yet", report.Sentence, StringComparison.Ordinal);
        world.Time.AdvanceTo(world.Now.AddHours(1));
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task Resume_counts_the_drawdown_from_the_equity_of_now()
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.UpdateAsync(StoreLayout.Book, StoreLayout.MonitorRow, DocumentJson.Default.MonitorRow,
            row => new(row! with { Books = row.Books with { PeakEquity = 20_000 } }), default);
        await world.TickAsync(world.Open());
        Assert.Equal(ReasonCode.BreakerDrawdown, (await world.BookAsync()).StateAt(world.Now).Causes[0].Code);
        await world.Open().Control.HandleAsync(OperatorOrder.Resume, default);
        await world.TickAsync(world.Open());
        Assert.Equal(TradingStateKind.Active, (await world.BookAsync()).StateAt(world.Now).Kind);
    }

    [Fact]
    public async Task Orders_that_race_with_a_monitor_and_an_executor_are_not_lost()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (world, _) = await World.FlatAsync();
            var message = await world.WriteAsync(world.Make());
            var race = new Interleaver(seed);
            var (operatorDesk, monitor, executor) = (world.Open(race), world.Open(race), world.Open(race));
            await race.RunAsync(
            [
                () => operatorDesk.Control.HandleAsync(OperatorOrder.Halt, default),
                () => monitor.Monitor.RunAsync(default),
                () => executor.Execute.HandleAsync(message, default),
            ]);
            var book = await world.BookAsync();
            Assert.True(book.ControlOrNone.Order == OperatorOrder.Halt, $"seed {seed}: the order is gone");
            Assert.True(book.RiskOrEmpty.Slots.Count == book.Positions.Count,
                $"seed {seed}: slots and positions differ");
            await world.AssertNothingNakedAsync($"seed {seed}");
        }
    }
}
