using System.Text;
using Quantum.App.Execution;
using Quantum.App.Ports;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Execution;

public sealed class ExecuteSignalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"minute":"20250602T1200"}""")]
    [InlineData("""{"minute":"20250602T1200","signals":null}""")]
    [InlineData("""{"minute":"noon","signals":[]}""")]
    [InlineData("""{"minute":"20250602T1200","signals":["?"]}""")]
    public void A_message_of_another_shape_is_unreadable(string body) =>
        Assert.Throws<UnreadableMessageException>(() => ExecuteSignal.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task The_surest_signal_gets_the_last_slot()
    {
        var (world, _) = await World.FlatAsync(settings: new() { Risk = new() { PositionsMax = 1 } });
        var confidences = new[] { 0.6, 0.9, 0.7 };
        var signals = confidences.Select((confidence, index) => world.Make(index, confidence: confidence)).ToArray();
        var report = await world.Open().Execute.HandleAsync(await world.WriteAsync(signals), default);

        Assert.Equal(new ExecutionReport(3, 1), report);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signals[1]));
        Assert.Equal(ReasonCode.PositionsFull, await world.OutcomeAsync(signals[0]));
        Assert.Equal(ReasonCode.PositionsFull, await world.OutcomeAsync(signals[2]));
    }

    [Fact]
    public async Task A_models_probability_goes_before_any_score_of_the_rule()
    {
        var (world, _) = await World.FlatAsync(settings: new() { Risk = new() { PositionsMax = 1 } });
        var rule = world.Make(0, confidence: 0.9);
        var model = world.Make(1, source: SignalSource.Model, confidence: 0.6);
        await world.Open().Execute.HandleAsync(await world.WriteAsync(rule, model), default);
        Assert.Equal((ReasonCode.OrderFilled, ReasonCode.PositionsFull),
            (await world.OutcomeAsync(model), await world.OutcomeAsync(rule)));
    }

    [Fact]
    public async Task A_signal_that_the_message_does_not_name_is_left_alone()
    {
        var (world, _) = await World.FlatAsync();
        var (named, other) = (world.Make(0), world.Make(1));
        await world.WriteAsync(named, other);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(named.Minute, named), default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(named));
        Assert.Null(await world.OutcomeAsync(other));
    }

    [Fact]
    public async Task A_message_of_signals_that_nobody_wrote_does_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        var report = await world.Open().Execute.HandleAsync(SignalPlant.Message(signal.Minute, signal), default);
        Assert.Equal(new ExecutionReport(0, 0), report);
        Assert.Empty(await world.EntriesAsync());
    }

    [Fact]
    public async Task A_signal_older_than_its_time_to_live_is_refused_and_one_at_the_limit_is_not()
    {
        var (world, _) = await World.FlatAsync(settings: new() { Breaker = new() { ReconcileAgeMaxSeconds = 600 } });
        var (late, timely) = (world.Make(0), world.Make(1));
        await world.WriteAsync(late, timely);
        world.Time.AdvanceTo(late.Minute.Start.AddSeconds(90));
        await world.Open().Execute.HandleAsync(SignalPlant.Message(late.Minute, timely), default);
        world.Time.AdvanceTo(late.Minute.Start.AddSeconds(90.001));
        await world.Open().Execute.HandleAsync(SignalPlant.Message(late.Minute, late), default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(timely));
        Assert.Equal(ReasonCode.SignalExpired, await world.OutcomeAsync(late));
    }

    [Fact]
    public async Task Outcomes_reached_before_a_failure_are_kept()
    {
        var (world, _) = await World.FlatAsync();
        var (first, second) = (world.Make(0, confidence: 0.9), world.Make(1, confidence: 0.6));
        var message = await world.WriteAsync(first, second);
        var fault = new FaultSwitch(call => call.StartsWith("store.Read trades-", StringComparison.Ordinal)
            && call.EndsWith(second.Id.Text, StringComparison.Ordinal));
        await Assert.ThrowsAsync<TimeoutException>(() => world.Open(fault).Execute.HandleAsync(message, default));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(first));
        Assert.Null(await world.OutcomeAsync(second));
    }

    [Fact]
    public async Task A_market_that_cannot_be_read_leaves_the_message_to_a_later_delivery()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make(source: SignalSource.Model);
        var message = await world.WriteAsync(signal);
        var process = world.Open(new FaultPlan(FaultKind.FailBefore, 1, "market.Quotes"));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => process.Execute.HandleAsync(message, default));
        Assert.Null(await world.OutcomeAsync(signal));
        await process.Execute.HandleAsync(message, default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signal));
    }
}
