using Quantum.Adapters.Archive.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Adapters.Archive.Tests;

public sealed class ArchiveDownloadTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImpatientTime _time = new(new DateTimeOffset(2025, 6, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly SocketsHttpHandler _handler = new();
    private ArchiveServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ArchiveServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Months_days_and_payments_become_recordings_that_a_replay_reads()
    {
        ArchiveFile[] files = [ArchiveTables.Minutes("2025-05"), ArchiveTables.Minutes("2025-06-01")];
        foreach (var file in files) _server.Publish(file, ArchiveTables.Candles(file, 1_440));
        _server.Publish(ArchiveTables.Funding("2025-05"), ArchiveTables.FundingHeader + "1748649600003,8,0.0001\n");

        var report = await RunAsync("2025-05-01", "2025-06-02", ArchiveSeries.Minutes, ArchiveSeries.Funding);

        Assert.Empty(report.Failures);
        Assert.Equal((3, 0, 0), (report.Downloaded, report.Cached, report.Absent));
        Assert.Equal(
            [ArchiveSeries.Minutes.Header, .. files.SelectMany(file => ArchiveTables.Recorded(file, 1_440))],
            ArchiveTables.Lines(PathOf("1m")));
        Assert.Equal([ArchiveSeries.Funding.Header, "1748649600000,0.0001"], ArchiveTables.Lines(PathOf("funding")));
        var replay = ReplayMarket.Load(
            new ReplayMarketOptions
            {
                Directory = _folder.Root,
                From = Minute.Of(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)),
                To = Minute.Of(new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero)),
            },
            null, CancellationToken.None);
        Assert.Equal(2_880, replay.Rows);
        Assert.Empty(replay.WithoutFunding);
        Assert.All(RecordingAudit.Run(_folder.Root, [], CancellationToken.None),
            audit => Assert.Equal(0, audit.DefectCount));
    }

    [Fact]
    public async Task Candles_of_every_interval_are_recorded_and_an_audit_accepts_them()
    {
        foreach (var series in ArchiveSeries.Candles)
        {
            var file = ArchiveTables.Of(series, "2025-05-07", "NEARUSDT");
            var rows = (int)(86_400_000 / series.SpanMilliseconds);
            _server.Publish(file, ArchiveTables.Candles(file, rows));

            Assert.Equal((rows, rows, 0), Counts(await RunAsync("2025-05-07", "2025-05-08", series)));
            Assert.Equal(ArchiveTables.Recorded(file, rows), ArchiveTables.Lines(PathOf(series.Name))[1..]);
        }

        var audits = RecordingAudit.Run(_folder.Root, [], CancellationToken.None);
        Assert.Equal(ArchiveSeries.Candles.Select(series => series.Name), audits.Select(audit => audit.Kind));
        Assert.All(audits, audit => Assert.Equal((0L, 0L), (audit.GapCount, audit.DefectCount)));
    }

    [Fact]
    public async Task A_second_run_asks_for_nothing_and_changes_nothing()
    {
        var file = ArchiveTables.Minutes("2025-04");
        _server.Publish(file, ArchiveTables.Candles(file, 100));
        await RunAsync("2025-03-01", "2025-05-01", ArchiveSeries.Minutes); // March: listed later
        var (requests, written) = (_server.Requests.Count, File.ReadAllBytes(PathOf("1m")));

        var report = await RunAsync("2025-03-01", "2025-05-01", ArchiveSeries.Minutes);

        Assert.Equal(requests, _server.Requests.Count);
        Assert.Equal((0, 1, 32), (report.Downloaded, report.Cached, report.Absent));
        Assert.Equal((100, 0, 0), Counts(report));
        Assert.Equal(written, File.ReadAllBytes(PathOf("1m")));
    }

    [Fact]
    public async Task A_cached_file_that_was_damaged_is_downloaded_again()
    {
        var file = ArchiveTables.Minutes("2025-05");
        var bytes = _server.Publish(file, ArchiveTables.Candles(file, 100));
        await RunAsync("2025-05-01", "2025-06-01", ArchiveSeries.Minutes);
        var zip = _folder.Of(["cache", .. file.Path.Split('/')]);
        File.WriteAllBytes(zip, bytes[..^1]);

        var report = await RunAsync("2025-05-01", "2025-06-01", ArchiveSeries.Minutes);

        Assert.Equal(1, report.Downloaded);
        Assert.Equal(bytes, File.ReadAllBytes(zip));
    }

    [Fact]
    public async Task Rows_outside_of_the_range_are_left_out_and_old_rows_stay()
    {
        var file = ArchiveTables.Minutes("2025-05-07");
        _server.Publish(file, ArchiveTables.Candles(file, 100));
        await RunAsync("2025-05-07T00:10", "2025-05-07T00:20", ArchiveSeries.Minutes);
        Assert.Equal(ArchiveTables.Recorded(file, 10, skip: 10), ArchiveTables.Lines(PathOf("1m"))[1..]);

        var report = await RunAsync("2025-05-07T00:15", "2025-05-07T00:30", ArchiveSeries.Minutes);

        Assert.Equal(ArchiveTables.Recorded(file, 20, skip: 10), ArchiveTables.Lines(PathOf("1m"))[1..]);
        Assert.Equal((20, 10, 0), Counts(report));
    }

    [Theory]
    //          from,              first payment that is kept
    [InlineData("2025-05-07T02:00", "2025-05-07T00:00")] // every 8 hours: it holds until 08:00
    [InlineData("2025-05-07T07:59", "2025-05-07T00:00")]
    [InlineData("2025-05-07T08:00", "2025-05-07T00:00")]
    [InlineData("2025-05-07T08:01", "2025-05-07T08:00")]
    [InlineData("2025-05-01T02:00", "2025-05-01T00:00")] // the month's own first one
    public async Task The_payment_that_holds_at_the_first_minute_is_kept(string from, string first)
    {
        var month = ArchiveTables.Funding("2025-05");
        _server.Publish(month, ArchiveTables.FundingHeader + string.Concat(Enumerable.Range(0, 31 * 3).Select(
            payment => $"{ArchiveFile.MillisecondsOf(month.First) + (payment * 28_800_000L) + 4},8,0.0001\n")));

        await RunAsync(from, "2025-05-08", ArchiveSeries.Funding);

        var payments = ArchiveTables.Lines(PathOf("funding"))[1..];
        Assert.Equal($"{DateTimeOffset.Parse(first + "Z", null).ToUnixTimeMilliseconds()},0.0001", payments[0]);
        Assert.Equal($"{DateTimeOffset.Parse("2025-05-07T16:00Z", null).ToUnixTimeMilliseconds()},0.0001",
            payments[^1]);
    }

    [Fact]
    public async Task A_month_that_is_missing_comes_by_the_day_and_holes_are_told_apart_from_the_time_before_listing()
    {
        var listed = ArchiveTables.Minutes("2025-04-10");
        _server.Publish(listed, ArchiveTables.Candles(listed, 5));
        var last = ArchiveTables.Minutes("2025-04-30");
        _server.Publish(last, ArchiveTables.Candles(last, 5));

        var report = await RunAsync("2025-04-01", "2025-05-01", ArchiveSeries.Minutes);

        Assert.Empty(report.Failures);
        Assert.Equal((2, 29), (report.Downloaded, report.Absent)); // the month and 28 days
        Assert.Equal(
            [
                new ArchiveAbsence(new(2025, 4, 1), new(2025, 4, 10), IsBeforeFirst: true),
                new ArchiveAbsence(new(2025, 4, 11), new(2025, 4, 30), IsBeforeFirst: false),
            ],
            report.Recordings.Single().Absences);
    }

    [Fact]
    public async Task A_hole_behind_rows_of_an_earlier_run_is_not_taken_for_the_time_before_listing()
    {
        foreach (var day in new[] { "2025-04-02", "2025-04-05" })
        {
            var file = ArchiveTables.Minutes(day);
            _server.Publish(file, ArchiveTables.Candles(file, 1_440));
        }

        await RunAsync("2025-04-02", "2025-04-03", ArchiveSeries.Minutes);

        var report = await RunAsync("2025-04-04", "2025-04-06", ArchiveSeries.Minutes);
        Assert.Equal(new ArchiveAbsence(new(2025, 4, 4), new(2025, 4, 5), IsBeforeFirst: false),
            Assert.Single(report.Recordings.Single().Absences));
        report = await RunAsync("2025-04-01", "2025-04-03", ArchiveSeries.Minutes);
        Assert.Equal(new ArchiveAbsence(new(2025, 4, 1), new(2025, 4, 2), IsBeforeFirst: true),
            Assert.Single(report.Recordings.Single().Absences));
    }

    [Fact]
    public async Task Nothing_is_said_of_the_listing_of_a_contract_without_a_row()
    {
        var recording = Assert.Single((await RunAsync("2025-04-01", "2025-04-03", ArchiveSeries.Minutes)).Recordings);

        Assert.Equal(new ArchiveAbsence(new(2025, 4, 1), new(2025, 4, 3), IsBeforeFirst: false),
            Assert.Single(recording.Absences));
    }

    [Fact]
    public async Task What_the_archive_has_of_a_range_is_counted_whether_it_is_new_or_not()
    {
        var file = ArchiveTables.Minutes("2025-05-07");
        _server.Publish(file, ArchiveTables.Candles(file, 100));
        string[] ends = ["2025-05-07T00:10", "2025-05-07T00:10", "2025-05-09"];
        var found = new List<(long Rows, long Added, long Found)>();

        foreach (var end in ends)
        {
            var from = end.Length > 10 ? "2025-05-07" : "2025-05-08"; // the last range has nothing
            var recording = Assert.Single((await RunAsync(from, end, ArchiveSeries.Minutes)).Recordings);
            found.Add((recording.Rows, recording.Added, recording.Found));
        }

        Assert.Equal([(10, 10, 10), (10, 0, 10), (10, 0, 0)], found);
    }

    [Fact]
    public async Task What_may_still_be_published_is_asked_for_again()
    {
        var yesterday = ArchiveTables.Minutes("2025-06-14");
        Assert.Equal(0, (await RunAsync("2025-06-14", "2025-06-15", ArchiveSeries.Minutes)).Recordings.Single().Rows);
        Assert.False(File.Exists(PathOf("1m")));
        _server.Publish(yesterday, ArchiveTables.Candles(yesterday, 3));

        var report = await RunAsync("2025-06-14", "2025-06-15", ArchiveSeries.Minutes);

        Assert.Equal((3, 3, 0), Counts(report));
    }

    [Fact]
    public async Task Many_symbols_load_beside_each_other_into_their_own_files()
    {
        var files = Enumerable.Range(0, 20).Select(n => ArchiveTables.Minutes("2025-05", $"S{n:00}USDT")).ToList();
        for (var n = 0; n < files.Count; n++) _server.Publish(files[n], ArchiveTables.Candles(files[n], n + 1));
        var seen = new List<ArchiveProgress>();

        var report = await RunAsync("2025-05-01", "2025-06-01", [ArchiveSeries.Minutes],
            [.. files.Select(file => file.Symbol)], new ProgressRecorder(seen.Add));

        Assert.Equal(files.Select((file, n) => (file.Symbol, (long)n + 1)),
            report.Recordings.Select(recording => (recording.Symbol, recording.Rows)));
        Assert.Equal((20, 20, report.Bytes), (seen[^1].FilesDone, seen[^1].FilesTotal, seen[^1].Bytes));
        Assert.True(report.Bytes > 0);
    }

    [Fact]
    public async Task A_recording_that_is_damaged_is_named_and_the_others_are_written()
    {
        var file = ArchiveTables.Minutes("2025-05");
        _server.Publish(file, ArchiveTables.Candles(file, 5));
        _server.Publish(ArchiveTables.Funding("2025-05"), ArchiveTables.FundingHeader + "1746057600003,8,0.0001\n");
        ArchiveTables.Write(PathOf("1m"), "other,columns\n");

        var report = await RunAsync("2025-05-01", "2025-06-01", ArchiveSeries.Minutes, ArchiveSeries.Funding);

        Assert.Equal(PathOf("1m"), Assert.Single(report.Failures).File);
        Assert.Equal(ArchiveSeries.Funding, Assert.Single(report.Recordings).Series);
        Assert.Equal(["other,columns"], ArchiveTables.Lines(PathOf("1m")));
    }

    [Fact]
    public async Task Of_two_downloads_of_a_symbol_the_later_one_says_so_and_loses_nothing()
    {
        ArchiveFile[] files = [ArchiveTables.Minutes("2025-05"), ArchiveTables.Minutes("2025-05", "ADAUSDT")];
        foreach (var file in files) _server.Publish(file, ArchiveTables.Candles(file, 100));
        var (isAsked, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Misbehave(files[0].Path, async (context, bytes) =>
        {
            isAsked.SetResult();
            await mayGoOn.Task;
            await context.Response.Body.WriteAsync(bytes);
        });
        var first = RunAsync("2025-05-01", "2025-06-01", ArchiveSeries.Minutes);
        await isAsked.Task;

        var second = await RunAsync("2025-05-01", "2025-06-01", [ArchiveSeries.Minutes],
            [ArchiveTables.Near, files[1].Symbol], null);
        mayGoOn.SetResult();

        var failure = Assert.Single(second.Failures);
        Assert.Equal((ArchiveFault.Busy, "1m/NEARUSDT"), (failure.Fault, failure.File));
        Assert.Contains("another quantum is at work on it; run the same command again when that one has ended",
            failure.Message, StringComparison.Ordinal);
        Assert.Equal(files[1].Symbol, Assert.Single(second.Recordings).Symbol);
        Assert.Equal((100, 100, 0), Counts(await first));
        Assert.Equal((100, 0, 0), Counts(await RunAsync("2025-05-01", "2025-06-01", ArchiveSeries.Minutes)));
    }

    private static (long Rows, long Added, long Replaced) Counts(ArchiveReport report)
    {
        Assert.Empty(report.Failures);
        var recording = Assert.Single(report.Recordings);
        return (recording.Rows, recording.Added, recording.Replaced);
    }

    private string PathOf(string kind) => _folder.Of(kind, "NEARUSDT.csv.gz");

    private Task<ArchiveReport> RunAsync(string from, string to, params ArchiveSeries[] series) =>
        RunAsync(from, to, series, [ArchiveTables.Near], null);

    private Task<ArchiveReport> RunAsync(string from, string to, IReadOnlyList<ArchiveSeries> series,
        IReadOnlyList<Symbol> symbols, IProgress<ArchiveProgress>? progress)
    {
        var options = new ArchiveOptions { Address = _server.Address, SilenceMax = TimeSpan.FromHours(1) };
        var request = new ArchiveRequest(_folder.Root, _folder.Of("cache"), symbols, series,
            DateTimeOffset.Parse(from + "Z", null), DateTimeOffset.Parse(to + "Z", null));
        return new ArchiveDownload(_handler, options, _time).RunAsync(request, progress, CancellationToken.None);
    }
}
