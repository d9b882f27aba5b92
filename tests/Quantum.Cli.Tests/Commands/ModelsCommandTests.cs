using Quantum.Cli.Tests.Fakes;
using Quantum.Conformance;

namespace Quantum.Cli.Tests.Commands;

/// <summary>Bundles of a real run, from another process.</summary>
public sealed class ModelsCommandTests
{
    [Fact]
    public async Task A_bundle_decides_and_can_be_replaced_beside_the_run_and_rolled_back()
    {
        using var directory = new TemporaryDirectory();
        BundleOnDisk.WriteSound(directory.Of("models"), "m1");
        var second = BundleOnDisk.WriteSound(directory.Of("other"), "m2");
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "600", "--symbol-count", "4", "--from",
            "2025-06-02T00:00Z", "--no-web", "--state", "S", "--models", "models");
        await run.UntilPrintedAsync("Model bundle m1 passed every gate and is active.");

        var pushed = await AskAsync(directory, "push", second);
        Assert.True(pushed.ExitCode == 0, pushed.ToString());
        Assert.Contains("Shadow       passed", pushed.Output, StringComparison.Ordinal);
        await run.UntilAsync(async () => (await AskAsync(directory, "active")).Output
            .Contains("Process local serves m2", StringComparison.Ordinal), "the run served m2");

        Assert.Equal("m2 -> m1.", (await AskAsync(directory, "rollback")).Output.Trim());
        await run.UntilAsync(async () => (await AskAsync(directory, "active")).Output
            .Contains("Process local serves m1", StringComparison.Ordinal), "the run served m1 again");
        Assert.Equal(0, (await run.SignalAsync("INT")).ExitCode);
        Assert.Empty((await StateAudit.RunAsync(directory.Of("S"), 4)).Problems); // No minute was missed.

        var list = Json.Of((await AskAsync(directory, "list", "--json")).Output);
        Assert.Equal("m1", list.GetProperty("pointer").GetProperty("active").Text("version"));
        Assert.Equal(2, list.GetProperty("models").GetArrayLength());
        var why = await QuantumProcess.RunAsync(directory.Path, "status", "--state", "S");
        Assert.Contains("m1 decided ", why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_dropped_into_the_watched_folder_serves_and_a_bad_one_is_on_the_status()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Of("models"));
        using var run = QuantumProcess.Start(directory.Path, "run", "--speed", "60", "--symbol-count", "4", "--from",
            "2025-06-02T00:00Z", "--no-web", "--state", "S", "--models", "models");
        await run.UntilPrintedAsync("generated market");
        BundleOnDisk.WriteSound(directory.Of("models"), "m1");
        await run.UntilPrintedAsync("Model bundle m1 passed every gate and is active.");
        BundleOnDisk.Write(directory.Of("models"), SampleBundle.Make("m2").With("tft.onnx", "nonsense"u8.ToArray()));
        await run.UntilPrintedAsync("Model bundle m2 was refused (MODEL_FILES)");
        Assert.Equal(0, (await run.SignalAsync("INT")).ExitCode);
        var status = await QuantumProcess.RunAsync(directory.Path, "status", "--state", "S", "--json");
        Assert.Contains("Bundle m2 was refused (MODEL_FILES): tft.onnx has 8 bytes", status.Output);
    }

    [Fact]
    public async Task Without_a_run_a_pushed_bundle_waits_for_the_next_one()
    {
        using var directory = new TemporaryDirectory();
        var folder = BundleOnDisk.WriteSound(directory.Of("bundles"), "m1");
        var answer = await QuantumProcess.RunAsync(directory.Path, "models", "push", folder);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.True(File.Exists(directory.Of(".quantum", "models", "m1", "manifest.json")));
    }

    [Fact]
    public async Task What_there_is_not_is_said()
    {
        using var directory = new TemporaryDirectory();
        var answer = await QuantumProcess.RunAsync(directory.Path, "models", "push", "nowhere");
        Assert.Equal((2, "quantum: There is no folder nowhere."), (answer.ExitCode, answer.Errors.Trim()));
    }

    private static Task<QuantumAnswer> AskAsync(TemporaryDirectory directory, params string[] arguments) =>
        QuantumProcess.RunAsync(directory.Path, ["models", .. arguments, "--state", "S"]);
}
