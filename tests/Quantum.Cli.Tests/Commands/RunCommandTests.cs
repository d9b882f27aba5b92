using System.Text.Json;
using Quantum.Adapters.Sqlite;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.Commands;

/// <summary>The real program on a generated market in virtual time.</summary>
public sealed class RunCommandTests
{
    private static readonly string[] Fields =
    [
        "symbols", "minutes", "candles", "decisions", "decisionsByReason", "signals", "outcomes", "orders", "fills",
        "trades", "equityStart", "equityEnd", "fees", "funding", "realisedPnl", "unprotectedSecondsMax", "tradesHash",
        "decisionsHash", "seconds",
    ];

    [Fact]
    public async Task A_run_in_virtual_time_accounts_for_every_symbol_signal_and_cent()
    {
        using var directory = new TemporaryDirectory();
        var summary = await RunAsync(directory, "S", seed: 3);

        Assert.All(Fields, field => Assert.True(summary.TryGetProperty(field, out _), field));
        Assert.Equal(20, summary.GetProperty("symbols").GetInt32());
        Assert.Equal(120, summary.GetProperty("minutes").GetInt32());
        Assert.Equal(20 * 120, summary.GetProperty("decisions").GetInt64());
        Assert.Equal(20 * 120, summary.GetProperty("decisionsByReason").Sum());
        var signals = summary.GetProperty("signals");
        var total = signals.GetProperty("total").GetInt64();
        Assert.True(total > 0, "a run without signals proves nothing");
        Assert.Equal(total, signals.GetProperty("buy").GetInt64() + signals.GetProperty("sell").GetInt64());
        Assert.Equal(total, signals.GetProperty("bySource").Sum());
        Assert.Equal(total, summary.GetProperty("outcomes").Sum());
        Assert.True(summary.GetProperty("trades").GetInt32() > 0, "a run without trades proves nothing");
        Assert.Equal(
            summary.Number("equityEnd") - summary.Number("equityStart"),
            summary.Number("realisedPnl") + summary.Number("fees") + summary.Number("funding")
                + summary.Number("unrealisedPnl"));
        var audit = await StateAudit.RunAsync(directory.Of("S"), 20);
        Assert.Empty(audit.Problems);
        Assert.Equal(120, audit.Minutes);
    }

    [Fact]
    public async Task The_same_options_give_the_same_hashes_and_another_seed_gives_others()
    {
        using var directory = new TemporaryDirectory();
        var first = await RunAsync(directory, "A", seed: 3);
        var again = await RunAsync(directory, "B", seed: 3);
        var other = await RunAsync(directory, "C", seed: 4);

        Assert.Equal(first.Text("tradesHash"), again.Text("tradesHash"));
        Assert.Equal(first.Text("decisionsHash"), again.Text("decisionsHash"));
        Assert.NotEqual(first.Text("tradesHash"), other.Text("tradesHash"));
        Assert.NotEqual(first.Text("decisionsHash"), other.Text("decisionsHash"));
    }

    [Fact]
    public async Task A_run_stopped_in_between_goes_on_where_it_stopped()
    {
        using var directory = new TemporaryDirectory();
        var whole = await RunAsync(directory, "A", seed: 3);
        await RunAsync(directory, "B", seed: 3, to: "2025-06-02T00:40Z");
        var parts = await RunAsync(directory, "B", seed: 3);

        Assert.Equal(120, parts.GetProperty("minutes").GetInt32());
        Assert.Equal(20 * 120, parts.GetProperty("decisions").GetInt64());
        Assert.Equal(
            whole.GetProperty("decisionsByReason").GetRawText(), parts.GetProperty("decisionsByReason").GetRawText());
        Assert.Equal(whole.GetProperty("outcomes").GetRawText(), parts.GetProperty("outcomes").GetRawText());
        Assert.Empty((await StateAudit.RunAsync(directory.Of("B"), 20)).Problems);
    }

