using Binance.Net.Interfaces;
using Binance.Net.Objects.Models.Futures;
using Quantum.Adapters.Binance.Tests.Fakes;

namespace Quantum.Adapters.Binance.Tests;

public sealed class DayReaderTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTime Today = new(2025, 6, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_figures_are_those_counted_by_hand()
    {
        // Closes 100, 110, 99: returns ln 1.1 and ln 0.9; the same days as in the statistics of the simulated market.
        var figures = DayReader.Count([Day(3, 105, 95, 100), Day(2, 112, 99, 110), Day(1, 111, 96, 99)], Today);
        Assert.Equal(3, figures.Days);
        Assert.Equal((112 - 95) / 95.0, figures.RangeShare, 12);
        Assert.Equal((Math.Log(1.1) - Math.Log(0.9)) / Math.Sqrt(2) * Math.Sqrt(3), figures.Volatility, 12);
    }

    [Fact]
    public void Today_and_what_is_older_than_ten_days_do_not_count_and_a_hole_makes_no_return()
    {
        var figures = DayReader.Count(
            [Day(11, 900, 1, 500), Day(4, 101, 100, 100), Day(2, 101, 100, 100), Day(0, 900, 1, 500)], Today);
        Assert.Equal((2, 0.0), (figures.Days, figures.Volatility));
        Assert.Equal(0.01, figures.RangeShare, 12);
        Assert.Equal(0, DayReader.Count([], Today).Days);
    }

    [Fact]
    public async Task Whole_days_are_read_once_a_day_and_traded_value_each_time()
    {
        await using var stage = await VenueStage.OpenAsync();
        var first = await stage.MarketData.ReadDayStatisticsAsync(None);
        Assert.Equal([VenueStage.Ada, VenueStage.Near], first.Select(day => day.Symbol));
        Assert.All(first, day => Assert.True(day is { Days: 10, QuoteVolume24h: > 0, RangeShare: > 0 }, $"{day}"));
        var weight = stage.Server.Meter.WeightTotal;
        await stage.MarketData.ReadDayStatisticsAsync(None);
        Assert.Equal(40, stage.Server.Meter.WeightTotal - weight);
        stage.Time.Shift(TimeSpan.FromDays(1));
        await stage.Client.ReadTimeAsync(None);
        weight = stage.Server.Meter.WeightTotal;
        await stage.MarketData.ReadDayStatisticsAsync(None);
        Assert.Equal(42, stage.Server.Meter.WeightTotal - weight);
    }

    private static IBinanceKline Day(int daysAgo, decimal high, decimal low, decimal close) =>
        new BinanceFuturesUsdtKline
        {
            OpenTime = Today.AddDays(-daysAgo),
            OpenPrice = close,
            HighPrice = high,
            LowPrice = low,
            ClosePrice = close,
        };
}
