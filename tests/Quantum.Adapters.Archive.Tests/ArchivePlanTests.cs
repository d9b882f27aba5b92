using System.Globalization;
using Quantum.Adapters.Archive.Tests.Fakes;

namespace Quantum.Adapters.Archive.Tests;

public sealed class ArchivePlanTests
{
    [Theory]
    //          series,    from,               to,                 today,        files
    [InlineData("1m", "2025-04-01T00:00Z", "2025-06-01T00:00Z", "2025-06-15", "2025-04 2025-05")]
    [InlineData("1h", "2025-04-01T00:00Z", "2025-05-01T00:00Z", "2025-06-15", "2025-04")]
    [InlineData("1d", "2025-05-31T00:00Z", "2025-06-02T00:00Z", "2025-07-15", "2025-05-31 2025-06-01")]
    [InlineData("1m", "2025-04-29T12:00Z", "2025-06-02T00:01Z", "2025-06-15",
        "2025-04-29 2025-04-30 2025-05 2025-06-01 2025-06-02")]
    [InlineData("1m", "2025-04-29T12:00Z", "2025-04-29T12:01Z", "2025-06-15", "2025-04-29")]
    [InlineData("1m", "2025-05-01T00:01Z", "2025-05-02T00:00Z", "2025-06-15", "2025-05-01")] // an end is exclusive
    [InlineData("1m", "2025-06-12T00:00Z", "2030-01-01T00:00Z", "2025-06-15", "2025-06-12 2025-06-13 2025-06-14")]
    [InlineData("1m", "2025-05-01T00:00Z", "2025-07-01T00:00Z", "2025-06-01", "2025-05")] // the month is over
    [InlineData("1m", "2025-05-30T00:00Z", "2025-06-01T00:00Z", "2025-05-31", "2025-05-30")] // today is not over
    [InlineData("1m", "2024-02-01T00:00Z", "2024-03-01T00:00Z", "2025-06-15", "2024-02")] // a leap year
    [InlineData("1m", "2024-12-01T00:00Z", "2025-01-01T00:00Z", "2025-06-15", "2024-12")] // the end of a year
    [InlineData("1m", "2025-06-15T00:00Z", "2025-06-16T00:00Z", "2025-06-15", "")]
    [InlineData("1m", "2025-05-02T00:00Z", "2025-05-01T00:00Z", "2025-06-15", "")]
    [InlineData("funding", "2025-04-29T12:00Z", "2025-05-02T00:00Z", "2025-06-15", "2025-04 2025-05")]
    [InlineData("funding", "2025-05-20T00:00Z", "2025-06-10T00:00Z", "2025-06-15", "2025-05")] // June is not published
    public void Whole_past_months_come_by_the_month_and_the_rest_by_the_day(
        string series, string from, string to, string today, string files) =>
        Assert.Equal(files, string.Join(' ', Plan(series, from, to, today).Select(Period)));

    [Fact]
    public void Paths_and_names_are_the_archives_own()
    {
        var files = new[]
        {
            ArchiveTables.Minutes("2025-05"), ArchiveTables.Minutes("2025-05-07"), ArchiveTables.Funding("2025-05"),
            ArchiveTables.Of(ArchiveSeries.Candles[^1], "2025-05-07", "NEARUSDT"),
        };

        Assert.Equal(
            [
                "data/futures/um/monthly/klines/NEARUSDT/1m/NEARUSDT-1m-2025-05.zip",
                "data/futures/um/daily/klines/NEARUSDT/1m/NEARUSDT-1m-2025-05-07.zip",
                "data/futures/um/monthly/fundingRate/NEARUSDT/NEARUSDT-fundingRate-2025-05.zip",
                "data/futures/um/daily/klines/NEARUSDT/1d/NEARUSDT-1d-2025-05-07.zip",
            ],
            files.Select(file => file.Path));
    }

    private static IReadOnlyList<ArchiveFile> Plan(string series, string from, string to, string today) =>
        ArchivePlan.Of(
            ArchiveSeries.Candles.Append(ArchiveSeries.Funding).Single(one => one.Name == series),
            ArchiveTables.Near,
            DateTimeOffset.Parse(from, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(to, CultureInfo.InvariantCulture),
            DateOnly.Parse(today, CultureInfo.InvariantCulture));

    private static string Period(ArchiveFile file) =>
        file.First.ToString(file.IsMonth ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