    [Fact]
    public async Task The_first_scan_is_that_of_the_minute_in_which_the_run_starts()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "run", "--speed", "max", "--symbol-count", "222",
            "--from", "2025-06-02T00:00:30Z", "--to", "2025-06-02T00:00:31Z", "--state", "S");
        Assert.True(answer.ExitCode == 0, answer.ToString());

        var status = await ReadAsync(directory, "status", "--json", "--state", "S");
        Assert.Equal("2025-06-02T00:00Z", status.Text("lastScan"));
        Assert.Equal(222, status.GetProperty("hour").GetProperty("decisions").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Every_wrong_option_is_named_at_once_and_nothing_is_done()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "run", "--market", "moon", "--seed", "-1",
            "--symbol-count", "0", "--speed", "fast", "--port", "99999", "--set", "Risk:LeverageMax=50",
            "--set", "Mode=Live");

        Assert.Equal(2, answer.ExitCode);
        foreach (var named in new[]
        {
            "--market 'moon': must be sim, replay or binance", "--seed '-1'",
            "--symbol-count '0': must be a whole number from 1 to 500",
            "--speed 'fast': must be max, or a number above 0",
            "--port '99999': must be a whole number from 1 to 65535",
            "Risk:LeverageMax = '50': must be a whole number from 1 to 20", "Mode = Live",
        })
            Assert.Contains(named, answer.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_second_run_on_the_same_state_is_refused_with_a_sentence()
    {
        using var directory = new TemporaryDirectory();
        string[] run = ["run", "--symbol-count", "5", "--no-web", "--state", "S"];
        using var first = QuantumProcess.Start(directory.Path, run);
        await first.UntilPrintedAsync("Quantum Paper");

        var second = await QuantumProcess.RunAsync(directory.Path, run);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another process runs on S. Stop it first, or name another --state.", second.Errors);
        Assert.False(first.HasExited);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_in_order_with_its_summary(string signal)
    {
        using var directory = new TemporaryDirectory();
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "60", "--symbol-count", "10",
            "--port", QuantumProcess.FreePort(), "--state", "S", "--summary", "out.json");
        await run.UntilPrintedAsync("Quantum Paper");
        var answer = await run.SignalAsync(signal);

        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("decisions", answer.Output);
        var summary = Json.OfFile(directory.Of("out.json"));
        Assert.Equal(summary.GetProperty("minutes").GetInt64() * 10, summary.GetProperty("decisions").GetInt64());
    }

    [Fact]
    public async Task An_unreadable_message_is_given_up_where_everybody_sees_it()
    {
        using var directory = new TemporaryDirectory();
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "60", "--symbol-count", "5",
            "--no-web", "--state", "S");
        await run.UntilPrintedAsync("Quantum Paper");
        using (var state = StateDirectory.OpenBeside(directory.Of("S"), isReadOnly: false))
        {
            var queue = new SqliteSignalQueue(state.Database, TimeProvider.System);
            await queue.SendAsync("{\"minute\":\"never\"}"u8.ToArray(), CancellationToken.None);
        }

        string[] ask = ["status", "--json", "--state", "S"];
        await run.UntilAsync(
            async () => (await ReadAsync(directory, ask)).Number("deadLettersCount") == 1, "the message was given up");

        var status = await ReadAsync(directory, ask);
        Assert.Equal("{\"minute\":\"never\"}", status.GetProperty("deadLetters")[0].Text("body"));
        Assert.Contains("; 1 dead letter.", status.GetProperty("health")[0].Text("evidence"));
        var words = (await QuantumProcess.RunAsync(directory.Path, "status", "--state", "S")).Output;
        Assert.Contains("1 dead letter:", words);
        Assert.Contains("    {\"minute\":\"never\"}", words);
        Assert.Equal(0, (await run.SignalAsync("INT")).ExitCode);
    }

    private static async Task<JsonElement> RunAsync(
        TemporaryDirectory directory, string state, int seed, string to = "2025-06-02T02:00Z")
    {
        var answer = await QuantumProcess.RunAsync(directory.Path, "run", "--speed", "max",
            "--from", "2025-06-02T00:00Z", "--to", to, "--symbol-count", "20", "--seed", $"{seed}",
            "--state", state, "--summary", "out.json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return Json.OfFile(directory.Of("out.json"));
    }

    private static async Task<JsonElement> ReadAsync(TemporaryDirectory directory, params string[] arguments)
    {
        var answer = await QuantumProcess.RunAsync(directory.Path, arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return Json.Of(answer.Output);
    }
}
