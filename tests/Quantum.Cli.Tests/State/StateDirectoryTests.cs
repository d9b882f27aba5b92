using Quantum.Adapters.Sqlite;
using Quantum.App.Storage;
using Quantum.Cli.State;
using Quantum.Cli.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Tests.State;

/// <summary>The tests stand in a directory of their own, because a run notes itself in <c>.quantum</c>.</summary>
public sealed class StateDirectoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();
    private readonly string _before = Directory.GetCurrentDirectory();

    public StateDirectoryTests() => Directory.SetCurrentDirectory(_directory.Path);

    [Fact]
    public async Task Beside_a_run_its_documents_can_be_read_and_its_orders_given()
    {
        using var run = Open();
        await run.WriteManifestAsync(Manifest(isRealTime: true), CancellationToken.None);
        run.MakeCurrent();

        using var reader = StateDirectory.OpenBeside("S", isReadOnly: true);
        using var latest = StateDirectory.OpenBeside(path: null, isReadOnly: false);

        Assert.Equal(Manifest(isRealTime: true), await reader.ReadManifestAsync(CancellationToken.None));
        await latest.WriteManifestAsync(Manifest(isRealTime: false), CancellationToken.None);
        Assert.Equal(Manifest(isRealTime: false), await run.ReadManifestAsync(CancellationToken.None));
        Assert.True(run.Bytes > 0);
    }

    [Fact]
    public async Task A_fresh_run_forgets_what_was_there()
    {
        using (var old = Open()) await old.WriteManifestAsync(Manifest(isRealTime: true), CancellationToken.None);
        using (var again = Open()) Assert.NotNull(await again.ReadManifestAsync(CancellationToken.None));
        using var fresh = Open(isFresh: true);
        Assert.Null(await fresh.ReadManifestAsync(CancellationToken.None));
    }

    [Fact]
    public void An_opened_state_is_not_yet_the_current_one()
    {
        using (var first = Open("A")) first.MakeCurrent();
        using var failing = Open("B");

        Assert.Equal(Path.GetFullPath("A"), StateDirectory.Current());
    }

    [Fact]
    public void States_that_run_are_those_of_the_root_and_of_every_run_whose_lock_is_taken()
    {
        Assert.Empty(StateDirectory.Running());
        var root = Path.Combine(StateDirectory.Root, "sim");
        using (RunLock.Take(Path.Combine(StateDirectory.Root, "replay"))) { }
        using var below = RunLock.Take(root);
        Assert.Equal([root], StateDirectory.Running());

        using (var state = Open()) state.MakeCurrent();
        using var elsewhere = RunLock.Take("S");
        Assert.Equal([root, Path.GetFullPath("S")], StateDirectory.Running());

        using (var newer = Open("T")) newer.MakeCurrent();
        Assert.Equal([root, Path.GetFullPath("S")], StateDirectory.Running());
    }

    [Fact]
    public void Without_a_run_the_commands_say_so()
    {
        Assert.Contains("There is no run here yet",
            Assert.Throws<StateException>(() => StateDirectory.OpenBeside(null, isReadOnly: true)).Message);
        Assert.Contains("nowhere holds no state",
            Assert.Throws<StateException>(() => StateDirectory.OpenBeside("nowhere", isReadOnly: true)).Message);
    }

    [Fact]
    public async Task The_clock_is_the_machines_for_a_run_in_real_time_and_else_what_the_run_reached()
    {
        using var run = Open();
        Assert.Same(TimeProvider.System, await run.ReadClockAsync(CancellationToken.None)); // Nothing reached yet.

        await run.WriteManifestAsync(Manifest(isRealTime: false), CancellationToken.None);
        var head = new ScanHead(Minute.Of(Start), Minute.Of(Start) + 7);
        await run.Store.TryInsertAsync(
            StoreLayout.ScanHead, StoreLayout.HeadRow, head, DocumentJson.Default.ScanHead, CancellationToken.None);
        var clock = await run.ReadClockAsync(CancellationToken.None);
        Assert.IsType<VirtualTime>(clock);
        Assert.Equal(Start.AddMinutes(7), clock.GetUtcNow());

        await run.WriteManifestAsync(Manifest(isRealTime: true), CancellationToken.None);
        Assert.Same(TimeProvider.System, await run.ReadClockAsync(CancellationToken.None));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _directory.Dispose();
    }

    private static StateDirectory Open(string path = "S", bool isFresh = false)
    {
        using var runLock = RunLock.Take(path); // The lock has tests of its own.
        return StateDirectory.OpenForRun(runLock, SqliteDurability.Normal, isFresh);
    }

    private static RunManifest Manifest(bool isRealTime) =>
        new() { Market = "sim", Seed = 1, SymbolCount = 5, Start = Start, IsRealTime = isRealTime };
}
