using System.Diagnostics;
using Quantum.Cli.Running;
using Quantum.Cli.State;

namespace Quantum.Cli.Training;

/// <summary>Starts the trainer in <c>training/</c> and lets it speak for itself: its output is ours.</summary>
internal static class Trainer
{
    /// <summary>What <c>training/python</c> answers where no interpreter has every package.</summary>
    private const int NoInterpreter = 3;

    private static string Python => Path.Combine(Installation.Training, "python");

    /// <summary>Makes sure that there is an interpreter, installing its packages where there is none.</summary>
    /// <exception cref="StateException">There is none, and none can be had.</exception>
    public static async Task PrepareAsync(CancellationToken ct)
    {
        if (!File.Exists(Python))
            throw new StateException($"There is no trainer in {Installation.Training}; train from the repository.");
        if (await RunAsync(Python, ["--which"], isQuiet: true, ct) == 0) return;
        if (await RunAsync(Path.Combine(Installation.Training, "setup"), [], isQuiet: false, ct) != 0)
            throw new StateException("Python with numpy, xgboost, torch, onnx and sklearn is needed; "
                + "training/setup could not install it. See what it says above.");
    }

    /// <summary>Trains.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="candidate">Folder that the trainer writes.</param>
    /// <param name="ct">Ends the trainer.</param>
    /// <exception cref="StateException">The trainer failed; what it said stands above.</exception>
    public static async Task TrainAsync(TrainOptions options, string candidate, CancellationToken ct)
    {
        string[] arguments =
        [
            "-m", "quantum_training", "train", "--dataset", options.Dataset, "--out", candidate,
            "--progress", Console.IsOutputRedirected ? "plain" : "tty", .. options.Passed,
        ];
        var code = await RunAsync(Python, arguments, isQuiet: false, ct);
        if (code != 0)
            throw new StateException(code == NoInterpreter
                ? "No Python has every package of training/requirements.txt."
                : $"The trainer ended with code {code}; what it said stands above.");
    }

    private static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, bool isQuiet, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = isQuiet,
            RedirectStandardError = isQuiet,
        };
        using var process = Process.Start(start)
            ?? throw new StateException($"{program} could not be started.");
        try
        {
            if (isQuiet)
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
