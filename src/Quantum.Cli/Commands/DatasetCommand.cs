using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Quantum.Cli.Datasets;
using Quantum.Cli.Running;
using Quantum.Datasets;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum dataset</c>: recordings as features and labels, for training.</summary>
internal static class DatasetCommand
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Directory of recorded candles, 1m/SYMBOL.csv.gz in it, and funding/ where there is some.",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "Directory of the data set." };

    private static readonly Option<string?> Symbols = new("--symbols")
    {
        Description = "Symbols, separated by commas, or all. Default: all.",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "First minute, e.g. 2025-06-01T00:00Z; candles before it warm the states up. Default: all.",
    };

    private static readonly Option<string?> To = new("--to") { Description = "End, exclusive. Default: all." };

    private static readonly Option<string?> Horizon = new("--horizon")
    {
        Description = "Minutes after which a labelled position ends. Default: Exit:TimeStopMinutes.",
    };

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Directory of a run: its signals get a weight, its trades their realised result. Default: none.",
    };

    private static readonly Option<string?> OutcomeWeight = new("--outcome-weight")
    {
        Description = "Weight of a row that was a signal of --state, 0 to 1000; every other row weighs 1. Default: 2.",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting that labels rest on, e.g. Exit:StopAtrMultiple=2. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("dataset", "Turn recorded candles into features and labels for training.")
        {
            Data, Out, Symbols, From, To, Horizon, State, OutcomeWeight, Set,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var (options, problems) = DatasetOptions.Read(Arguments(parsed));
            return options is null ? Failures.Wrong(problems) : await BuildAsync(options, ct);
        }));
        return command;
    }

    /// <summary>What is wrong with the values of a call, also of one that cannot be parsed; none for others.</summary>
    public static IReadOnlyList<string> ProblemsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Contains(Out) ? DatasetOptions.Read(Arguments(parsed)).Problems : [];

    private static DatasetArguments Arguments(ParseResult parsed)
    {
        T? Value<T>(Option<T> option) => WrongCall.Value(parsed, option);
        return new(Value(Data), Value(Out), Value(Symbols), Value(From), Value(To), Value(Horizon), Value(State),
            Value(OutcomeWeight), Value(Set) ?? [], RunOptionsReader.Environment());
    }

    private static async Task<int> BuildAsync(DatasetOptions options, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var outcomes = options.State is { } state ? await SignalHistory.ReadAsync(state, ct) : SignalHistory.None;
        using var claim = DatasetFolder.Claim(options.Out); // first, so that its undoing finds the spool gone
        using var spool = new CandleSpool(options.Out);
        var (contracts, leftOut) = RecordedContracts.List(options, outcomes, spool, ct);
        claim.Keep();
        var request = new DatasetRequest(options.Out, contracts, options.From, options.Labels, CodeCommit())
        {
            OutcomeWeight = options.OutcomeWeight,
            Run = outcomes.Source,
            Options = options.Typed,
        };
        var report = DatasetView.Show(progress => DatasetBuilder.Build(request, progress, ct));
        var sentences = DatasetView.Sentences(report, leftOut, watch.Elapsed, Environment.CpuUsage.TotalTime);
        foreach (var line in sentences) Console.WriteLine(line);
        if (report.Rows > 0) return Failures.Success;
        await Console.Error.WriteLineAsync("quantum: no candle gave a row; the reasons are above.");
        return Failures.Failed;
    }

    /// <summary>The build writes the commit behind the version, e.g. <c>1.0.0+529a4a3…</c>.</summary>
    private static string CodeCommit()
    {
        var version = typeof(DatasetCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return version?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";
    }
}
