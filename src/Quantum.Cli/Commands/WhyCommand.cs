using System.CommandLine;
using Quantum.App.Reporting;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Cli.Views;
using Quantum.Core.Markets;
using Quantum.Dashboard.Views;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum why SYMBOL</c>: one symbol in one minute, in plain words.</summary>
internal static class WhyCommand
{
    private static readonly Argument<string> Name = new("symbol")
    {
        Description = "The contract, e.g. NEARUSDT.",
        Validators = { result => WrongCall.Judge(result, JudgeName) },
    };

    /// <summary>The minute asked about.</summary>
    private static readonly Option<string?> At = ReadCommands.Time(
        "--at", "The scan minute, e.g. 2025-06-02T18:20Z. Default: the last one scanned.");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = ReadCommands.Create("why", "Why a symbol did or did not trade in a minute.", [At],
            async (parsed, state, _, ct) =>
            {
                var symbol = Core.Markets.Symbol.Of((parsed.GetValue(Name) ?? "").ToUpperInvariant());
                var at = RunOptionsReader.Instant("--at", parsed.GetValue(At), []);
                var explain = new ExplainDecision(state.Store, state.Blobs);
                var minute = at is { } instant ? Minute.Of(instant) : await explain.LastScannedAsync(ct);
                if (minute is not { } asked) throw new StateException("No minute has been scanned yet.");
                var report = await explain.HandleAsync(symbol, asked, ct);
                if (parsed.GetValue(ReadCommands.Json)) return ReadCommands.Print(ReportJson.Why(report));
                foreach (var sentence in report.Sentences) Sentence.Say(sentence);
                return report.Record is null ? Failures.Failed : Failures.Success;
            });
        command.Add(Name);
        return command;
    }

    private static void JudgeName(string name, List<string> problems)
    {
        if (!Core.Markets.Symbol.TryParse(name.ToUpperInvariant(), out _))
            problems.Add($"'{name}' is not a symbol like NEARUSDT.");
    }
}
