using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Quantum.Adapters.Sqlite;
using Quantum.App.Reporting;
using Quantum.Cli.Exchange;
using Quantum.Cli.Models;
using Quantum.Cli.Processes;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Cli.Views;
using Quantum.Cli.Web;
using Quantum.Core.Diagnosis;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Time;
using Spectre.Console;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum run</c>: the whole loop on this machine.</summary>
internal static class RunCommand
{
    private static readonly Option<string> Market = Text(
        "--market", "sim", "Where prices come from: sim (generated), replay (recorded) or binance (live).");
    private static readonly Option<string?> Data = Optional(
        "--data", "Directory of recorded candles, 1m/SYMBOL.csv.gz in it.");
    private static readonly Option<string> Symbols = Text(
        "--symbols", "all", "Symbols to replay, separated by commas.");
    private static readonly Option<string?> From = Optional(
        "--from", "Begin, e.g. 2025-06-02T00:00Z. Default: now, or where the state stopped.");
    private static readonly Option<string?> To = Optional("--to", "End, exclusive. Default: run until stopped.");
    private static readonly Option<string?> Seed = Optional("--seed", "Seed of the generated market. Default: 1.");
    private static readonly Option<string?> SymbolCount = Optional(
        "--symbol-count", "Contracts of the generated market. Default: 222.");
    private static readonly Option<string?> Speed = Optional(
        "--speed", "Simulated seconds per second, or max. Default: 1; max for a replay.");
    private static readonly Option<string?> Venue = Optional("--venue", "Address of a simulated venue in another "
        + "process of this machine, as `quantum chaos --processes` has one. Default: one inside this process.");
    private static readonly Option<string?> State = Optional(
        "--state", "Directory of the state. Default: .quantum/ and the market or, with real orders, the mode.");
    private static readonly Option<string?> Port = Optional(
        "--port", "Port of the web page on this machine. Default: 7071.");
    private static readonly Option<bool> NoWeb = new("--no-web") { Description = "No web page." };
    private static readonly Option<string?> Models = Optional("--models", "Folder of model bundles, watched while it "
        + "runs; none for the rule alone. Default: the bundle that comes with the repository, and pushed ones.");
    private static readonly Option<string?> Summary = Optional("--summary", "File for a JSON summary of the run.");
    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting, e.g. --set Risk:LeverageMax=5; may be given again. `quantum settings` lists all.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Run the trading loop here: generated, recorded or live market.")
        {
            Market, Data, Symbols, From, To, Seed, SymbolCount, Speed, Venue, State, Models, Port, NoWeb, Summary, Set,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var (options, problems) = RunOptionsReader.Read(Arguments(parsed));
            return options is null ? Failures.Wrong(problems) : await RunAsync(options, ct);
        }));
        return command;
    }

    /// <summary>What is wrong with the values of a call, also of one that cannot be parsed; none for others.</summary>
    public static IReadOnlyList<string> ProblemsOf(ParseResult parsed) =>
        parsed.GetResult(Market) is null ? [] : RunOptionsReader.Read(Arguments(parsed)).Problems;

    private static RunArguments Arguments(ParseResult parsed)
    {
        T? Value<T>(Option<T> option) => WrongCall.Value(parsed, option);
        var market = Value(Market) ?? "";
        return new(market, Value(Data), Value(Symbols) ?? "", Value(From), Value(To), Value(Seed), Value(SymbolCount),
            Value(Speed) ?? (market == "replay" ? "max" : "1"), Value(Venue), Value(State), Value(Port),
            Value(NoWeb), Value(Summary), Value(Models), Value(Set) ?? [], RunOptionsReader.Environment());
    }

    private static async Task<int> RunAsync(RunOptions options, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var path = options.State ?? StateDirectory.DefaultFor(options.Settings.Mode == TradingMode.Paper
            ? options.Market
            : $"{options.Market}-{options.Settings.Mode}".ToLowerInvariant());
        var isRepeatable = options.Speed == RunOptions.Max;
        var durability = isRepeatable ? SqliteDurability.Normal : SqliteDurability.Full;

        // A replay without a state of its own can be repeated at will, so it begins anew; but what the last one left is
        // removed, and where there was nothing something is made, only when its candles are read and the port is had;
        // and until then nothing points at this run.
        var isFresh = options is { Market: "replay", State: null };
        using var runLock = RunLock.Take(path);
        using var kept = isFresh || !StateDirectory.HasState(path)
            ? null
            : StateDirectory.OpenForRun(runLock, durability, isFresh: false);
        var (manifest, start) = kept is null
            ? RunStart.Anew(options, path)
            : await RunStart.FindAsync(options, kept, ct);
        using var venue = options.Venue is { } address ? new VenueConnection(address) : null;
        TimeProvider time = venue is not null ? await venue.ReadClockAsync(ct)
            : options.Speed == RunOptions.Max ? new VirtualTime(start)
            : manifest.IsRealTime ? TimeProvider.System
            : new ScaledTime(TimeProvider.System, start, options.Speed);
        var source = options.Access is null ? await SourceAsync(options, manifest, ct) : null;
        await using var web = await StartWebAsync(options, ct);
        using var anew = kept is null ? StateDirectory.OpenForRun(runLock, durability, isFresh) : null;
        runLock.Keep();
        var state = anew ?? kept ?? throw new InvalidOperationException("Invariant: a run without a state.");
        using var session = options.Access is { } access
            ? ExchangeAccess.Exchange.Open(access, options.Settings, state.Store, time)
            : null;
        var system = Wire(options, state, source, (session, venue), time);
        await state.WriteManifestAsync(manifest, ct);
        using var ended = new CancellationTokenSource();
        var watch = await WatchAsync(options, system, ended.Token);
        web?.Serve(system.Dashboard);
        state.MakeCurrent();
        var place = $"{(web is null ? "" : web.Address + "   ")}state {path}";
        Sentence.Say($"Quantum {options.Settings.Mode}: {manifest}   {place}");

        var progress = new RunProgress();
        var run = Task.Run(() => TradingRun.RunAsync(system, options.To, progress, ct), CancellationToken.None);
        var decisions = new ReadDecisions(state.Store, state.Blobs);
        await LiveView.ShowAsync(manifest.ToString(), place, system.UseCases, decisions, progress, run);
        await run;
        await ended.CancelAsync();
        await watch;
        var span = (Minute.Of(manifest.Start), Minute.Of(time.GetUtcNow()) + 1);
        return await FinishAsync(options, state, system, span, clock.Elapsed);
    }

    private static LocalSystem Wire(RunOptions options, StateDirectory state, ICandleSource? source,
        (ExchangeSession? Session, VenueConnection? Venue) remote, TimeProvider time)
    {
        var runtime = options.ModelFolders.Count == 0 ? null : new OnnxModelRuntime(new InferenceOptions());
        if (remote.Session is { } session)
            return LocalSystem.Connected(state, session, time, options.Settings, runtime);
        var candles = source ?? throw new InvalidOperationException("Invariant: a market without candles.");
        return LocalSystem.Simulated(state, candles, time, options.Settings, runtime, remote.Venue?.Venue);
    }

    private static async Task<ICandleSource> SourceAsync(
        RunOptions options, RunManifest manifest, CancellationToken ct) => options.Market == "sim"
        ? LocalMarket.Generate(manifest.Seed, manifest.SymbolCount, manifest.Start)
        : await LoadAsync(options, manifest.Start, ct);

    private static async Task<ReplayMarket> LoadAsync(RunOptions options, DateTimeOffset start, CancellationToken ct)
    {
        if (Console.IsOutputRedirected) return LocalMarket.Replay(options, start, null, ct);
        return await AnsiConsole.Progress().StartAsync(async context =>
        {
            var bar = context.AddTask("reading candles");
            var progress = new Progress<ReplayProgress>(read =>
            {
                (bar.MaxValue, bar.Value) = (read.FilesTotal, read.FilesDone);
                bar.Description = $"reading candles ({read.Symbol}, {read.Rows:N0} rows)";
            });
            return await Task.Run(() => LocalMarket.Replay(options, start, progress, ct), ct);
        });
    }

    /// <summary>What lies in the models folders is judged before the first minute, the rest beside the run.</summary>
    private static async Task<Task> WatchAsync(RunOptions options, LocalSystem system, CancellationToken ended)
    {
        if (system.UseCases.Models is not { } models) return Task.CompletedTask;
        var watch = new ModelWatch(options.ModelFolders, models);
        foreach (var verdict in await watch.BeginAsync(ended)) Sentence.Say(ModelText.Sentence(verdict));
        return Task.Run(() => watch.RunAsync(Console.WriteLine, ended), CancellationToken.None);
    }

    private static async Task<WebHost?> StartWebAsync(RunOptions options, CancellationToken ct)
    {
        // A run at full speed is over before anybody could look.
        if (options.Port is not { } port || options.Speed == RunOptions.Max) return null;
        return await WebHost.StartAsync(port, ct);
    }

    private static async Task<int> FinishAsync(RunOptions options, StateDirectory state, LocalSystem system,
        (Minute From, Minute To) span, TimeSpan elapsed)
    {
        var summary = await RunSummary.ReadAsync(
            system.UseCases, state.Store, state.Blobs, span, elapsed, CancellationToken.None);
        if (options.Summary is { } file)
        {
            var json = JsonSerializer.Serialize(summary, SummaryJson.Default.RunSummary);
            await File.WriteAllTextAsync(file, json + "\n");
        }

        Sentence.Say($"{Counted.Of(summary.Minutes, "minute")}, {Counted.Of(summary.Decisions, "decision")}, "
            + $"{Counted.Of(summary.Signals.Total, "signal")}.");
        Sentence.Say($"{Counted.Of(summary.Orders, "order")}, {Counted.Of(summary.Trades, "trade")}, "
            + $"{Counted.Of(summary.PositionsOpen, "position")} still open.");
        var equity = summary.EquityStart is null
            ? "The account was not read"
            : string.Create(CultureInfo.InvariantCulture,
                $"Equity {summary.EquityStart:0.00} -> {summary.EquityEnd:0.00} USDT,");
        Sentence.Say(string.Create(CultureInfo.InvariantCulture, $"{equity} in {summary.Seconds:0.0} s."));
        Sentence.Say("Ask `quantum status`, `funnel`, `trades`, or `quantum why SYMBOL --at TIME`.");
        return Failures.Success;
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<string?> Optional(string name, string description) => new(name) { Description = description };
}
