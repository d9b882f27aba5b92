using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Settings;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;

namespace Quantum.App.Tests.Models;

public sealed class RollBackModelTests
{
    private readonly MemoryBlobStore _blobs = new();
    private readonly MemoryEntityStore _store = new();
    private readonly VirtualTime _time = new(World.Start);

    [Fact]
    public async Task Without_an_active_bundle_it_says_so()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RollBackAsync());
        Assert.Equal("No bundle is active, so there is nothing to roll back.", error.Message);
    }

    [Fact]
    public async Task The_bundle_before_serves_from_now_on_and_leaves_the_history()
    {
        foreach (var version in new[] { "m1", "m2", "m3" }) await PushAsync(version);
        _time.AdvanceTo(World.Start.AddHours(1));
        var pointer = await RollBackAsync();
        Assert.Equal(("m2", World.Start.AddHours(1)), (pointer.Active?.Version, pointer.Since));
        Assert.Equal(["m1"], pointer.History);
        Assert.Equivalent(pointer, await PointerAsync(), strict: true);
    }

    [Fact]
    public async Task Going_back_twice_does_not_come_back_to_where_it_began()
    {
        foreach (var version in new[] { "m1", "m2", "m3" }) await PushAsync(version);
        await RollBackAsync();
        Assert.Equal("m1", (await RollBackAsync()).Active?.Version);
    }

    [Fact]
    public async Task One_whose_files_are_damaged_is_passed_over()
    {
        foreach (var version in new[] { "m1", "m2", "m3" }) await PushAsync(version);
        await _blobs.TryDeleteAsync("models/m2/tft.onnx", default);
        var pointer = await RollBackAsync();
        Assert.Equal("m1", pointer.Active?.Version);
        Assert.Empty(pointer.History);
    }

    [Fact]
    public async Task One_that_may_no_longer_serve_is_passed_over_and_the_rule_decides()
    {
        foreach (var version in new[] { "m1", "m2" }) await PushAsync(version);
        var signedOnly = new TradingSettings { Models = new() { SignatureRequired = true } };
        var pointer = await RollBackAsync(signedOnly);
        Assert.Null(pointer.Active);
        Assert.Empty(pointer.History);
    }

    [Fact]
    public async Task A_pointer_that_moved_meanwhile_stays_where_it_was_moved()
    {
        foreach (var version in new[] { "m1", "m2" }) await PushAsync(version);
        var gate = new MoveOnFirstRead(() => PushAsync("m3"));
        var rollBack = new RollBackModel(new GatedBlobStore(_blobs, gate), _store, _time, new TradingSettings());
        await rollBack.HandleAsync(default);
        Assert.Equal("m3", (await PointerAsync())?.Active?.Version);
    }

    private Task<ModelPointer> RollBackAsync(TradingSettings? settings = null) =>
        new RollBackModel(_blobs, _store, _time, settings ?? new TradingSettings()).HandleAsync(default);

    private async Task PushAsync(string version)
    {
        var promote = new PromoteModel(new FakeModelRuntime(), _blobs, _store, _time, new TradingSettings());
        var verdict = await promote.PushAsync(FakeModelRuntime.Bundle(version), acceptsRate: false, default);
        Assert.True(verdict.IsPromoted, verdict.Refusal?.Evidence);
    }

    private Task<ModelPointer?> PointerAsync() => new ModelRegister(_store).ReadPointerAsync(default);

    /// <summary>Somebody else promotes a bundle while the files of the one before are read.</summary>
    private sealed class MoveOnFirstRead(Func<Task> move) : IPortGate
    {
        private bool _isMoved;

        public async Task<T> PassAsync<T>(string call, Func<Task<T>> effect)
        {
            if (!_isMoved)
            {
                _isMoved = true;
                await move();
            }

            return await effect();
        }
    }
}
