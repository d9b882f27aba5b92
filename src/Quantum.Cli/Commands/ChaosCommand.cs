using System.CommandLine;
using System.Globalization;
using Quantum.Cli.Processes;
using Quantum.Cli.Views;
using Quantum.Simulation.Chaos;
using Quantum.Simulation.Faults;

namespace Quantum.Cli.Commands;

/// <summary>
/// <c>quantum chaos</c>: simulated worlds with faults at every step, judged by the venue's own books.
/// </summary>
internal static class ChaosCommand
{
    private static readonly Option<string> Seeds = Text("--seeds", "200", "Worlds to run, one per seed.");
    private static readonly Option<string> FromSeed = Text("--from-seed", "1", "The first seed.");
    private static readonly Option<string> Hours = Text("--hours", "6", "Simulated hours with faults in each world.");
    private static readonly Option<string> Profile = Text(
        "--profile", "normal", "How hostile the worlds are: calm, normal, hell, or none.");
    private static readonly Option<string?> Processes = new("--processes")
    {
        Description = "Instead of worlds: kill the real program so often, with its venue in another process. "
            + "Takes --from-seed as the seed.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "The report as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "chaos", "Run simulated worlds in which everything fails, and prove that no invariant does.")
        {
            Seeds, FromSeed, Hours, Profile, Processes, Json,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() =>
        {
            var problems = new List<string>();
            var options = Read(parsed, problems);
            if (parsed.GetValue(Processes) is { } processes)
            {
                var kills = Number(processes, "--processes", 1, 10_000, problems);
                return problems.Count > 0
                    ? Task.FromResult(Failures.Wrong(problems))
                    : KillAsync(options.FromSeed, (int)kills, parsed.GetValue(Json), ct);
            }

            return Task.FromResult(
                problems.Count > 0 ? Failures.Wrong(problems) : Run(options, parsed.GetValue(Json), ct));
        }));
        return command;
    }

    private static async Task<int> KillAsync(ulong seed, int kills, bool isJson, CancellationToken ct)
    {
        var directory = Directory.CreateTempSubdirectory("quantum-kills-").FullName;
        var report = await KillView.ShowAsync(
            kills, isJson, progress => new KillRun(seed, kills, directory, progress).RunAsync(ct));
        if (isJson) ReadCommands.Print(KillView.Json(report));
        else foreach (var line in KillView.Lines(report)) Console.WriteLine(line);
        if (report.Problem is not null)
        {
            Console.Error.WriteLine($"The state is kept in {directory}.");
            return Failures.Failed;
        }

        Directory.Delete(directory, recursive: true);
        return Failures.Success;
    }

    private static ChaosOptions Read(ParseResult parsed, List<string> problems)
    {
        var seeds = Number(parsed.GetValue(Seeds), "--seeds", 1, 1_000_000, problems);
        var first = Number(parsed.GetValue(FromSeed), "--from-seed", 0, long.MaxValue, problems);
        var hours = Number(parsed.GetValue(Hours), "--hours", 0.01m, 240, problems);
        var name = parsed.GetValue(Profile) ?? "";
        var profile = FaultProfile.Named(name);
        if (profile is null) problems.Add($"--profile: '{name}' is none of calm, normal, hell, none.");
        return new()
        {
            Seeds = (int)seeds,
            FromSeed = (ulong)first,
            Hours = (double)hours,
            Profile = profile ?? FaultProfile.Normal,
        };
    }

    private static int Run(ChaosOptions options, bool isJson, CancellationToken ct)
    {
        var report = isJson
            ? ChaosRun.Run(options, TimeProvider.System, _ => { }, ct)
            : ChaosView.Show(options, progress => ChaosRun.Run(options, TimeProvider.System, progress, ct));
        if (isJson) ReadCommands.Print(ChaosView.Json(report));
        else foreach (var line in ChaosView.Lines(report)) Console.WriteLine(line);
        if (report.Failures.Count == 0) return report.Worlds == options.Seeds ? Failures.Success : Failures.Failed;
        if (!isJson) Explain(options, report.Failures[0], ct);
        return Failures.Failed;
    }

    /// <summary>The first failing seed, shrunk to the faults that it takes.</summary>
    private static void Explain(ChaosOptions options, FailedWorld failed, CancellationToken ct)
    {
        Console.WriteLine($"Shrinking seed {failed.Seed} …");
        var world = ChaosRun.OptionsOf(options, failed.Seed);
        var shrinker = new FaultShrinker();
        var smallest = shrinker.Shrink(world, Simulation.Worlds.World.Run(world, CancellationToken.None), ct);
        foreach (var line in ChaosView.Explanation(smallest, shrinker.Runs)) Console.WriteLine(line);
    }

    private static decimal Number(string? text, string name, decimal min, decimal max, List<string> problems)
    {
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        problems.Add($"{name}: '{text}' is no number from {min} to {max}.");
        return min;
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
