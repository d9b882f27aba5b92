using Quantum.Simulation.Time;

namespace Quantum.Simulation.Tests.Time;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 18, 20, 0, TimeSpan.Zero);

    [Fact]
    public void It_stands_still_until_it_is_set_forward()
    {
        var time = new VirtualTime(Start);
        var stamp = time.GetTimestamp();
        Assert.Equal(Start, time.GetUtcNow());
        time.AdvanceTo(Start.AddSeconds(10));
        Assert.Equal(Start.AddSeconds(10), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(10), time.GetElapsedTime(stamp));
    }

    [Fact]
    public void It_never_runs_backwards()
    {
        var time = new VirtualTime(Start);
        time.AdvanceTo(Start);
        Assert.Throws<ArgumentOutOfRangeException>(() => time.AdvanceTo(Start.AddTicks(-1)));
        Assert.Equal(Start, time.GetUtcNow());
    }

    [Fact]
    public void Another_offset_is_the_same_instant_shown_as_utc()
    {
        var time = new VirtualTime(Start.ToOffset(TimeSpan.FromHours(9)));
        Assert.Equal(TimeSpan.Zero, time.GetUtcNow().Offset);
        Assert.Equal(Start, time.GetUtcNow());
    }
}
