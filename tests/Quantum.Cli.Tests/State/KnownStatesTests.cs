using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;

namespace Quantum.Cli.Tests.State;

/// <summary>The tests stand in a directory of their own, because the list lies in <c>.quantum</c>.</summary>
public sealed class KnownStatesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _before = Directory.GetCurrentDirectory();

    public KnownStatesTests() => Directory.SetCurrentDirectory(_directory.Path);

    [Fact]
    public void A_state_is_known_while_somebody_runs_it_and_forgotten_with_the_next_start_after_that()
    {
        Assert.Empty(KnownStates.Read());
        using (RunLock.Take("A"))
        using (RunLock.Take("B"))
        {
            KnownStates.Add("A");
            KnownStates.Add("B");
            KnownStates.Add("A");
            Assert.Equal([Path.GetFullPath("A"), Path.GetFullPath("B")],
                KnownStates.Read().Order(StringComparer.Ordinal));
        }

        KnownStates.Add("C");
        Assert.Equal([Path.GetFullPath("C")], KnownStates.Read());
    }

    [Fact]
    public async Task Starts_at_the_same_time_lose_none_of_each_other()
    {
        var names = Enumerable.Range(10, 8).Select(number => $"S{number}").ToList();
        var locks = names.Select(RunLock.Take).ToList();
        await Task.WhenAll(names.Select(name => Task.Run(() => KnownStates.Add(name))));

        Assert.Equal(names.Select(Path.GetFullPath), KnownStates.Read().Order(StringComparer.Ordinal));
        locks.ForEach(taken => taken.Dispose());
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_a_sentence_and_not_an_empty_one()
    {
        Directory.CreateDirectory(StateDirectory.Root);
        File.WriteAllText(Path.Combine(StateDirectory.Root, "states"), "A\n");
        using var held = new FileStream(
            Path.Combine(StateDirectory.Root, "states"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.StartsWith("The list of running states ",
            Assert.Throws<StateException>(StateDirectory.Running).Message);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _directory.Dispose();
    }
}
