using System.CommandLine;
using System.Text;
using Quantum.App.Models;
using Quantum.Cli.Models;
using Quantum.Cli.Running;
using Quantum.Cli.State;
using Quantum.Core.Models;
using Quantum.Core.Settings;
using Quantum.Dashboard.Views;
using Quantum.Inference.Sessions;
using Spectre.Console;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum models</c>: bundles of a run, beside it or after it.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Version = new("version") { Description = "Version of the bundle." };
    private static readonly Argument<string> Folder = new("dir") { Description = "Folder of the bundle." };

    private static readonly Option<bool> AcceptRate = new("--accept-rate")
    {
        Description = "Accept another rate of signals than the active bundle's.",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new("models", "Model bundles: what there is, what serves, and what is refused.")
    {
        Reading("list", "Every bundle with its last verdict.", report => AnsiConsole.Write(ModelText.List(report))),
        Reading("active", "What serves now and what served before.", report => Print(ModelText.Active(report))),
        Show(), Push(), Promote(), RollBack(),
    };

    private static Command Reading(string name, string description, Action<ModelReport> show)
    {
        var command = new Command(name, description) { ReadCommands.State, ReadCommands.Json };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: true);
            var report = await new ListModels(state.Blobs, state.Store, await SettingsAsync(state, ct)).HandleAsync(ct);
            if (parsed.GetValue(ReadCommands.Json)) return ReadCommands.Print(ModelJson.Text(report));
            show(report);
            return Failures.Success;
        }));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "A bundle's manifest and what each gate said of it.")
        {
            Version, ReadCommands.State, ReadCommands.Json,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: true);
            var version = parsed.GetValue(Version) ?? "";
            var list = new ListModels(state.Blobs, state.Store, await SettingsAsync(state, ct));
            var report = await list.HandleAsync(ct);
            var verdict = report.Models.FirstOrDefault(model => model.Version == version)?.Verdict;
            if (await list.ReadManifestAsync(version, ct) is not { } manifest)
                return verdict is null ? Failures.Wrong([$"There is no bundle '{version}'; see `quantum models list`."])
                    : Tell(parsed, verdict);
            Console.WriteLine(Encoding.UTF8.GetString(manifest.Span).TrimEnd());
            if (verdict is not null && !parsed.GetValue(ReadCommands.Json)) Print(ModelText.Gates(verdict));
            return Failures.Success;
        }));
        return command;
    }

    private static Command Push()
    {
        var command = new Command("push", "Take a bundle in, judge it, and let it serve when it passes every gate.")
        {
            Folder, AcceptRate, ReadCommands.State, ReadCommands.Json,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var folder = parsed.GetValue(Folder) ?? "";
            if (!Directory.Exists(folder)) return Failures.Wrong([$"There is no folder {folder}."]);
            var content = BundleFolder.Read(folder);
            if (parsed.GetValue(ReadCommands.State) is null && !StateDirectory.HasCurrent()) return Keep(content);
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: false);
            var models = await UseCasesAsync(state, ct);
            return Tell(parsed, await models.Promote.PushAsync(content, parsed.GetValue(AcceptRate), ct));
        }));
        return command;
    }

    private static Command Promote()
    {
        var command = new Command("promote", "Judge a stored bundle, and let it serve when it passes every gate.")
        {
            Version, AcceptRate, ReadCommands.State, ReadCommands.Json,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: false);
            var models = await UseCasesAsync(state, ct);
            return Tell(parsed, await models.Promote.HandleAsync(
                parsed.GetValue(Version) ?? "", parsed.GetValue(AcceptRate), ct));
        }));
        return command;
    }

    private static Command RollBack()
    {
        var command = new Command("rollback", "Go back to the bundle that served before.") { ReadCommands.State };
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            using var state = StateDirectory.OpenBeside(parsed.GetValue(ReadCommands.State), isReadOnly: false);
            var models = await UseCasesAsync(state, ct);
            if ((await models.List.HandleAsync(ct)).Pointer?.Active is not { } before)
                return Failures.Wrong(["No bundle is active, so there is nothing to roll back."]);
            var now = await models.RollBack.HandleAsync(ct);
            Console.WriteLine($"{before.Version} -> {now.Active?.Version ?? "none: the RSI rule decides"}.");
            return Failures.Success;
        }));
        return command;
    }

    /// <summary>Without a run there is nobody to judge for: the next run finds it in its models folder.</summary>
    private static int Keep(BundleContent content)
    {
        var inspection = BundleInspection.Of(content, new TradingSettings());
        if (inspection.Refusal is { } refusal)
            return Failures.Wrong([$"The bundle is refused ({refusal.Refusal}): {refusal.Evidence}"]);
        var target = Path.Combine(Installation.PushedModels, content.Name);
        Directory.CreateDirectory(target);
        foreach (var (name, bytes) in content.Files) File.WriteAllBytes(Path.Combine(target, name), bytes.ToArray());
        File.WriteAllBytes(Path.Combine(target, ModelManifest.FileName), content.Manifest!.Value.ToArray());
        Console.WriteLine($"No run is here yet: {target} waits for the next one, which judges it.");
        return Failures.Success;
    }

    private static int Tell(ParseResult parsed, ModelVerdict verdict)
    {
        if (parsed.GetValue(ReadCommands.Json)) ReadCommands.Print(ModelJson.Text(verdict));
        else Print([.. ModelText.Gates(verdict), ModelText.Sentence(verdict)]);
        return verdict.Refusal is null ? Failures.Success : Failures.Failed;
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines) Console.WriteLine(line);
    }

    private static async Task<ModelUseCases> UseCasesAsync(StateDirectory state, CancellationToken ct) =>
        new(new OnnxModelRuntime(new InferenceOptions()), state.Blobs, state.Store, await state.ReadClockAsync(ct),
            await SettingsAsync(state, ct));

    private static async Task<TradingSettings> SettingsAsync(StateDirectory state, CancellationToken ct) =>
        (await state.ReadManifestAsync(ct))?.ReadSettings() ?? new TradingSettings();
}
