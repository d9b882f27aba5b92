using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>The real program on recorded candles.</summary>
public sealed class RunCommandReplayTests
{
    [Fact]
    public async Task Two_replays_of_one_archive_decide_and_trade_the_same()
    {
        using var directory = new TemporaryDirectory();
        RecordedData.Write(directory.Of("data"));
        var hashes = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            var answer = await ReplayAsync(directory, "--summary", "out.json");
            Assert.True(answer.ExitCode == 0, answer.ToString());
            var summary = Json.OfFile(directory.Of("out.json"));
            Assert.Equal(60, summary.GetProperty("minutes").GetInt32());
            Assert.Equal(120, summary.GetProperty("decisions").GetInt64());
            Assert.True(summary.GetProperty("fills").GetInt32() > 0, "a replay without fills proves nothing");
            hashes.Add(summary.Text("tradesHash") + summary.Text("decisionsHash"));
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task A_malformed_row_names_file_line_and_field_and_nothing_is_traded()
    {
        using var directory = new TemporaryDirectory();
        RecordedData.Write(directory.Of("data"), (line, row) =>
        {
            if (line != 1_300) return row;
            var fields = row.Split(',');
            fields[2] = "NaN";
            return string.Join(',', fields);
        });

        var answer = await ReplayAsync(directory, "--state", "S", "--summary", "out.json");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("NEARUSDT.csv.gz", answer.Errors);
        Assert.Contains("1300", answer.Errors);
        Assert.Contains("high", answer.Errors);
        Assert.DoesNotContain("   at ", answer.Errors); // A sentence, not a stack trace.
        Assert.Equal( // No state, no lock.
            [directory.Of("data")], Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_replay_that_cannot_begin_leaves_the_last_one_alone_and_one_that_can_begins_anew()
    {
        using var directory = new TemporaryDirectory();
        RecordedData.Write(directory.Of("data"));
        Assert.Equal(0, (await ReplayAsync(directory)).ExitCode);
        RecordedData.Write(directory.Of("data"), (line, row) => line == 1_300 ? "spoiled" : row);

        Assert.Equal(1, (await ReplayAsync(directory)).ExitCode);
        Assert.Equal(60, await MinutesAsync());

        RecordedData.Write(directory.Of("data"));
        var shorter = await QuantumProcess.RunAsync(directory.Path, "run", "--market", "replay", "--data", "data",
            "--from", "2025-06-02T12:30Z", "--to", RecordedData.To);
        Assert.True(shorter.ExitCode == 0, shorter.ToString());
        Assert.Equal(30, await MinutesAsync());

        async Task<int> MinutesAsync()
        {
            var status = await QuantumProcess.RunAsync(directory.Path, "status", "--json");
            Assert.True(status.ExitCode == 0, status.ToString());
            return Json.Of(status.Output).GetProperty("day").GetProperty("minutes").GetInt32();
        }
    }

    [Theory]
    [InlineData("--symbols", "NEARUSDT,NEARUSDT", "'NEARUSDT': is named twice")]
    [InlineData("--symbols", "nearusdt", "'nearusdt': is not a symbol like NEARUSDT")]
    [InlineData("--to", "2025-06-02T12:00:30Z", "at least one whole minute")]
    [InlineData("--data", "nowhere", "'nowhere': there is no such directory")]
    public async Task A_wrong_option_of_a_replay_is_a_sentence(string option, string value, string sentence)
    {
        using var directory = new TemporaryDirectory();
        RecordedData.Write(directory.Of("data"));
        string[] arguments = ["run", "--market", "replay"];
        foreach (var (name, given) in new[]
        {
            ("--data", "data"), ("--from", RecordedData.From), ("--to", RecordedData.To), ("--symbols", "all"),
        })
            arguments = [.. arguments, name, name == option ? value : given];

        var answer = await QuantumProcess.RunAsync(directory.Path, arguments);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(sentence, answer.Errors);
        Assert.DoesNotContain("Unhandled", answer.Errors);
    }

    [Fact]
    public async Task Real_candles_are_traded_and_explained_in_plain_words()
    {
        var data = FindRealCandles();
        Assert.SkipWhen(data is null,
            "No recorded candles: no folder above this one holds shared/data/binance-futures-um.");
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "run", "--market", "replay", "--data", data,
            "--from", "2025-06-02T18:00Z", "--to", "2025-06-02T19:00Z", "--summary", "out.json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        var summary = Json.OfFile(directory.Of("out.json"));
        Assert.Equal(60, summary.GetProperty("minutes").GetInt32());
        Assert.Equal(
            60L * summary.GetProperty("symbols").GetInt32(), summary.GetProperty("decisions").GetInt64());
        Assert.True(summary.GetProperty("signals").GetProperty("bySource").GetProperty("rule_rsi").GetInt64() > 0);
        Assert.Equal(
            summary.GetProperty("signals").GetProperty("total").GetInt64(), summary.GetProperty("outcomes").Sum());

        var why = await QuantumProcess.RunAsync(directory.Path, "why", "NEARUSDT", "--at", "2025-06-02T18:20Z");

        Assert.Equal(0, why.ExitCode);
        Assert.StartsWith("NEARUSDT at 2025-06-02T18:20Z: the candle of 2025-06-02T18:19Z closed at ", why.Output);
        Assert.Contains("RSI(14)", why.Output);
    }

    private static Task<QuantumAnswer> ReplayAsync(TemporaryDirectory directory, params string[] more) =>
        QuantumProcess.RunAsync(directory.Path,
            [
                "run", "--market", "replay", "--data", "data", "--from", RecordedData.From, "--to", RecordedData.To,
                .. more,
            ]);

    /// <summary>The archive is no part of the repository: it lies in a folder named shared beside or above.</summary>
    private static string? FindRealCandles()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data", "binance-futures-um");
            if (Directory.Exists(Path.Combine(data, "1m"))) return data;
        }

        return null;
    }
}
