using Quantum.Cli.Recordings;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Recordings;

public sealed class DownloadOptionsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2025, 6, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly DownloadArguments Typed = new(
        "candles", "NEARUSDT", "1m", "2025-05-01", null, NoFunding: false, null, "8", "https://data.binance.vision/");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_defaults_take_what_there_is_so_far_and_keep_files_beside_recordings()
    {
        var (options, problems) = DownloadOptions.Read(Typed, Now);

        Assert.Empty(problems);
        Assert.NotNull(options);
        Assert.Equal(["1m", "funding"], options.Request.Series.Select(series => series.Name));
        Assert.Equal((Now, Path.Combine("candles", ".archive")), (options.Request.To, options.Request.Cache));
    }

    [Theory]
    [InlineData("1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d", true)]
    [InlineData("7m 3d 1w 1M 60m 1H", false)] // not of the archive, or not dividing a day
    public void Intervals_that_divide_a_day_are_taken_and_others_refused_with_the_list(string intervals, bool isTaken)
    {
        foreach (var interval in intervals.Split(' '))
        {
            var (options, problems) = DownloadOptions.Read(Typed with { Interval = interval }, Now);

            Assert.Equal(isTaken ? interval : null, options?.Request.Series[0].Name);
            Assert.Equal(
                isTaken
                    ? []
                    : [$"--interval '{interval}': must be 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h or 1d."],
                problems);
        }
    }

    [Fact]
    public void A_file_where_a_directory_is_wanted_is_told()
    {
        var file = _directory.Of("file");
        File.WriteAllText(file, "");

        Assert.Equal(
            [
                $"--data '{file}': is a file; a directory is wanted.",
                $"--cache '{file}': is a file; a directory is wanted.",
            ],
            DownloadOptions.Read(Typed with { Data = file, Cache = file }, Now).Problems);
    }
}
