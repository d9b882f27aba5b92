using Quantum.Simulation.Time;

namespace Quantum.Simulation.Tests.Time;

public sealed class ScaledTimeTests
{
    private static readonly DateTimeOffset Real = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Origin = new(2025, 6, 2, 18, 20, 0, TimeSpan.Zero);

    [Theory]
    //          speed, real seconds, virtual seconds
    [InlineData(1, 10, 10)]
    [InlineData(60, 60, 3600)]
    [InlineData(0.5, 10, 5)]
    [InlineData(60, 0, 0)]
    public void It_runs_at_a_multiple_of_real_time(double speed, int realSeconds, int virtualSeconds)
    {
        var inner = new VirtualTime(Real);
        var time = new ScaledTime(inner, Origin, speed);
        time.Start();
        var stamp = time.GetTimestamp();
        inner.AdvanceTo(Real.AddSeconds(realSeconds));
        Assert.Equal(Origin.AddSeconds(virtualSeconds), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(virtualSeconds), time.GetElapsedTime(stamp));
    }

    [Fact]
    public void It_stands_at_its_origin_until_it_is_started_and_is_started_once()
    {
        var inner = new VirtualTime(Real);
        var time = new ScaledTime(inner, Origin, speed: 60);
        inner.AdvanceTo(Real.AddSeconds(5));
        Assert.Equal(Origin, time.GetUtcNow());
        time.Start();
        inner.AdvanceTo(Real.AddSeconds(6));
        time.Start();
        Assert.Equal(Origin.AddSeconds(60), time.GetUtcNow());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_001)]
    [InlineData(double.NaN)]
    public void A_speed_out_of_range_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaledTime(new VirtualTime(Real), Origin, speed));
}
