using System.CommandLine;
using System.CommandLine.Parsing;
using Quantum.Adapters.Sqlite;
using Quantum.App.Ports;
using Quantum.App.Preflight;
using Quantum.App.Reporting;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Cli.Views;
using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Dashboard.Views;
using Spectre.Console;

namespace Quantum.Cli.Commands;

/// <summary>Commands that read a state, beside a run or after it.</summary>
internal static class ReadCommands
{
    /// <summary>Directory of the state.</summary>
    public static readonly Option<string?> State = new("--state")
    {
        Description = "Directory of the state. Default: that of the latest run.",
        Validators = { result => WrongCall.Judge(result, JudgeState) },
    };

    /// <summary>JSON instead of tables.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "The JSON of the web page's API." };

    private const string WrongOrder = "--to: must be later than --from.";

    private static readonly Option<string?> From = Time(
        "--from", "First minute, e.g. 2025-06-02T18:00Z. Default: an hour (funnel) or a day before --to.");

    private static readonly Option<string?> To = Time(
        "--to", "Last minute, exclusive. Default: where the run is now.");

    /// <summary><c>quantum status</c>.</summary>
    public static Command Status() => Create(
        "status", "Health, account, and why it is or is not trading; with times, what was done in them.", [From, To],
        async (parsed, state, clock, ct) =>
        {
            if (HasSpan(parsed)) return await TellSpanAsync(parsed, state, clock, isStatus: true, ct);
            var report = await ReportAsync(state, clock, ct);
            if (parsed.GetValue(Json)) return Print(ReportJson.Status(report));
            Sentence.Say(report.Diagnosis, new Style(decoration: Decoration.Bold));
            Sentence.Say($"{report.Mode}, {report.State.Kind}, {report.At:yyyy-MM-dd HH:mm:ss} UTC.");
            Sentence.Say(StatusText.Money(report.Books));
            AnsiConsole.Write(StatusText.Health(report.Health));
            foreach (var line in StatusText.Alarms(report.Alarms, report.At)) Sentence.Say(line);
            foreach (var line in StatusText.DeadLetters(report.DeadLetters)) Sentence.Say(line);
            return Failures.Success;
        });

    /// <summary><c>quantum funnel</c>.</summary>
    public static Command Funnel() => Create(
        "funnel", "What became of every symbol and every signal, by reason.", [From, To],
        async (parsed, state, clock, ct) =>
        {
            var (from, to, problems) = Span(parsed, clock, hours: 1);
            if (problems.Count > 0) return Failures.Wrong(problems);
            var report = await new ReadFunnel(state.Store).HandleAsync(from, to, ct);
            if (parsed.GetValue(Json)) return Print(ReportJson.Funnel(report));
            Sentence.Say($"{report.From} to {report.To}: {Counted.Of(report.Minutes, "minute")}, "
                + $"{Counted.Of(report.Symbols, "symbol")}.");
            AnsiConsole.Write(StatusText.Funnel(report));
            return Failures.Success;
        });

    /// <summary><c>quantum positions</c>.</summary>
    public static Command Positions() => Create(
        "positions", "Open positions and what guards them; with times, those that were open in them.", [From, To],
        async (parsed, state, clock, ct) =>
        {
            if (HasSpan(parsed)) return await TellSpanAsync(parsed, state, clock, isStatus: false, ct);
            var report = await ReportAsync(state, clock, ct);
            if (parsed.GetValue(Json)) return Print(ReportJson.Positions(report));
            AnsiConsole.Write(StatusText.Positions(report.Positions, report.At, AnsiConsole.Profile.Width));
            return Failures.Success;
        });

    /// <summary><c>quantum trades</c>.</summary>
    public static Command Trades() => Create(
        "trades", "Positions that ended, with what they made after cost.", [From, To],
        async (parsed, state, clock, ct) =>
        {
            var (from, to, problems) = Span(parsed, clock, hours: 24);
            if (problems.Count > 0) return Failures.Wrong(problems);
            var trades = await new ReadTrades(state.Store).HandleAsync(from, to, ct);
            if (parsed.GetValue(Json)) return Print(ReportJson.Trades(from, to, trades));
            AnsiConsole.Write(StatusText.Trades(trades, AnsiConsole.Profile.Width));
            return Failures.Success;
        });

