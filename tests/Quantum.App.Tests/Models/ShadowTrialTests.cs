using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Models;
using Quantum.Core.Settings;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Models;

public sealed class ShadowTrialTests
{
    private static readonly SampleModel AlwaysUp = new(0, 0, 5, 0);
    private static readonly SampleModel AlwaysFlat = new(0, 5, 0, 0);

    private readonly MemoryBlobStore _blobs = new();
    private readonly FakeModelRuntime _runtime = new();

    [Fact]
    public async Task Without_a_whole_window_nothing_is_scored()
    {
        await RecordedScans.WriteAsync(_blobs, ModelContract.Steps - 1);
        var score = await RunAsync(AlwaysUp);
        Assert.Equal((0, 0, 0), (score.Rows, score.Signals, score.Faults));
        Assert.True(double.IsNaN(score.Highest));
    }

    [Fact]
    public async Task Every_fifth_minute_of_every_symbol_is_scored_and_its_signals_are_counted()
    {
        await RecordedScans.WriteAsync(_blobs, ModelContract.Steps + 9); // Ten whole windows: two fifth minutes.
        var score = await RunAsync(AlwaysUp);
        Assert.Equal((2 * 3, 2 * 3, 0), (score.Rows, score.Signals, score.Faults));
        Assert.Equal(AlwaysUp.Answer(0).Up, score.Highest, 6);
        Assert.Null(score.ActiveSignals);
    }

    [Fact]
    public async Task The_active_one_is_scored_on_the_same_rows()
    {
        await RecordedScans.WriteAsync(_blobs, ModelContract.Steps + 9);
        using var active = Load(AlwaysUp);
        var score = await RunAsync(AlwaysFlat, active);
        Assert.Equal((6, 0, (int?)6), (score.Rows, score.Signals, score.ActiveSignals));
    }

    [Fact]
    public async Task Windows_do_not_reach_over_a_scan_that_was_missed()
    {
        var scans = 0;
        await RecordedScans.WriteAsync(_blobs, (2 * ModelContract.Steps) - 1, _ => ++scans != ModelContract.Steps);
        Assert.Equal(0, (await RunAsync(AlwaysUp)).Rows);
    }

    [Fact]
    public async Task Answers_that_are_no_distribution_are_counted_and_are_no_signals()
    {
        await RecordedScans.WriteAsync(_blobs, ModelContract.Steps + 9);
        var score = await RunAsync(new SampleModel(0, 0, double.NaN, 0));
        Assert.Equal((6, 0, 6), (score.Rows, score.Signals, score.Faults));
    }

    [Fact]
    public async Task A_model_that_fails_is_not_taken_for_one_without_signals()
    {
        await RecordedScans.WriteAsync(_blobs, ModelContract.Steps + 9);
        _runtime.Failure = "It broke.";
        await Assert.ThrowsAsync<Ports.ModelRuntimeException>(() => RunAsync(AlwaysUp));
    }

    private async Task<ShadowScore> RunAsync(SampleModel model, LoadedBundle? active = null)
    {
        using var candidate = Load(model);
        return await new ShadowTrial(new InputArchive(_blobs, 64), new ModelSettings())
            .RunAsync(candidate, active, default);
    }

    private LoadedBundle Load(SampleModel model)
    {
        var bundle = FakeModelRuntime.Bundle("m1", model);
        return LoadedBundle.Load(_runtime, ManifestReader.Read(bundle.Manifest!.Value).Manifest!, bundle);
    }
}
