using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Execution;

public sealed class RecordDeadLetterTests
{
    [Fact]
    public async Task Its_signals_end_with_it_and_the_same_letter_again_changes_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var (open, ended) = (world.Make(0), world.Make(1));
        var message = await world.WriteAsync(open, ended);
        await world.Open().Execute.HandleAsync(SignalPlant.Message(ended.Minute, ended), default);
        await world.Open().DeadLetter.HandleAsync("message-1", message, "first", default);
        await world.Open().DeadLetter.HandleAsync("message-1", message, "second", default);

        Assert.Equal(ReasonCode.SignalDeadLettered, await world.OutcomeAsync(open));
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(ended));
        var row = Assert.Single(await world.Store.QueryAsync(StoreLayout.DeadLetters, null, null, default));
        Assert.Equal("first", row.ToDocument(DocumentJson.Default.DeadLetterRow).Value.Reason);
    }

    [Fact]
    public async Task A_dead_letter_raises_one_alarm_also_where_its_recorder_died_in_between()
    {
        var (world, _) = await World.FlatAsync();
        var message = await world.WriteAsync(world.Make());
        var dying = world.Open(new FaultPlan(FaultKind.KillAfter, 1, "store.Write dead-letters"));
        await Assert.ThrowsAsync<ProcessKilledException>(
            () => dying.DeadLetter.HandleAsync("message-1", message, "why", default));
        var at = world.Now;
        world.Time.AdvanceTo(at.AddMinutes(5));
        await world.Open().DeadLetter.HandleAsync("message-1", message, "why", default);
        await world.Open().DeadLetter.HandleAsync("message-1", message, "why", default);
        var alarm = Assert.Single((await world.Open().Status.HandleAsync(default)).Alarms);
        Assert.Equal((at, ReasonCode.SignalDeadLettered, null), (alarm.At, alarm.Reason.Code, alarm.EndedAt));
        await world.Open().DeadLetter.HandleAsync("message-2", "?"u8.ToArray(), "why", default);
        Assert.Equal([ReasonCode.SignalDeadLettered, ReasonCode.MessageUnreadable],
            (await world.Open().Status.HandleAsync(default)).Alarms.Select(row => row.Reason.Code));
    }

    [Fact]
    public async Task A_long_body_is_cut_and_one_that_is_no_text_is_kept_readable()
    {
        var (world, _) = await World.FlatAsync();
        var body = Enumerable.Repeat((byte)'x', 5_000).ToArray();
        await world.Open().DeadLetter.HandleAsync("long", body, "why", default);
        await world.Open().DeadLetter.HandleAsync("bytes", new byte[] { 0xff, 0xfe, 0 }, "why", default);
        var status = await world.Open().Status.HandleAsync(default);
        var bodies = status.DeadLetters.Select(letter => letter.Body).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Contains(bodies, body => body.Length == 2_000);
    }
}
