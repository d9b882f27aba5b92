using System.Text.Json;
using Quantum.Adapters.Archive;
using Quantum.Adapters.Archive.Tests.Fakes;
using Quantum.Cli.Exchange;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.FakeVenue;
using Quantum.FakeVenue.Faults;
using Quantum.FakeVenue.Markets;

namespace Quantum.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_downloaded_is_verified_and_replayed()
    {
        await using var server = await ArchiveServer.StartAsync();
        var day = ArchiveTables.Minutes("2025-05-07");
        server.Publish(day, ArchiveTables.Candles(day, 1_440));
        string[] download =
        [
            "data", "download", "--data", "candles", "--symbols", "NEARUSDT", "--from", "2025-05-06T12:00Z",
            "--to", "2025-05-08T00:00Z", "--archive", server.Address.AbsoluteUri,
        ];

        var first = await RunAsync(download);
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("1m/NEARUSDT: 1,440 rows, 1,440 new.", first.Output, StringComparison.Ordinal);
        Assert.Contains("1m/NEARUSDT: nothing from 2025-05-06 to before 2025-05-07, ahead of its first row: probably "
            + "not listed yet.", first.Output, StringComparison.Ordinal);
        var requests = server.Requests.Count;
        var second = await RunAsync(download);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(requests, server.Requests.Count);

        var verified = await RunAsync("data", "verify", "--data", "candles");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("1,440 rows, 2025-05-07 00:00 to 2025-05-07 23:59, 0 gaps (0 minutes), 0 defects.",
            verified.Output, StringComparison.Ordinal);
        var replayed = await RunAsync("run", "--market", "replay", "--data", "candles", "--from", "2025-05-07T12:00Z",
            "--to", "2025-05-07T12:05Z");
        Assert.True(replayed.ExitCode == 0, replayed.ToString());
        Assert.Contains("5 minutes, 5 decisions", replayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_interval_is_downloaded_verified_by_it_and_said_to_be_no_food_for_a_replay()
    {
        await using var server = await ArchiveServer.StartAsync();
        var series = ArchiveSeries.Candles.Single(one => one.Name == "4h");
        foreach (var day in new[] { "2025-05-07", "2025-05-09" })
        {
            var file = ArchiveTables.Of(series, day, "NEARUSDT");
            server.Publish(file, ArchiveTables.Candles(file, 6));
        }

        var answer = await RunAsync("data", "download", "--data", "candles", "--symbols", "NEARUSDT", "--interval",
            "4h", "--from", "2025-05-07", "--to", "2025-05-10", "--no-funding", "--archive",
            server.Address.AbsoluteUri);

        const string lack = "No 1m candles of NEARUSDT: replays and data sets need them (--interval 1m).";
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("4h/NEARUSDT: 12 rows, 12 new.", answer.Output, StringComparison.Ordinal);
        Assert.Contains(lack, answer.Output, StringComparison.Ordinal);
        answer = await RunAsync("data", "verify", "--data", "candles");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("12 rows, 2025-05-07 00:00 to 2025-05-09 20:00, 1 gap (1,440 minutes), 0 defects.",
            answer.Output, StringComparison.Ordinal);
        Assert.Contains(lack, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_arrives_damaged_is_named_and_nothing_is_written()
    {
        await using var server = await ArchiveServer.StartAsync();
        server.PublishBytes(ArchiveTables.Minutes("2025-05-07"), [1, 2, 3]);

        var answer = await RunAsync("data", "download", "--data", "candles", "--symbols", "NEARUSDT", "--from",
            "2025-05-07", "--to", "2025-05-08", "--no-funding", "--archive", server.Address.AbsoluteUri);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("quantum: NEARUSDT-1m-2025-05-07.zip: it arrived damaged twice", answer.Errors,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.Of("candles", "1m", "NEARUSDT.csv.gz")));
    }

    [Fact]
    public async Task A_symbol_of_which_the_archive_has_nothing_is_named_and_the_others_are_downloaded()
    {
        await using var server = await ArchiveServer.StartAsync();
        var day = ArchiveTables.Minutes("2025-05-07");
        server.Publish(day, ArchiveTables.Candles(day, 1));
        string[] download =
        [
            "data", "download", "--data", "candles", "--no-funding", "--archive", server.Address.AbsoluteUri,
        ];

        var answer = await RunAsync([.. download, "--symbols", "NEARUSDT,NAERUSDT,ZZZUSDT", "--from", "2025-05-07",
            "--to", "2025-05-08"]);
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("quantum: the archive has no 1m candle of NAERUSDT, ZZZUSDT in this range; are the symbols and "
            + "the range right?", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("1m/NEARUSDT: 1 row, 1 new.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 file downloaded (", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listed", answer.Output, StringComparison.Ordinal); // of a typo nobody knows that

        // A recording that is there already does not stand in for a range that gave nothing.
        answer = await RunAsync([.. download, "--symbols", "NEARUSDT", "--from", "2099-05-07", "--to", "2099-05-08"]);
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("1m/NEARUSDT: the archive has nothing of this range; 1 row as before.", answer.Output,
            StringComparison.Ordinal);
        Assert.Contains("no 1m candle of NEARUSDT in this range", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("180000,2,3,1,2,5", 0, true)] // a gap alone
    [InlineData("60000,2,1,3,2,5", 1, false)]
    public async Task Verify_fails_for_defects_and_not_for_gaps(string row, int exitCode, bool isUsable)
    {
        ArchiveTables.Write(_directory.Of("candles", "1m", "NEARUSDT.csv.gz"),
            $"open_time_ms,open,high,low,close,volume\n0,2,3,1,2,5\n{row}\n");

        var answer = await RunAsync("data", "verify", "--data", "candles", "--symbols", "NEARUSDT", "--json");

        Assert.Equal(exitCode, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal(isUsable, json.RootElement.GetProperty("isUsable").GetBoolean());
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal(isUsable ? 1 : 0, file.GetProperty("gaps").GetArrayLength());
        Assert.Equal(isUsable ? 0 : 1, file.GetProperty("defects").GetArrayLength());
    }

    [Fact]
    public async Task Fill_puts_in_what_the_exchange_has_and_says_what_it_has_not()
    {
        if (ExchangeAccess.Exchange.Absence is { } absence) Assert.Skip(absence);
        var time = new ShiftedTime(TimeSpan.Zero);
        var market = new StagedMarket(time.GetUtcNow(), Symbol.Of("NEARUSDT"));
        await using var venue = await VenueServer.StartAsync(new VenueWorld(market, time));
        var last = Minute.Of(time.GetUtcNow()) - 30;
        var file = _directory.Of("candles", "1m", "NEARUSDT.csv.gz");
        ArchiveTables.Write(file, "open_time_ms,open,high,low,close,volume\n" + string.Concat(
            new[] { last - 20, last - 15, last }.Select(minute => $"{minute.StartMilliseconds},100,101,99,100,5\n")));
        var environment = new Dictionary<string, string> { ["Exchange__Address"] = venue.Address.ToString() };

        venue.Faults.Add(FaultKind.Region451, "/klines", times: 100);
        var refused = await FillAsync(environment);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("NEARUSDT: 0 of 18 missing minutes added. PREFLIGHT_REGION_REFUSED: ", refused.Output);

        venue.Faults.Clear();
        var filled = await FillAsync(environment);
        Assert.True(filled.ExitCode == 0, filled.ToString());
        Assert.Contains("NEARUSDT: 18 of 18 missing minutes added.", filled.Output);
        Assert.Contains("No minute is missing.", (await FillAsync(environment)).Output);
        var verified = await RunAsync("data", "verify", "--data", "candles");
        Assert.Contains("21 rows", verified.Output);
        Assert.Contains("0 gaps (0 minutes), 0 defects.", verified.Output);
    }

    private Task<QuantumAnswer> FillAsync(Dictionary<string, string> environment) =>
        QuantumProcess.RunAsync(_directory.Path, environment, ["data", "fill", "--data", "candles"]);

    [Fact]
    public async Task Every_wrong_option_is_told_at_once()
    {
        var answer = await RunAsync("data", "download", "--symbols", "btc", "--interval", "7m", "--from", "yesterday",
            "--parallel", "0", "--archive", "ftp://x");

        Assert.Equal(2, answer.ExitCode);
        Assert.Equal(
            ["--data:", "--symbols", "--interval", "--from", "--parallel", "--archive"],
            answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[1]));
    }

    private Task<QuantumAnswer> RunAsync(params string[] arguments) =>
        QuantumProcess.RunAsync(_directory.Path, arguments);
}