    /// <summary>Makes a command over a state.</summary>
    public static Command Create(string name, string description, IReadOnlyList<Option> options,
        Func<ParseResult, StateDirectory, TimeProvider, CancellationToken, Task<int>> work)
    {
        var command = new Command(name, description) { State, Json };
        foreach (var option in options) command.Add(option);
        command.Validators.Add(JudgeOrder);
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            using var state = StateDirectory.OpenBeside(parsed.GetValue(State), isReadOnly: true);
            var (clock, damage) = await ClockAsync(state, ct);
            if (damage is null) return await work(parsed, state, clock, ct);
            await Console.Error.WriteLineAsync($"quantum: {damage.Message}");
            return await TellDamagedAsync(name, () => work(parsed, state, clock, ct));
        }));
        return command;
    }

    /// <summary>The clock, and what is damaged: a book that cannot be read bars no command that needs none.</summary>
    private static async Task<(TimeProvider Clock, Exception? Damage)> ClockAsync(
        StateDirectory state, CancellationToken ct)
    {
        var damage = state.FindDamage();
        try
        {
            return (await state.ReadClockAsync(ct), damage);
        }
        catch (Exception error) when (error is SqliteStoreException or InvalidDataException)
        {
            return (await state.ReadScanClockAsync(ct), damage ?? error);
        }
    }

    private static async Task<int> TellDamagedAsync(string name, Func<Task<int>> work)
    {
        try
        {
            var code = await work();
            if (code != Failures.Success) return code;
            await Console.Error.WriteLineAsync("quantum: this is what can still be read of it.");
            return Failures.Failed;
        }
        catch (Exception error) when (error is SqliteStoreException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"quantum: nothing that `{name}` shows can be read of it; "
                + "`funnel`, `trades` and `why` need other parts of it.");
            return Failures.Failed;
        }
    }

    /// <summary>Prints the bytes of the API.</summary>
    public static int Print(ReadOnlyMemory<byte> json)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(json.Span);
        output.WriteByte((byte)'\n');
        return Failures.Success;
    }

    /// <summary>A time, judged before any state is opened: a wrong call is one, whatever there is to read.</summary>
    public static Option<string?> Time(string name, string description) => new(name)
    {
        Description = description,
        Validators =
        {
            result => WrongCall.Judge(result, (text, problems) => RunOptionsReader.Instant(name, text, problems)),
        },
    };

    private static void JudgeState(string path, List<string> problems)
    {
        if (StateDirectory.ProblemOf(path) is { } problem) problems.Add(problem);
    }

    private static void JudgeOrder(CommandResult result)
    {
        if (result.GetResult(From) is not { Tokens: [var from] } || result.GetResult(To) is not { Tokens: [var to] })
            return;
        if (RunOptionsReader.Instant("--from", from.Value, []) is { } first
            && RunOptionsReader.Instant("--to", to.Value, []) is { } last && Minute.Of(first) >= Minute.Of(last))
            result.AddError(WrongOrder);
    }

    private static bool HasSpan(ParseResult parsed) => (parsed.GetValue(From) ?? parsed.GetValue(To)) is not null;

    private static async Task<int> TellSpanAsync(
        ParseResult parsed, StateDirectory state, TimeProvider clock, bool isStatus, CancellationToken ct)
    {
        var (from, to, problems) = Span(parsed, clock, hours: 24);
        if (problems.Count > 0) return Failures.Wrong(problems);
        var span = await SpanReport.ReadAsync(state.Store, await ReportAsync(state, clock, ct), from, to, ct);
        if (parsed.GetValue(Json)) return Print(isStatus ? span.StatusJson() : span.PositionsJson());
        if (isStatus) foreach (var sentence in span.Sentences()) Sentence.Say(sentence);
        else AnsiConsole.Write(StatusText.Held(span.Ended, span.Open, AnsiConsole.Profile.Width));
        return Failures.Success;
    }

    private static async Task<StatusReport> ReportAsync(
        StateDirectory state, TimeProvider clock, CancellationToken ct)
    {
        var settings = (await state.ReadManifestAsync(ct))?.ReadSettings() ?? new TradingSettings();
        IModeGate gate = settings.Mode == TradingMode.Paper
            ? new PaperModeGate()
            : new VenueModeGate(probe: null, state.Store, clock, settings);
        return await new ReportStatus(state.Store, gate, clock, settings).HandleAsync(ct);
    }

    private static (Minute From, Minute To, List<string> Problems) Span(
        ParseResult parsed, TimeProvider clock, int hours)
    {
        var problems = new List<string>();
        var end = RunOptionsReader.Instant("--to", parsed.GetValue(To), problems);
        var begin = RunOptionsReader.Instant("--from", parsed.GetValue(From), problems);
        var to = end is { } last ? Minute.Of(last) : Minute.Of(clock.GetUtcNow()) + 1;
        var from = begin is { } first ? Minute.Of(first) : to - hours * 60;
        if (problems.Count == 0 && from >= to) problems.Add(WrongOrder);
        return (from, to, problems);
    }
}
