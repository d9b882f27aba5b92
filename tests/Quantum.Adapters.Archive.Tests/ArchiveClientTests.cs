using Quantum.Adapters.Archive.Tests.Fakes;

namespace Quantum.Adapters.Archive.Tests;

/// <summary>What goes wrong on the way, seen from a whole download of one file.</summary>
public sealed class ArchiveClientTests : IAsyncLifetime
{
    private static readonly ArchiveFile May = ArchiveTables.Minutes("2025-05");

    private readonly TemporaryFolder _folder = new();
    private readonly ImpatientTime _time = new(new DateTimeOffset(2025, 6, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly SocketsHttpHandler _handler = new();
    private ArchiveServer _server = null!;
    private byte[] _zip = [];

    public async ValueTask InitializeAsync()
    {
        _server = await ArchiveServer.StartAsync();
        _zip = _server.Publish(May, ArchiveTables.Candles(May, 2_000));
        Assert.True(_zip.Length > 20_000); // several reads, so that a half can arrive
    }

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_dropped_connection_goes_on_where_it_broke_off()
    {
        _server.Misbehave(May.Path, DropHalf(), ArchiveServer.DropAfter(0));

        AssertComplete(await RunAsync());

        Assert.Equal([null, 10_000, 10_000], Ranges());
        Assert.Equal(Seconds(1, 2), _time.Waits);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_file_again()
    {
        _server.KnowsRanges = false;
        _server.Misbehave(May.Path, DropHalf());

        AssertComplete(await RunAsync());

        Assert.Equal(2, Ranges().Count);
    }

    [Fact]
    public async Task A_later_run_goes_on_where_an_earlier_one_was_given_up()
    {
        _server.Misbehave(May.Path, [DropHalf(),
            .. Enumerable.Repeat(ArchiveServer.Status(500), 5)]);
        var failure = Assert.Single((await RunAsync()).Failures);
        Assert.Equal((ArchiveFault.Unreachable, May.Name), (failure.Fault, failure.File));
        Assert.Contains("the server answers 500, try 6", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("1m", "NEARUSDT.csv.gz")));
        Assert.Equal(Seconds(1, 2, 4, 8, 16), _time.Waits);
        var before = Ranges().Count;

        AssertComplete(await RunAsync());

        Assert.Equal(10_000, Assert.Single(Ranges().Skip(before)));
    }

    [Fact]
    public async Task A_part_of_an_older_version_is_not_continued()
    {
        _server.Misbehave(May.Path, [DropHalf(),
            .. Enumerable.Repeat(ArchiveServer.Status(502), 5)]);
        await RunAsync();
        _zip = _server.Publish(May, ArchiveTables.Candles(May, 2_001));
        var before = Ranges().Count;

        AssertComplete(await RunAsync(), rows: 2_001);

        Assert.Null(Assert.Single(Ranges().Skip(before)));
    }

    [Fact]
    public async Task A_part_that_was_already_whole_is_only_verified()
    {
        var part = _folder.Of(["cache", .. (May.Path + ".part").Split('/')]);
        _server.Misbehave(May.Path, [DropHalf(),
            .. Enumerable.Repeat(ArchiveServer.Status(502), 5)]);
        await RunAsync();
        File.WriteAllBytes(part, _zip);

        AssertComplete(await RunAsync());

        Assert.Equal(_zip.Length, Ranges()[^1]);
    }

    [Fact]
    public async Task Silence_counts_as_a_dropped_connection()
    {
        _server.Misbehave(May.Path, ArchiveServer.DropAfter(10_000, async context =>
        {
            await HalfArrivedAsync();
            _time.EndLongWaits();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }));

        AssertComplete(await RunAsync());

        Assert.Equal([null, 10_000], Ranges());
    }

    [Theory]
    //          status, Retry-After,                      waits in seconds
    [InlineData(503, null, 1)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "120", 120)]
    [InlineData(408, null, 1)]
    [InlineData(500, "Sun, 15 Jun 2025 09:00:42 GMT", 42)]
    [InlineData(500, "Sun, 15 Jun 2025 08:00:00 GMT", 0)] // past already
    public async Task Errors_of_the_server_are_tried_again_when_it_says_or_after_a_while(
        int status, string? retryAfter, int waited)
    {
        _server.Misbehave(May.Path + ".CHECKSUM", ArchiveServer.Status(status, retryAfter));
        _server.Misbehave(May.Path, ArchiveServer.Status(status, retryAfter));

        AssertComplete(await RunAsync());

        Assert.Equal(waited == 0 ? [] : Seconds(waited, waited), _time.Waits);
    }

    [Fact]
    public async Task Every_retry_is_told_before_its_wait_and_the_last_failure_is_not_one()
    {
        var told = new List<string>();
        var progress = new ProgressRecorder(value =>
        {
            if (value.Retry is { } retry)
            {
                told.Add($"{value.Name}: {retry.Problem}, {retry.Attempt}, {retry.Wait.TotalSeconds} "
                    + $"after {_time.Waits.Count}");
            }
        });
        _server.Misbehave(May.Path + ".CHECKSUM",
            [.. Enumerable.Repeat(ArchiveServer.Status(503), 5), ArchiveServer.Status(503)]);

        Assert.Single((await RunAsync(progress, CancellationToken.None)).Failures);

        Assert.Equal(
            new[] { (2, 1), (3, 2), (4, 4), (5, 8), (6, 16) }.Select((retry, before) =>
                $"{May.Name}.CHECKSUM: the server answers 503, {retry.Item1}, {retry.Item2} after {before}"),
            told);
    }

    [Fact]
    public async Task A_server_that_asks_for_more_patience_than_allowed_is_left_alone()
    {
        _server.Misbehave(May.Path, ArchiveServer.Status(429, "301"));

        var failure = Assert.Single((await RunAsync()).Failures);

        Assert.Contains("the server answers 429, try 1", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(451)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        _server.Misbehave(May.Path + ".CHECKSUM", ArchiveServer.Status(status));

        var failure = Assert.Single((await RunAsync()).Failures);

        Assert.Equal(ArchiveFault.Refused, failure.Fault);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("wrong checksum", "its SHA-256 is ")]
    [InlineData("checksum of another file", "its checksum file is not one")]
    [InlineData("no checksum", "its checksum file is not one")]
    [InlineData("corrupt zip", "NEARUSDT-1m-2025-05.zip: it arrived damaged twice")]
    [InlineData("two tables", "the zip holds 2 entries, not one")]
    public async Task What_is_damaged_is_downloaded_once_more_and_then_refused_by_name(string damage, string problem)
    {
        Damage(damage);

        var failure = Assert.Single((await RunAsync()).Failures);

        Assert.Equal((ArchiveFault.Corrupt, May.Name), (failure.Fault, failure.File));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Requests.Count(request => request.Path == May.Path + ".CHECKSUM"));
        Assert.False(File.Exists(_folder.Of("1m", "NEARUSDT.csv.gz")));
        Assert.All(Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories),
            file => Assert.Matches("[.](CHECKSUM|lock)$", file));
    }

