using Quantum.App.Hosting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;

namespace Quantum.App.Tests.Hosting;

/// <summary>A queue that pushes, as in the cloud: nobody but the delivery itself runs the monitor here.</summary>
public sealed class SignalInboxTests
{
    /// <summary>The entry fills, its answer is lost, and for some time nobody can ask for it.</summary>
    [Fact]
    public async Task An_entry_of_unknown_outcome_is_guarded_before_the_call_ends()
    {
        var (world, _) = await World.FlatAsync();
        var message = await world.WriteAsync(world.Make());
        var time = new WaitingTime(world.Time);
        var process = world.Open(new Chain(
            new FaultSwitch(call => call.StartsWith("venue.Find", StringComparison.Ordinal) && IsEarly(world)),
            new FaultPlan(FaultKind.FailAfter, 1, "venue.Submit")));

        await new SignalInbox(process, time).ExecuteAsync("1", message, default);

        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)], time.Waits);
        var position = Assert.Single((await world.BookAsync()).Positions).Value;
        Assert.True(position.IsProtected, $"{position}");
        Assert.Equal(OrderState.Filled, position.Entry.State);
    }

    [Fact]
    public async Task A_calm_delivery_waits_for_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var message = await world.WriteAsync(world.Make());
        var time = new WaitingTime(world.Time);
        await new SignalInbox(world.Open(), time).ExecuteAsync("1", message, default);
        Assert.Empty(time.Waits);
        Assert.True(Assert.Single((await world.BookAsync()).Positions).Value.IsProtected);
    }

    /// <summary>The store fails between the entry and its stop: the look puts the stop there.</summary>
    [Fact]
    public async Task A_delivery_that_fails_looks_after_what_it_left_and_is_brought_back()
    {
        var (world, _) = await World.FlatAsync();
        var message = await world.WriteAsync(world.Make());
        var isSent = false;
        var process = world.Open(new Chain(
            new CallHook(call =>
            {
                isSent |= call.StartsWith("venue.Submit", StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
            new FaultSwitch(call => isSent && IsEarly(world) && call.StartsWith("store.", StringComparison.Ordinal))));

        await Assert.ThrowsAnyAsync<Exception>(() =>
            new SignalInbox(process, new WaitingTime(world.Time)).ExecuteAsync("1", message, default));

        Assert.True(Assert.Single((await world.BookAsync()).Positions).Value.IsProtected);
    }

    [Fact]
    public async Task What_is_no_message_is_a_dead_letter_and_no_failure()
    {
        var (world, _) = await World.FlatAsync();
        var inbox = new SignalInbox(world.Open(), new WaitingTime(world.Time));
        await inbox.ExecuteAsync("1", "{"u8.ToArray(), default);
        await inbox.GiveUpAsync("2", "[]"u8.ToArray(), default);
        var letters = await world.Store.QueryAsync(StoreLayout.DeadLetters, null, null, default);
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.StartsWith(
            ReasonCatalog.Of(ReasonCode.MessageUnreadable).Name,
            letter.ToDocument(DocumentJson.Default.DeadLetterRow).Value.Reason, StringComparison.Ordinal));
    }

    private static bool IsEarly(World world) => world.Now < World.Start.AddSeconds(5);

    /// <summary>One gate after the other.</summary>
    private sealed class Chain(IPortGate outer, IPortGate inner) : IPortGate
    {
        public Task<T> PassAsync<T>(string call, Func<Task<T>> effect) =>
            outer.PassAsync(call, () => inner.PassAsync(call, effect));
    }
}
