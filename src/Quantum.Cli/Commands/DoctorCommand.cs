using System.CommandLine;
using Quantum.Cli.Exchange;
using Quantum.Cli.Running;
using Quantum.Core.Preflight;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum doctor</c>: what the preflight sees, check by check. It sends no order.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting, e.g. --set Mode=Testnet --set Execution:Account=t01; may be given again.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Look at exchange, key, account and clock before trading there.") { Set };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var problems = new List<string>();
            var environment = RunOptionsReader.Environment();
            var settings = RunOptionsReader.SettingsNamed(parsed.GetValue(Set) ?? [], environment, problems);
            var access = ExchangeAccess.Read(environment, problems);
            if (ExchangeAccess.Exchange.Absence is { } absence) problems.Add($"doctor: {absence}");
            return problems.Count > 0 ? Failures.Wrong(problems) : await LookAsync(access, settings, ct);
        }));
        return command;
    }

    /// <summary>The checks as lines of text, one each.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<PreflightCheck> checks)
    {
        var width = checks.Max(check => check.Name.Length);
        return checks.Select(check => $"{Mark(check.Outcome)}  {check.Name.PadRight(width)}  {check.Sentence}"
            + (check.Refusal is { } reason ? $" ({ReasonCatalog.Of(reason.Code).Name})" : ""));
    }

    private static async Task<int> LookAsync(ExchangeAccess access, TradingSettings settings, CancellationToken ct)
    {
        using var session = ExchangeAccess.Exchange.Open(access, settings, null, TimeProvider.System);
        Console.WriteLine($"{session.Name}, mode {settings.Mode}.");
        var checks = PreflightChecks.Judge(await session.Probe.ReadAsync(ct), settings);
        foreach (var line in Lines(checks)) Console.WriteLine(line);
        if (PreflightChecks.FirstProblem(checks) is not { } problem)
        {
            Console.WriteLine(settings.Mode == TradingMode.Paper
                ? "Paper needs no key; nothing bars it. Name a mode with --set Mode=Testnet for the rest of the checks."
                : "Nothing that could be seen bars entries.");
            return Failures.Success;
        }

        Console.WriteLine($"Entries would be refused as {ReasonCatalog.Of(problem.Code).Name}.");
        return Failures.Failed;
    }

    private static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "good    ",
        CheckOutcome.Failed => "FAILED  ",
        _ => "not seen",
    };
}
