using Quantum.App.Hosting;
using Quantum.App.Monitoring;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;

namespace Quantum.App.Tests.Hosting;

public sealed class UrgentLooksTests
{
    [Fact]
    public async Task A_calm_tick_looks_once_and_waits_for_nothing()
    {
        var (world, _) = await World.FlatAsync();
        var (time, looks) = (new WaitingTime(world.Time), 0);
        await Looks(world, time, _ => looks++ is 0 ? null : world.Now).RunTickAsync(default);
        Assert.Equal(1, looks);
        Assert.Empty(time.Waits);
    }

    [Theory]
    //          second of the minute, seconds of the looks
    [InlineData(10, "10 13 16 19")] // 22 is after the tick of 20
    [InlineData(15, "15 18")] // a tick that began late ends no later
    [InlineData(19, "19")]
    public async Task An_urgent_tick_looks_every_three_seconds_until_the_next_one_is_due(int second, string expected)
    {
        var (world, _) = await World.FlatAsync();
        world.Time.AdvanceTo(World.Start.AddSeconds(second - 1));
        var seen = new List<int>();
        var looks = Looks(world, new WaitingTime(world.Time), now =>
        {
            seen.Add(now.Second);
            return now.AddSeconds(3);
        });
        await looks.RunTickAsync(default);
        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Fact]
    public async Task A_tick_that_fails_is_followed_up_and_thrown_in_the_end()
    {
        var (world, _) = await World.FlatAsync();
        world.Time.AdvanceTo(World.Start.AddSeconds(9));
        var seen = new List<int>();
        var looks = Looks(world, new WaitingTime(world.Time), now =>
        {
            seen.Add(now.Second);
            return seen.Count < 3 ? throw new IOException($"look {seen.Count}") : null;
        });
        var error = await Assert.ThrowsAsync<IOException>(() => looks.RunTickAsync(default));
        Assert.Equal("look 1", error.Message);
        Assert.Equal([10, 13, 16], seen);
        var fault = Assert.Single(await world.Store.QueryAsync(StoreLayout.Faults, null, null, default));
        Assert.Equal("look 2", fault.ToDocument(DocumentJson.Default.FaultRow).Value.Message);
    }

    [Fact]
    public async Task A_clock_that_stands_still_keeps_no_call_for_ever()
    {
        var (world, _) = await World.FlatAsync();
        var looks = 0;
        var urgent = Looks(world, new StillTime(world.Time), now =>
        {
            looks++;
            return now;
        });
        await urgent.RunTickAsync(default);
        Assert.InRange(looks, 2, 5);
    }

    private static UrgentLooks Looks(World world, TimeProvider time, Func<DateTimeOffset, DateTimeOffset?> look) => new(
        world.Open(), _ => Task.FromResult(new MonitorReport(0, [], true, look(time.GetUtcNow()))), time);

    /// <summary>Every wait is over at once and no time has passed.</summary>
    private sealed class StillTime(TimeProvider inner) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();
    }
}
