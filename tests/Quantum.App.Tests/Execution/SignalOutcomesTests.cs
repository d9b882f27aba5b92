using Quantum.App.Execution;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Execution;

public sealed class SignalOutcomesTests
{
    [Fact]
    public async Task The_first_outcome_stands()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        var outcomes = new SignalOutcomes(world.Store, world.Time);
        await outcomes.EndAsync(signal, new Reason(ReasonCode.PositionsFull, 3, 3), default);
        world.Time.AdvanceTo(world.Now.AddSeconds(1));
        await outcomes.EndAsync(signal, new Reason(ReasonCode.OrderFilled), default);
        var row = Assert.Single(await world.SignalsAsync(signal.Minute));
        Assert.Equal((ReasonCode.PositionsFull, World.Start), (row.Outcome!.Value.Code, row.EndedAt!.Value));
    }

    [Fact]
    public async Task A_batch_ends_what_is_open_and_leaves_what_somebody_else_ended()
    {
        var (world, _) = await World.FlatAsync();
        var signals = new[] { world.Make(0), world.Make(1) };
        await world.WriteAsync(signals);
        var read = (await world.Store.QueryAsync(StoreLayout.Signals(signals[0].Minute), null, null, default))
            .Select(entity => new SignalRefusal(entity.ToDocument(DocumentJson.Default.SignalRow),
                new Reason(ReasonCode.SignalExpired, 91, 90)))
            .ToList();
        var outcomes = new SignalOutcomes(world.Store, world.Time);
        await outcomes.EndAsync(signals[0], new Reason(ReasonCode.OrderFilled), default);
        await outcomes.RefuseAsync(read, default);
        Assert.Equal(ReasonCode.OrderFilled, await world.OutcomeAsync(signals[0]));
        Assert.Equal(ReasonCode.SignalExpired, await world.OutcomeAsync(signals[1]));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 1, true)] // The claim is the refuser's own.
    [InlineData(1, 0, false)] // Somebody else is about to enter.
    [InlineData(2, 1, false)]
    public async Task A_signal_that_somebody_else_claimed_is_not_refused(int claims, int own, bool isEnded)
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await world.WriteAsync(signal);
        var outcomes = new SignalOutcomes(world.Store, world.Time);
        var read = await world.Store.ReadAsync(
            StoreLayout.Signals(signal.Minute), signal.Id.Text, DocumentJson.Default.SignalRow, default);
        for (var claim = 0; claim < claims; claim++) Assert.True(await outcomes.TryClaimAsync(signal, default));
        await outcomes.RefuseAsync([new(read!, new Reason(ReasonCode.PositionsFull, 3, 3), own)], default);
        Assert.Equal(isEnded ? ReasonCode.PositionsFull : null, await world.OutcomeAsync(signal));
        Assert.Equal(!isEnded, await outcomes.TryClaimAsync(signal, default));
    }

    [Fact]
    public async Task A_signal_that_was_never_written_gets_no_row()
    {
        var (world, _) = await World.FlatAsync();
        var signal = world.Make();
        await new SignalOutcomes(world.Store, world.Time).EndAsync(signal, new Reason(ReasonCode.OrderFilled), default);
        Assert.Empty(await world.SignalsAsync(signal.Minute));
    }
}
