using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Arrays;
using Quantum.Core.Features;

namespace Quantum.Cli.Tests.Commands;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DatasetCommandTests() => RecordedData.Write(_directory.Of("candles"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Recordings_become_a_data_set()
    {
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "set");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        // 1,320 candles a contract, of which 238 only warm it up.
        Assert.Contains("NEARUSDT: 1,082 rows of 1,320 candles, 2025-06-01 18:58 to 2025-06-02 12:59, 1,082 without a "
            + "funding rate.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("No file of funding: ADAUSDT, NEARUSDT.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("476 candles gave no row: DATA_WARM_UP", answer.Output, StringComparison.Ordinal);
        Assert.Contains("2,164 rows are compared with the median of the symbols", answer.Output,
            StringComparison.Ordinal);
        var json = Description();
        Assert.Equal(2_164, json.GetProperty("rows").GetInt64());
        Assert.Matches("^([0-9a-f]{40}|unknown)$", json.GetProperty("codeCommit").GetString());
        Assert.Equal(["1m/ADAUSDT.csv.gz", "1m/NEARUSDT.csv.gz"],
            json.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("file").GetString()));
        var features = NpyHeader.Parse(File.ReadAllBytes(_directory.Of("set", "features.npy")), out _);
        Assert.Equal([2_164, FeatureSchema.Count], features.Shape);
    }

    [Fact]
    public async Task Funding_that_is_recorded_is_found()
    {
        Directory.CreateDirectory(_directory.Of("candles", "funding"));
        await using (var file = new GZipStream(
            File.Create(_directory.Of("candles", "funding", "NEARUSDT.csv.gz")), CompressionLevel.Fastest))
        {
            // 2025-06-01 16:00: the rows of 18:58 to 00:01 know it.
            file.Write("funding_time_ms,funding_rate\n1748793600000,0.0001\n"u8);
        }

        var answer = await RunAsync("dataset", "--data", "candles", "--out", "set");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("No file of funding: ADAUSDT.", answer.Output, StringComparison.Ordinal);
        var without = Description().GetProperty("rowsWithoutFundingBySymbol");
        Assert.Equal((1_082, 1_082 - 304),
            (without.GetProperty("ADAUSDT").GetInt32(), without.GetProperty("NEARUSDT").GetInt32()));
    }

    [Fact]
    public async Task The_signals_and_trades_of_a_run_join()
    {
        var run = await RunAsync("run", "--market", "replay", "--data", "candles", "--from", RecordedData.From, "--to",
            RecordedData.To, "--state", "state");
        Assert.True(run.ExitCode == 0, run.ToString());
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "set", "--state", "state",
            "--outcome-weight", "4");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        var outcomes = Description().GetProperty("outcomes");
        var signals = outcomes.GetProperty("rows").GetInt64();
        Assert.True(signals > 0, outcomes.ToString());
        Assert.Equal(signals, outcomes.GetProperty("known").GetInt64());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{signals:N0} rows were signals of the run"),
            answer.Output, StringComparison.Ordinal);
        var trades = await RunAsync("trades", "--state", "state", "--json");
        var ended = JsonDocument.Parse(trades.Output).RootElement.GetProperty("trades").GetArrayLength();
        Assert.True(ended > 0, trades.ToString());
        Assert.InRange(outcomes.GetProperty("realised").GetInt64(), 1, ended);
        var source = Description().GetProperty("run");
        Assert.Equal((signals, ended),
            (source.GetProperty("signals").GetInt64(), source.GetProperty("trades").GetInt32()));
        Assert.Matches("^[0-9a-f]{64}$", source.GetProperty("sha256").GetString());
    }

    [Theory]
    //          options as typed, what is recorded of them
    [InlineData("--symbols NEARUSDT --from 2025-06-02 --set Exit:StopAtrMultiple=2",
        """{"symbols":"NEARUSDT","from":"2025-06-02","to":null,"horizon":null,"outcomeWeight":"""
            + """null,"set":["Exit:StopAtrMultiple=2"]}""")]
    [InlineData("--outcome-weight 2.0 --horizon 45", // the defaults, but typed
        """{"symbols":null,"from":null,"to":null,"horizon":"45","outcomeWeight":"2.0","set":[]}""")]
    public async Task The_options_are_recorded_as_typed(string options, string recorded)
    {
        var answer = await RunAsync(["dataset", "--data", "candles", "--out", "set", .. options.Split(' ')]);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Equal(recorded, JsonSerializer.Serialize(Description().GetProperty("options")));
        Assert.Equal(JsonValueKind.Null, Description().GetProperty("run").ValueKind);
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_left_alone()
    {
        Directory.CreateDirectory(_directory.Of("mine"));
        await File.WriteAllTextAsync(_directory.Of("mine", "features.npy"), "precious");
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "mine");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("they may be yours", answer.Errors, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(_directory.Of("mine", "features.npy")));
    }

    [Fact]
    public async Task A_range_without_enough_candles_fails_with_the_reasons()
    {
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "set", "--to", "2025-06-01T16:00Z");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("DATA_WARM_UP", answer.Output, StringComparison.Ordinal);
        Assert.Contains("no candle gave a row", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spoiled_recording_is_named_before_anything_is_written()
    {
        RecordedData.Write(_directory.Of("candles"), (line, text) => line == 900 ? "1,2" : text);
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "set");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("NEARUSDT.csv.gz, line 900", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Of("set")), "A data set that could not begin left its folder.");
        RecordedData.Write(_directory.Of("candles"));
        var again = await RunAsync("dataset", "--data", "candles", "--out", "set");
        Assert.True(again.ExitCode == 0, again.ToString());
    }

    [Theory]
    [InlineData("--symbols", "FOOUSDT")]
    [InlineData("--from", "2025-08-01")]
    public async Task A_command_that_finds_no_candles_leaves_nothing_behind(string option, string value)
    {
        var answer = await RunAsync("dataset", "--data", "candles", "--out", "sets/new", option, value);
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Equal([_directory.Of("candles")], Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Wrong_words_are_a_usage_error()
    {
        var answer = await RunAsync("dataset", "--symbols", "near");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--data: is needed", answer.Errors, StringComparison.Ordinal);
    }

    private JsonElement Description() =>
        JsonDocument.Parse(File.ReadAllBytes(_directory.Of("set", "dataset.json"))).RootElement;

    private Task<QuantumAnswer> RunAsync(params string[] arguments) =>
        QuantumProcess.RunAsync(_directory.Path, arguments);
}