    [Fact]
    public async Task What_was_damaged_on_the_way_alone_is_good_the_second_time()
    {
        var damaged = (byte[])_zip.Clone();
        damaged[5_000] ^= 1;
        _server.Misbehave(May.Path, async (context, _) => await context.Response.Body.WriteAsync(damaged));

        AssertComplete(await RunAsync());

        Assert.Equal([null, null], Ranges()); // nothing of the damaged file is kept
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_thrown_away()
    {
        _server.Misbehave(May.Path, DropHalf(), (context, bytes) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes 5-{bytes.Length - 1}/{bytes.Length}";
            return context.Response.Body.WriteAsync(bytes.AsMemory(5)).AsTask();
        });

        AssertComplete(await RunAsync());

        Assert.Null(Ranges()[^1]);
    }

    [Fact]
    public async Task Stopping_keeps_what_has_arrived()
    {
        using var stop = new CancellationTokenSource();
        _server.Misbehave(May.Path, ArchiveServer.DropAfter(10_000, async context =>
        {
            await HalfArrivedAsync();
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stop.Token));

        AssertComplete(await RunAsync());

        Assert.Equal([null, 10_000], Ranges());
    }

    private Func<Microsoft.AspNetCore.Http.HttpContext, byte[], Task> DropHalf() =>
        ArchiveServer.DropAfter(10_000, _ => HalfArrivedAsync());

    /// <summary>A dropped connection takes along what the other side has not read yet; so it is waited for.</summary>
    private async Task HalfArrivedAsync()
    {
        var folder = new DirectoryInfo(_folder.Root);
        for (var patience = 30_000; patience > 0; patience--)
        {
            if (folder.GetFiles("*.part", SearchOption.AllDirectories) is [{ Length: 10_000 }]) return;
            await Task.Delay(1);
        }
    }

    private void Damage(string damage)
    {
        switch (damage)
        {
            case "wrong checksum":
                _server.PublishChecksum(May, $"{new string('0', 64)}  {May.Name}\n");
                break;
            case "checksum of another file":
                _server.PublishChecksum(May, $"{new string('0', 64)}  BTCUSDT-1m-2025-05.zip\n");
                break;
            case "no checksum":
                _server.PublishChecksum(May, "<html>sorry</html>");
                break;
            case "corrupt zip":
                _server.PublishBytes(May, _zip[..^30]);
                break;
            default:
                _server.PublishBytes(May, ArchiveServer.Zip(May, "a", "b"));
                break;
        }
    }

    private static IEnumerable<TimeSpan> Seconds(params int[] seconds) =>
        seconds.Select(count => TimeSpan.FromSeconds(count));

    private void AssertComplete(ArchiveReport report, int rows = 2_000)
    {
        Assert.Empty(report.Failures);
        Assert.Equal(rows, Assert.Single(report.Recordings).Rows);
        Assert.Equal(_zip, File.ReadAllBytes(_folder.Of(["cache", .. May.Path.Split('/')])));
    }

    private List<long?> Ranges() =>
        [.. _server.Requests.Where(request => request.Path == May.Path).Select(request => request.From)];

    private Task<ArchiveReport> RunAsync(CancellationToken ct = default) => RunAsync(null, ct);

    private Task<ArchiveReport> RunAsync(IProgress<ArchiveProgress>? progress, CancellationToken ct)
    {
        var options = new ArchiveOptions { Address = _server.Address, SilenceMax = TimeSpan.FromHours(1) };
        var request = new ArchiveRequest(_folder.Root, _folder.Of("cache"), [ArchiveTables.Near],
            [ArchiveSeries.Minutes], new(2025, 5, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));
        return new ArchiveDownload(_handler, options, _time).RunAsync(request, progress, ct);
    }
}
