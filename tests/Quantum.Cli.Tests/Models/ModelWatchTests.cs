using Quantum.App.Models;
using Quantum.Cli.Models;
using Quantum.Cli.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Settings;
using Quantum.Inference.Sessions;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;

namespace Quantum.Cli.Tests.Models;

public sealed class ModelWatchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ModelUseCases _models = new(new OnnxModelRuntime(new InferenceOptions()), new MemoryBlobStore(),
        new MemoryEntityStore(), new VirtualTime(DateTimeOffset.UnixEpoch.AddYears(55)), new TradingSettings());

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_lies_there_at_the_start_is_promoted_and_what_comes_later_after_it_has_settled()
    {
        BundleOnDisk.WriteSound(_directory.Path, "m1");
        var watch = Watch();
        Assert.True(Assert.Single(await watch.BeginAsync(default)).IsPromoted);

        BundleOnDisk.WriteSound(_directory.Path, "m2");
        Assert.Empty(await watch.LookAsync(default)); // Somebody may still be writing.
        Assert.True(Assert.Single(await watch.LookAsync(default)).IsPromoted);
        Assert.Empty(await watch.LookAsync(default));
        Assert.Equal("m2", await ActiveAsync());
    }

    [Fact]
    public async Task A_copy_that_is_still_under_way_is_left_alone_and_judged_when_it_is_whole()
    {
        var watch = Watch();
        await watch.BeginAsync(default);
        var bundle = SampleBundle.Make("m1");
        BundleOnDisk.Write(_directory.Path, bundle.With("xgboost.onnx", null)); // The manifest came before the model.
        await watch.LookAsync(default);
        Assert.False(Assert.Single(await watch.LookAsync(default)).IsPromoted);

        BundleOnDisk.Write(_directory.Path, bundle);
        await watch.LookAsync(default);
        Assert.True(Assert.Single(await watch.LookAsync(default)).IsPromoted);
    }

    [Fact]
    public async Task A_bundle_that_was_judged_before_is_not_promoted_again_by_a_restart()
    {
        BundleOnDisk.WriteSound(_directory.Path, "m1");
        BundleOnDisk.WriteSound(_directory.Path, "m2");
        await Watch().BeginAsync(default);
        await _models.RollBack.HandleAsync(default);
        Assert.Empty(await Watch().BeginAsync(default));
        Assert.Equal("m1", await ActiveAsync());
    }

    private ModelWatch Watch() => new([_directory.Path, _directory.Of("not there")], _models);

    private async Task<string?> ActiveAsync() =>
        (await _models.List.HandleAsync(default)).Pointer?.Active?.Version;
}
