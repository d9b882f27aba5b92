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
