using Quantum.App.Hosting;
using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Conformance;
using Quantum.Core.Ledger;
using Quantum.Core.Models;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Models;

public sealed class ActivePredictorTests
{
    private static readonly TradingSettings Settings = new()
    {
        Universe = new UniverseSettings { HistoryMinDays = 0 },
        Models = new() { AgeMaxHours = 0, SwapsMax = 2 },
    };

    private readonly FakeModelRuntime _runtime = new();

    [Fact]
    public async Task A_bundle_decides_from_the_minute_after_its_promotion_and_every_score_is_on_record()
    {
        var (world, system) = await BeginAsync();
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal(
            (SignalSource.RuleRsi, ReasonCode.ModelNone), (record.Source, record.ModelSilence)));

        Assert.True((await PushAsync(system, "m1")).IsPromoted);
        await ScanAsync(world, system);
        var records = await world.RecordsAsync(world.Minute);
        Assert.Equal(3, records.Count);
        Assert.All(records, record =>
        {
            Assert.Equal((SignalSource.Model, ReasonCode.None, "m1"),
                (record.Source, record.ModelSilence, record.ModelVersion));
            Assert.NotNull(record.Model);
            Assert.Equal(record.Model.XgBoost, record.Model.Tft);
            Assert.InRange(record.Model.Ensemble.Flat, 0, 1);
        });
    }

    [Fact]
    public async Task A_pointer_that_moves_twice_in_one_instant_is_followed_twice()
    {
        var (world, system) = await BeginAsync();
        await ScanAsync(world, system);
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        await PushAsync(system, "m1");
        await system.Scan.RunAsync(default);
        Assert.Equal(1, system.Active!.Swaps);
        await PushAsync(system, "m2");
        await ScanAsync(world, system);
        Assert.Equal(2, system.Active.Swaps);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal("m2", record.ModelVersion));
    }

    [Fact]
    public async Task A_swap_misses_no_minute_and_the_bundle_before_is_disposed()
    {
        var (world, system) = await BeginAsync();
        await PushAsync(system, "m1");
        await ScanAsync(world, system);
        await PushAsync(system, "m2");
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal("m2", record.ModelVersion));
        Assert.Equal(2, _runtime.Live); // The two models of one bundle.
        Assert.Equal(2, system.Active!.Swaps);
        Assert.True(system.Active.WantsRecycling); // Two swaps are allowed here.
        var serving = Assert.Single(await new ModelRegister(world.Store).ReadServingAsync(default));
        Assert.Equal(("m2", 2, true), (serving.Version, serving.Swaps, serving.WantsRecycling));
    }

    [Fact]
    public async Task A_roll_back_serves_the_one_before_and_then_none()
    {
        var (world, system) = await BeginAsync();
        await PushAsync(system, "m1");
        await PushAsync(system, "m2");
        Assert.Equal("m1", (await system.Models!.RollBack.HandleAsync(default)).Active?.Version);
        await ScanAsync(world, system);
        Assert.Equal("m1", system.Active!.Version);
        Assert.Null((await system.Models.RollBack.HandleAsync(default)).Active);
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute),
            record => Assert.Equal(ReasonCode.ModelNone, record.ModelSilence));
        Assert.Equal(0, _runtime.Live);
        await Assert.ThrowsAsync<InvalidOperationException>(() => system.Models.RollBack.HandleAsync(default));
    }

    [Fact]
    public async Task A_bundle_that_was_damaged_after_its_promotion_leaves_the_one_before_in_place()
    {
        var (world, system) = await BeginAsync();
        await PushAsync(system, "m1");
        await ScanAsync(world, system);
        await PushAsync(system, "m2");
        await world.Blobs.TryDeleteAsync("models/m2/tft.onnx", default);
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal("m1", record.ModelVersion));
        var serving = Assert.Single(await new ModelRegister(world.Store).ReadServingAsync(default));
        Assert.Contains("tft.onnx is missing", serving.Problem, StringComparison.Ordinal);
        Assert.Contains("m2 could not be loaded",
            (await system.Status.HandleAsync(default)).Health.Single(row => row.Component == "models").Evidence,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_fails_in_a_scan_is_silent_and_the_rule_decides()
    {
        var (world, system) = await BeginAsync();
        await PushAsync(system, "m1");
        await ScanAsync(world, system);
        _runtime.Failure = "xgboost.onnx gave no answer within 5000 ms.";
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal(
            (SignalSource.RuleRsi, ReasonCode.ModelFailed), (record.Source, record.ModelSilence)));
        _runtime.Failure = null;
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal("m1", record.ModelVersion));
    }

    [Fact]
    public async Task An_old_model_gives_way_to_the_rule()
    {
        var settings = Settings with { Models = Settings.Models with { AgeMaxHours = 36 } };
        var (world, system) = await BeginAsync(settings); // The sample learnt up to 36 hours before the world begins.
        await PushAsync(system, "m1");
        await ScanAsync(world, system);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal(
            (SignalSource.RuleRsi, ReasonCode.ModelExpired), (record.Source, record.ModelSilence)));
        var health = (await system.Status.HandleAsync(default)).Health.Single(row => row.Component == "models");
        Assert.Contains("The model is 36.", health.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_bundle_stands_on_the_status_page_with_its_reason()
    {
        var (world, system) = await BeginAsync();
        await PushAsync(system, "m1");
        await ScanAsync(world, system);
        var broken = FakeModelRuntime.Bundle("m2").With("tft.onnx", null);
        await system.Models!.Promote.PushAsync(broken, acceptsRate: false, default);
        var health = (await system.Status.HandleAsync(default)).Health;
        Assert.Contains("Bundle m2 was refused (MODEL_FILES): tft.onnx is missing.",
            health.Single(row => row.Component == "models").Evidence, StringComparison.Ordinal);
        Assert.Contains("1000 rows of 2 symbols in 1 files",
            health.Single(row => row.Component == "training").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_scan_records_what_it_saw_and_a_day_later_it_is_gone()
    {
        var (world, system) = await BeginAsync();
        await ScanAsync(world, system);
        var name = Assert.Single(await world.Blobs.ListAsync("inputs/", default));
        var input = RecordedInput.Decode((await world.Blobs.ReadAsync(name, default))!.Value)!;
        Assert.Equal(world.Minute - 1, input.Minute);
        Assert.Equal(3, input.Symbols.Count);
        Assert.Contains(input.Rows, figure => figure != 0);

        world.Time.AdvanceTo(World.Start.AddHours(26).AddMinutes(-1));
        for (var minute = 0; minute < 61; minute++) await ScanAsync(world, system);
        Assert.DoesNotContain(name, await world.Blobs.ListAsync("inputs/", default));
    }

    private async Task<(World World, TradingUseCases System)> BeginAsync(TradingSettings? settings = null)
    {
        var world = World.Generate(3, 3, settings ?? Settings);
        var system = new TradingUseCases(world.Ports() with { Models = _runtime });
        await system.Monitor.RunAsync(default);
        return (world, system);
    }

    private static async Task ScanAsync(World world, TradingUseCases system)
    {
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        await system.Scan.RunAsync(default);
    }

    private static Task<ModelVerdict> PushAsync(TradingUseCases system, string version) =>
        system.Models!.Promote.PushAsync(
            FakeModelRuntime.Bundle(version, new SampleModel(0, 3, 0, 4)), acceptsRate: false, default);
}
