using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class FundingScheduleTests
{
    private static readonly DateTimeOffset Day = new(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_span_excludes_its_start_and_includes_its_end()
    {
        var schedule = Schedule();
        Assert.Equal([Day.AddHours(8), Day.AddHours(16)],
            schedule.Between(Day, Day.AddHours(16)).ToArray().Select(payment => payment.At));
        Assert.Empty(schedule.Between(Day, Day.AddHours(8).AddTicks(-1)).ToArray());
        Assert.Empty(schedule.Between(Day.AddHours(20), Day).ToArray());
    }

    [Fact]
    public void The_expected_rate_is_the_last_one_paid()
    {
        var schedule = Schedule();
        Assert.Equal(0, schedule.ExpectedRateAt(Day.AddTicks(-1)));
        Assert.Equal(0.0001, schedule.ExpectedRateAt(Day));
        Assert.Equal(0.0001, schedule.ExpectedRateAt(Day.AddHours(8).AddTicks(-1)));
        Assert.Equal(-0.0002, schedule.ExpectedRateAt(Day.AddHours(8)));
    }

    [Theory]
    //          minutes after midnight, hours after midnight
    [InlineData(0, 8)]
    [InlineData(479, 8)]
    [InlineData(480, 16)]
    [InlineData(960, 17)] // the schedule says so, though the interval is eight hours
    [InlineData(1020, 24)] // beyond the schedule: the next whole interval
    public void The_next_payment_follows_the_schedule_then_the_interval(int minutes, int hours) =>
        Assert.Equal(Day.AddHours(hours), Schedule().NextAfter(Day.AddMinutes(minutes)));

    [Fact]
    public void Payments_must_ascend()
    {
        var schedule = Schedule();
        Assert.Throws<ArgumentException>(() => schedule.Add(new FundingPayment(Day.AddHours(17), 0, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(48)]
    public void An_interval_must_divide_a_day(int hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FundingSchedule(hours));

    private static FundingSchedule Schedule()
    {
        var schedule = new FundingSchedule(8);
        schedule.Add(new FundingPayment(Day, 0.0001, 100));
        schedule.Add(new FundingPayment(Day.AddHours(8), -0.0002, 110));
        schedule.Add(new FundingPayment(Day.AddHours(16), 0.0003, 120));
        schedule.Add(new FundingPayment(Day.AddHours(17), 0.0004, 120));
        return schedule;
    }
}
