using System.CommandLine;
using Quantum.Adapters.Archive;
using Quantum.Cli.Exchange;
using Quantum.Cli.Recordings;
using Quantum.Cli.Running;
using Quantum.Core.Diagnosis;
using Quantum.Core.Settings;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum data</c>: recordings for a replay, from the exchange's public archive.</summary>
internal static class DataCommand
{
    private static readonly Option<string?> Data = Optional(
        "--data", "Directory of recorded candles, 1m/SYMBOL.csv.gz in it, or another interval.");
    private static readonly Option<string> Symbols = Text("--symbols", "", "Symbols, separated by commas.");
    private static readonly Option<string> Interval = Text("--interval", ArchiveSeries.Minutes.Name,
        $"What a candle covers: {string.Join(", ", ArchiveSeries.Candles)}. Replays and data sets need 1m.");
    private static readonly Option<string?> From = Optional("--from", "First minute, e.g. 2025-06-01T00:00Z.");
    private static readonly Option<string?> To = Optional("--to", "End, exclusive. Default: what there is so far.");
    private static readonly Option<bool> NoFunding = new("--no-funding") { Description = "No funding payments." };
    private static readonly Option<string?> Cache = Optional(
        "--cache", "Directory of the downloaded files. Default: .archive in that of --data.");
    private static readonly Option<string> Parallel = Text("--parallel", "8", "Files at once.");
    private static readonly Option<string> Archive = Text(
        "--archive", ArchiveOptions.PublicAddress.AbsoluteUri, "Address of the archive, or of a mirror of it.");

    /// <summary>The command.</summary>
    public static Command Create() =>
        new("data", "Get recorded candles and check them.") { Download(), Verify(), Fill() };

    /// <summary>What is wrong with the values of a call, also of one that cannot be parsed; none for others.</summary>
    public static IReadOnlyList<string> ProblemsOf(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options;
        if (options.Contains(Interval))
            return DownloadOptions.Read(Arguments(parsed), TimeProvider.System.GetUtcNow()).Problems;
        return options.Contains(Data) ? Recordings(parsed).Problems : [];
    }

    private static Command Download()
    {
        var command = new Command(
            "download", "Download candles and funding from the exchange's archive. It goes on where it was stopped. "
                + "Exit code 1 if a file failed or a symbol has no candle in the whole range; the others are kept.")
        {
            Data, Symbols, Interval, From, To, NoFunding, Cache, Parallel, Archive,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var (options, problems) = DownloadOptions.Read(Arguments(parsed), now);
            return options is null ? Failures.Wrong(problems) : await DownloadAsync(options, now, ct);
        }));
        return command;
    }

    private static Command Verify()
    {
        var command = new Command(
            "verify", "Find gaps, duplicates, misaligned and impossible rows. Exit code 1 if there is more than gaps.")
        {
            Data, Symbols, ReadCommands.Json,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() =>
        {
            var (symbols, problems) = Recordings(parsed);
            if (problems.Count > 0) return Task.FromResult(Failures.Wrong(problems));
            var reports = RecordingAudit.Run(parsed.GetValue(Data)!, symbols, ct);
            if (parsed.GetValue(ReadCommands.Json)) ReadCommands.Print(VerifyView.Json(reports));
            else foreach (var line in VerifyView.Lines(reports)) Console.WriteLine(line);
            var isUsable = reports.All(report => report.DefectCount == 0);
            return Task.FromResult(isUsable ? Failures.Success : Failures.Failed);
        }));
        return command;
    }

    private static Command Fill()
    {
        var command = new Command(
            "fill", "Ask the exchange for the minutes that recordings lack. Exit code 1 if any is still missing.")
        {
            Data, Symbols,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var (symbols, problems) = Recordings(parsed);
            if (ExchangeAccess.Exchange.Absence is { } absence) problems.Add($"data fill: {absence}");
            var access = ExchangeAccess.Read(RunOptionsReader.Environment(), problems);
            if (problems.Count > 0) return Failures.Wrong(problems);
            using var session = ExchangeAccess.Exchange.Open(access, new(), null, TimeProvider.System);
            await session.MarketData.ReadVenueTimeAsync(ct);
            var filled = await GapFill.RunAsync(parsed.GetValue(Data)!, symbols, session.MarketData, ct);
            foreach (var report in filled)
                Console.WriteLine($"{report.Name}: {report.Added:N0} of "
                    + $"{Counted.Of(report.Missing, "missing minute")} added."
                    + (report.Problem is null ? "" : $" {report.Problem}."));
            if (filled.Count == 0) Console.WriteLine("No minute is missing.");
            return filled.All(report => report.IsWhole) ? Failures.Success : Failures.Failed;
        }));
        return command;
    }

    /// <summary>Which recordings are meant, and what is wrong with their names.</summary>
    private static (List<Core.Markets.Symbol> Symbols, List<string> Problems) Recordings(ParseResult parsed)
    {
        var problems = new List<string>();
        var symbols = RunOptionsReader.SymbolsNamed(WrongCall.Value(parsed, Symbols) ?? "", problems);
        DataDirectory.Check(WrongCall.Value(parsed, Data), problems);
        return (symbols, problems);
    }

    private static DownloadArguments Arguments(ParseResult parsed)
    {
        T? Value<T>(Option<T> option) => WrongCall.Value(parsed, option);
        return new(Value(Data), Value(Symbols) ?? "", Value(Interval) ?? "", Value(From), Value(To), Value(NoFunding),
            Value(Cache), Value(Parallel) ?? "", Value(Archive) ?? "");
    }

    private static async Task<int> DownloadAsync(DownloadOptions options, DateTimeOffset now, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.Archive.ParallelMax,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        var download = new ArchiveDownload(handler, options.Archive, TimeProvider.System);
        Console.WriteLine(DownloadView.Beginning(options));
        var report = await DownloadView.ShowAsync(progress => download.RunAsync(options.Request, progress, ct));
        foreach (var line in DownloadView.Sentences(report, options.Request.To, now)) Console.WriteLine(line);
        var folder = new RecordingFolder(options.Request.Directory);
        var lack = VerifyView.WithoutMinutes(report.Recordings
            .Where(recording => recording is { Series.IsFunding: false, Rows: > 0 })
            .Where(recording => !File.Exists(folder.Minutes(recording.Symbol)))
            .Select(recording => recording.Symbol.Name));
        if (lack is not null) Console.WriteLine(lack);
        foreach (var failure in report.Failures) await Console.Error.WriteLineAsync($"quantum: {failure.Message}");
        var nothing = DownloadView.Nothing(report);
        if (nothing is not null) await Console.Error.WriteLineAsync($"quantum: {nothing}");
        return report.Failures.Count == 0 && nothing is null ? Failures.Success : Failures.Failed;
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<string?> Optional(string name, string description) => new(name) { Description = description };
}
