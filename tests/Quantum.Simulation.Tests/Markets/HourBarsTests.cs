using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class HourBarsTests
{
    private const int MinutesPerDay = 1_440;
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");
    private static readonly Minute Today = Minute.OfKey("20250602T0000");

    [Fact]
    public void The_figures_are_those_counted_by_hand()
    {
        // Closes 100, 110, 99: returns ln 1.1 and ln 0.9. Mean −0.0050252, sample σ = 0.2006707 ÷ √2 = 0.1418956.
        var hours = new HourBars(HourBars.HoursMin);
        FoldDay(hours, daysAgo: 3, high: 105, low: 95, close: 100);
        FoldDay(hours, daysAgo: 2, high: 112, low: 99, close: 110);
        FoldDay(hours, daysAgo: 1, high: 111, low: 96, close: 99);
        var statistics = hours.StatisticsAt(Near, Today + 30);
        Assert.Equal(3, statistics.Days);
        Assert.Equal((112 - 95) / 95.0, statistics.RangeShare, 12);
        Assert.Equal((Math.Log(1.1) - Math.Log(0.9)) / Math.Sqrt(2) * Math.Sqrt(3), statistics.Volatility, 12);
        Assert.Equal(24_000, statistics.QuoteVolume24h);
    }

    [Fact]
    public void The_day_under_way_and_the_eleventh_before_do_not_count()
    {
        var hours = new HourBars(HourBars.HoursMin);
        for (var daysAgo = 10; daysAgo >= 1; daysAgo--) FoldDay(hours, daysAgo, high: 101, low: 100, close: 100);
        var before = hours.StatisticsAt(Near, Today + 720);
        hours.Fold(Today + 60, 60, high: 900, low: 1, close: 500, quoteVolume: 7);
        var after = hours.StatisticsAt(Near, Today + 720);
        Assert.Equal(10, after.Days);
        Assert.Equal((before.RangeShare, before.Volatility), (after.RangeShare, after.Volatility));
        Assert.Equal(before.QuoteVolume24h + 7, after.QuoteVolume24h);
    }

    [Fact]
    public void A_return_over_a_day_without_data_does_not_count()
    {
        var hours = new HourBars(HourBars.HoursMin);
        FoldDay(hours, daysAgo: 4, high: 100, low: 100, close: 100);
        FoldDay(hours, daysAgo: 2, high: 200, low: 200, close: 200);
        var statistics = hours.StatisticsAt(Near, Today);
        Assert.Equal((2, 0.0), (statistics.Days, statistics.Volatility));
    }

    [Fact]
    public void Nothing_known_is_zero_days()
    {
        Assert.Equal(new DayStatistics(Near, 0, 0, 0, 0), new HourBars(HourBars.HoursMin).StatisticsAt(Near, Today));
    }

    [Fact]
    public void Mending_replaces_an_hour_with_holes_and_leaves_a_whole_one()
    {
        var hours = new HourBars(HourBars.HoursMin);
        var yesterday = Today - MinutesPerDay;
        for (var minute = 0; minute < 60; minute++) hours.Fold(yesterday + minute, 1, 10, 10, 10, 1);
        for (var minute = 60; minute < 119; minute++) hours.Fold(yesterday + minute, 1, 10, 10, 10, 1);
        hours.Mend(yesterday, 90, 5, 10, 1_000);
        Assert.Equal((0.0, 119m), Figures());
        hours.Mend(yesterday + 60, 20, 10, 10, 1_000);
        Assert.Equal((1.0, 1_060m), Figures());

        (double, decimal) Figures()
        {
            var statistics = hours.StatisticsAt(Near, Today);
            return (statistics.RangeShare, statistics.QuoteVolume24h);
        }
    }

    [Fact]
    public void A_day_is_read_as_far_as_its_hours_are_known()
    {
        var hours = new HourBars(HourBars.HoursMin);
        FoldDay(hours, daysAgo: 1, high: 105, low: 95, close: 100);
        hours.Fold(Today, 60, high: 120, low: 101, close: 110, quoteVolume: 7);
        Assert.Equal((105, 95, 100), hours.DayAt((Today.Index / MinutesPerDay) - 1));
        Assert.Equal((120, 101, 110), hours.DayAt(Today.Index / MinutesPerDay));
        Assert.Null(hours.DayAt((Today.Index / MinutesPerDay) - 2));
    }

    private static void FoldDay(HourBars hours, int daysAgo, double high, double low, double close)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            hours.Fold(Today - (daysAgo * MinutesPerDay) + (hour * 60), 60, high, low, close, 1_000);
        }
    }
}
