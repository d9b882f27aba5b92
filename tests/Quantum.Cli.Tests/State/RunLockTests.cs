using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.State;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_second_run_is_refused_with_a_sentence_and_may_start_after_the_first()
    {
        var path = _directory.Of("S");
        using (RunLock.Take(path))
        {
            var error = Assert.Throws<StateException>(() => RunLock.Take(path));
            Assert.Equal(
                $"Another process runs on {path}. Stop it first, or name another --state.", error.Message);
        }

        RunLock.Take(path).Dispose();
    }

    [Fact]
    public void Whether_somebody_runs_is_seen_without_taking_anything()
    {
        var path = _directory.Of("S");
        Assert.False(RunLock.IsTaken(path)); // There is nothing yet, and still nothing afterwards.
        Assert.False(Directory.Exists(path));

        using (RunLock.Take(path)) Assert.True(RunLock.IsTaken(path));
        Assert.False(RunLock.IsTaken(path));
        RunLock.Take(path).Dispose();
    }

    [Fact]
    public void A_start_that_fails_leaves_nothing_of_it_and_one_that_began_all()
    {
        RunLock.Take(_directory.Of("a", "b")).Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));

        using (var begun = RunLock.Take(_directory.Of("a", "b"))) begun.Keep();
        RunLock.Take(_directory.Of("a", "b")).Dispose(); // A later one that fails.
        Assert.True(File.Exists(_directory.Of("a", "b", "run.lock")));

        File.WriteAllText(_directory.Of("a", "mine"), "");
        RunLock.Take(_directory.Of("a", "c")).Dispose();
        Assert.Equal(["b", "mine"],
            Directory.EnumerateFileSystemEntries(_directory.Of("a")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_place_where_no_directory_can_be_is_a_sentence_that_names_the_option()
    {
        var path = _directory.Of("file", "S");
        File.WriteAllText(_directory.Of("file"), "");

        var error = Assert.Throws<StateException>(() => RunLock.Take(path));

        Assert.StartsWith($"--state '{path}': the directory cannot be made or written (", error.Message);
        Assert.False(RunLock.IsTaken(path));
    }

    public void Dispose() => _directory.Dispose();
}
