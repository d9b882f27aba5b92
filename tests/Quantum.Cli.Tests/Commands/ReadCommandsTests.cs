using Quantum.App.Storage;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>One finished run, read by every command, in words and as JSON.</summary>
public sealed class ReadCommandsTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Every_command_answers_in_words_and_as_json()
    {
        var status = await AskAsync("status");
        Assert.Contains("Paper, ", status);
        Assert.Contains("20 symbols decided", status);
        Assert.Contains("2025-06-02 01:59:50 UTC", status); // The clock of the run, not that of the machine.
        Assert.Contains("120 minutes, 20 symbols", await AskAsync("funnel", "--from", "2025-06-02T00:00Z"));
        Assert.Contains("RULE_NEUTRAL", await AskAsync("funnel"));
        Assert.Contains("rule_rsi", await AskAsync("trades"));
        Assert.Contains("symbol", await AskAsync("positions"));

        Assert.Equal("paper", Json.Of(await AskAsync("status", "--json")).Text("mode"));
        Assert.Equal(60, Json.Of(await AskAsync("funnel", "--json")).GetProperty("minutes").GetInt32());
        Assert.NotEqual(0, Json.Of(await AskAsync("trades", "--json")).GetProperty("trades").GetArrayLength());
        Assert.True(Json.Of(await AskAsync("positions", "--json")).TryGetProperty("positions", out _));
    }

    [Fact]
    public async Task Status_and_positions_of_a_span_tell_what_was_then()
    {
        string[] hour = ["--from", "2025-06-02T01:00Z", "--to", "2025-06-02T02:00Z"];
        var trade = Json.Of(await AskAsync("trades", "--json")).GetProperty("trades")[0];
        string[] held = ["--from", trade.Text("openedAt"), "--to", trade.Text("closedAt")];
        string[] before = ["--from", "2025-06-01", "--to", "2025-06-02"];

        var status = await AskAsync(["status", .. hour]);
        Assert.StartsWith("2025-06-02T01:00Z to 2025-06-02T02:00Z: 60 minutes of 20 symbols.", status);
        Assert.Contains("1,200 decisions: RULE_NEUTRAL ", status);
        Assert.Matches("Equity [0-9.]+ -> [0-9.]+ USDT.", status);
        Assert.Matches(@"\d trades? of these signals: [+-][0-9.]+ USDT net, after [0-9.]+ of fees\.", status);
        Assert.Matches(@"\d positions? open at some time, (none|\d of them) still at 2025-06-02 01:59:50\.", status);
        var nothing = await AskAsync(["status", .. before]);
        Assert.Contains("2025-06-02T00:00Z: no minute was scanned.", nothing);
        Assert.Contains("No position was open.", nothing);
        Assert.DoesNotContain("of these signals", nothing); // There were none.
        var json = Json.Of(await AskAsync(["status", "--json", .. hour]));
        Assert.Equal(60, json.GetProperty("funnel").GetProperty("minutes").GetInt32());
        Assert.NotEqual(json.Number("equityStart"), json.Number("equityEnd"));

        Assert.Contains(trade.Text("symbol"), await AskAsync(["positions", .. held]));
        Assert.Contains("none", await AskAsync(["positions", .. before]));
        var ended = Json.Of(await AskAsync(["positions", "--json", .. held])).GetProperty("trades");
        Assert.Contains(ended.EnumerateArray(), found => found.Text("id") == trade.Text("id"));
        var open = Json.Of(await AskAsync("positions", "--json")).GetProperty("positions").GetArrayLength();
        var late = Json.Of(await AskAsync("positions", "--json", "--from", "2025-06-02T01:59:30Z"));
        Assert.Equal(open, late.GetProperty("positions").GetArrayLength());
    }

    [Fact]
    public async Task Why_tells_each_symbol_and_minute_apart()
    {
        var trade = Json.Of(await AskAsync("trades", "--json")).GetProperty("trades")[0];
        var (symbol, minute) = (trade.Text("symbol"), trade.Text("minute"));

        var traded = await AskAsync("why", symbol, "--at", minute);
        var last = await AskAsync("why", symbol);

        Assert.StartsWith($"{symbol} at {minute}: the candle of ", traded);
        Assert.Contains("EXECUTED: the order was filled.", traded);
        Assert.Contains("Entered ", traded);
        Assert.StartsWith($"{symbol} at 2025-06-02T01:59Z: ", last);
        Assert.Equal(last, await AskAsync("why", symbol.ToLowerInvariant()));
        Assert.Equal(symbol, Json.Of(await AskAsync("why", symbol, "--json")).Text("symbol"));
    }

    [Theory]
    [InlineData(2, "'btc/usdt' is not a symbol like NEARUSDT.", "why", "btc/usdt")]
    [InlineData(1, "NOSUCHUSDT was not listed at ", "why", "nosuchusdt")]
    [InlineData(2, "--at 'soon': must be a time like 2025-06-02T18:20Z", "why", "BTCUSDT", "--at", "soon")]
    [InlineData(2, "--to: must be later than --from.", "funnel", "--from", "2025-06-03", "--to", "2025-06-02")]
    [InlineData(2, "--to: must be later than --from.", "status", "--from", "2025-06-03", "--to", "2025-06-02")]
    [InlineData(1, "2025-06-02T03:00Z has not been scanned yet.", "why", "BTCUSDT", "--at", "2025-06-02T03:00Z")]
    [InlineData(2, "--at '06/02/2025 18:20': must be a time like", "why", "BTCUSDT", "--at", "06/02/2025 18:20")]
    [InlineData(2, "quantum.db': is a file, and must be a directory.", "status", "--state", "S/quantum.db")]
    [InlineData(2, "--state: must name a directory.", "status", "--state", "")]
    [InlineData(2, "--state: must name a directory.", "control", "halt", "--state", "")]
    [InlineData(1, "nowhere holds no state", "status", "--state", "nowhere")]
    public async Task What_cannot_be_answered_is_a_sentence(int exitCode, string sentence, params string[] arguments)
    {
        string[] state = arguments.Contains("--state") ? [] : ["--state", "S"];
        var answer = await QuantumProcess.RunAsync(run.Directory, [.. arguments, .. state]);

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains(sentence, answer.Errors + answer.Output);
    }

    [Fact]
    public async Task A_damaged_state_is_told_with_what_can_still_be_read_and_no_success()
    {
        using var copy = new TemporaryDirectory();
        CopyDamaged(copy.Of("quantum.db"));

        foreach (var command in new[] { "status", "funnel", "trades", "positions" })
        {
            var answer = await QuantumProcess.RunAsync(run.Directory, command, "--state", copy.Path);
            Assert.True(answer.ExitCode == 1, answer.ToString());
            Assert.Contains("quantum.db: this database is damaged; restore a copy", answer.Errors);
            Assert.Contains("this is what can still be read of it.", answer.Errors);
            Assert.Contains(command == "status" ? "infrastructure" : "symbol", answer.Output);
        }
    }

    [Fact]
    public async Task A_book_that_cannot_be_read_bars_no_command_that_needs_none()
    {
        using var copy = new TemporaryDirectory();
        File.Copy(Path.Combine(run.Directory, "S", "quantum.db"), copy.Of("quantum.db"));
        using (var state = StateDirectory.OpenBeside(copy.Path, isReadOnly: false))
        {
            await state.Store.TryInsertAsync(StoreLayout.Book, "unknown", new ScanHead(default, default),
                DocumentJson.Default.ScanHead, CancellationToken.None);
        }

        foreach (var (command, shown) in new[] { ("funnel", "RULE_NEUTRAL"), ("trades", "rule_rsi"), ("status", "") })
        {
            var answer = await QuantumProcess.RunAsync(run.Directory, command, "--state", copy.Path);
            Assert.True(answer.ExitCode == 1, answer.ToString());
            Assert.Contains("The book holds an unknown row unknown.", answer.Errors);
            Assert.Contains(shown, answer.Output); // The clock is then that of the last scan, of an hour with signals.
            Assert.Contains(shown.Length > 0
                ? "this is what can still be read of it."
                : "nothing that `status` shows can be read of it", answer.Errors);
        }
    }

    [Theory]
    [InlineData("--from '2025': must be a time like", "status", "--from", "2025")]
    [InlineData("--at 'yesterday': must be a time like", "why", "btcusdt", "--at", "yesterday")]
    [InlineData("--to: must be later than --from.", "positions", "--from", "2025-06-03", "--to", "2025-06-02")]
    [InlineData("'btc/usdt' is not a symbol like NEARUSDT.", "why", "btc/usdt")]
    public async Task A_wrong_call_is_one_also_where_there_is_nothing_to_read(
        string sentence, params string[] arguments)
    {
        using var nowhere = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(nowhere.Path, arguments);

        Assert.True(answer.ExitCode == 2, answer.ToString());
        Assert.Contains(sentence, answer.Errors);
    }

    [Fact]
    public async Task A_state_whose_first_process_died_at_once_holds_nothing_yet()
    {
        using var copy = new TemporaryDirectory();
        File.WriteAllBytes(copy.Of("quantum.db"), []);
        var answer = await QuantumProcess.RunAsync(run.Directory, "status", "--state", copy.Path);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("quantum.db: this database holds nothing yet; the next run on it begins anew", answer.Errors);
    }

    [Fact]
    public async Task A_command_without_a_state_reads_the_latest_run() =>
        Assert.Contains("20 symbols decided",
            (await QuantumProcess.RunAsync(run.Directory, "status")).Output);

    /// <summary>Copies the finished run and spoils one page in the middle.</summary>
    private void CopyDamaged(string target)
    {
        var bytes = File.ReadAllBytes(Path.Combine(run.Directory, "S", "quantum.db"));
        bytes.AsSpan(bytes.Length / 2 / 4_096 * 4_096, 3_000).Fill(0xEE);
        File.WriteAllBytes(target, bytes);
    }

    private async Task<string> AskAsync(params string[] arguments)
    {
        var answer = await QuantumProcess.RunAsync(run.Directory, [.. arguments, "--state", "S"]);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer.Output;
    }
}
