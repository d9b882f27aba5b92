using System.CommandLine;
using Quantum.Cli.Training;
using Quantum.Inference.Sessions;

namespace Quantum.Cli.Commands;

/// <summary><c>quantum train</c>: from a data set to a bundle.</summary>
internal static class TrainCommand
{
    private static readonly Option<string?> Dataset = new("--dataset")
    {
        Description = "Folder that `quantum dataset` wrote.",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder below which the bundle's folder is made.",
        DefaultValueFactory = _ => Path.Combine(State.StateDirectory.Root, "bundles"),
    };

    private static readonly Option<string?> SignWith = new("--sign-with")
    {
        Description = "File of a private key on P-256, PEM. Unsigned bundles serve on Paper only.",
    };

    /// <summary>Options of the trainer; `training/README.md` tells what they do.</summary>
    private static readonly Option<string?>[] Passed =
    [
        Pass("--version", "Version of the bundle. Default: time, data and seed."),
        Pass("--minutes-max", "Wall-clock limit, minutes."),
        Pass("--target-signals-per-day", "Signals a day among 222 symbols that thresholds aim at."),
        Pass("--test-days", "Last days of every symbol that are kept for the final test."),
        Pass("--trials", "Settings that the search tries beside the defaults."),
        Pass("--folds", "Walk-forward folds."),
        Pass("--seed", "Seed of every random choice."),
        Pass("--threads", "Threads of the libraries."),
    ];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("train", "Train both models on a data set, prove the export, and write the bundle.")
        {
            Dataset, Out, SignWith,
        };
        foreach (var option in Passed) command.Add(option);
        command.SetAction((parsed, ct) => Failures.GuardAsync(async () =>
        {
            var (options, problems) = TrainOptions.Read(parsed.GetValue(Dataset), parsed.GetValue(Out) ?? "",
                parsed.GetValue(SignWith), Passed.Select(option => (option.Name, parsed.GetValue(option))));
            return options is null ? Failures.Wrong(problems) : await RunAsync(options, ct);
        }));
        return command;
    }

    private static async Task<int> RunAsync(TrainOptions options, CancellationToken ct)
    {
        await Trainer.PrepareAsync(ct);
        Directory.CreateDirectory(options.Out);
        var candidate = Path.Combine(options.Out, $".candidate-{Environment.ProcessId}");
        try
        {
            await Trainer.TrainAsync(options, candidate, ct);
            var runtime = new OnnxModelRuntime(new InferenceOptions());
            var (folder, parity) = BundleMaker.Make(candidate, options.Out, options.SignWith, runtime);
            Console.WriteLine(FormattableString.Invariant($"Exported and trained models differ on {parity.Rows} rows ")
                + FormattableString.Invariant($"by at most {parity.XgboostMax:0.0e+0} (XGBoost) ")
                + FormattableString.Invariant($"and {parity.TftMax:0.0e+0} (TFT)."));
            Console.WriteLine($"Bundle: {folder}{(options.SignWith is null ? " (not signed)" : " (signed)")}");
            Console.WriteLine($"Report: {Path.Combine(folder, "report.html")}");
            Console.WriteLine($"Let it serve: quantum models push {folder}");
            return Failures.Success;
        }
        finally
        {
            if (Directory.Exists(candidate)) Directory.Delete(candidate, recursive: true);
        }
    }

    private static Option<string?> Pass(string name, string description) => new(name) { Description = description };
}
