using Quantum.Cli.Tests.Fakes;
using Quantum.Cli.Training;

namespace Quantum.Cli.Tests.Training;

public sealed class TrainOptionsTests
{
    [Fact]
    public void Options_with_a_value_go_to_the_trainer_and_the_others_do_not()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.Of("dataset.json"), "{}");
        var (options, problems) = TrainOptions.Read(
            directory.Path, "out", null, [("--seed", "7"), ("--folds", null), ("--version", "m1")]);
        Assert.Empty(problems);
        Assert.Equal(["--seed", "7", "--version", "m1"], options!.Passed);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var (options, problems) = TrainOptions.Read("nowhere", "out", "no.pem", [("--version", "../up")]);
        Assert.Null(options);
        Assert.Equal(3, problems.Count);
        Assert.Contains("--dataset: is needed", Assert.Single(TrainOptions.Read(null, "out", null, []).Problems),
            StringComparison.Ordinal);
    }
}
