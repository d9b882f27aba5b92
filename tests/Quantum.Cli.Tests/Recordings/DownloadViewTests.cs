using Quantum.Adapters.Archive;
using Quantum.Cli.Recordings;
using Quantum.Core.Markets;

namespace Quantum.Cli.Tests.Recordings;

public sealed class DownloadViewTests
{
    private static readonly DateTimeOffset May = new(2025, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    //          symbols, what is told
    [InlineData("NEARUSDT", "of 1 contract from")]
    [InlineData("NEARUSDT,ADAUSDT", "of 2 contracts from")]
    public void What_is_asked_for_is_said_before_an_answer_comes(string symbols, string told)
    {
        var request = new ArchiveRequest("candles", "cache", [.. symbols.Split(',').Select(Symbol.Of)],
            [ArchiveSeries.Minutes, ArchiveSeries.Funding], May, May.AddHours(36));

        var line = DownloadView.Beginning(new DownloadOptions(request, new ArchiveOptions()));

        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.StartsWith("Asking https://data.binance.vision/ for 1m candles and funding of ", line,
            StringComparison.Ordinal);
        Assert.EndsWith("from 2025-05-01 00:00 to before 2025-05-02 12:00. A request that fails is tried 6 times.",
            line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_requests_that_fail_side_by_side_each_attempt_is_told_once_until_a_file_has_come()
    {
        var told = new List<string>();
        var lines = new DownloadView.Lines(told.Add);

        foreach (var (done, name, attempt) in new[] { (0, "A", 2), (0, "B", 2), (0, "B", 3), (0, "A", 3), (1, "A", 2) })
        {
            lines.Report(new ArchiveProgress(done, 100, 0, name,
                new ArchiveRetry("the server answers 503", attempt, TimeSpan.FromSeconds(attempt))));
        }

        Assert.Equal(
            [
                "A: the server answers 503; try 2 in 2 s.", "B: the server answers 503; try 3 in 3 s.",
                "A: the server answers 503; try 2 in 2 s.",
            ],
            told);
    }
}
