using Quantum.Adapters.Azure.Tests.Fakes;
using Quantum.Conformance;

namespace Quantum.Adapters.Azure.Tests.Invariants;

public sealed class ThrottlingTests(Azurite azurite)
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 12, 0, 1, TimeSpan.Zero);

    [Fact]
    public async Task A_scan_that_storage_refused_is_made_up_for_and_told_on_the_status_page()
    {
        var world = await CloudWorld.CreateAsync(azurite, symbols: 3, Start);
        await world.UseCases.Monitor.RunAsync(default);
        await world.UseCases.Scan.RunAsync(default);
        world.Time.AdvanceTo(Start.AddMinutes(1));
        world.Wire.Always = WireFault.Throttled;

        var failure = await Assert.ThrowsAsync<AzureStoreException>(() => world.UseCases.Scan.RunAsync(default));

        world.Wire.Always = WireFault.None;
        await world.UseCases.RecordFaultAsync("ScanMarket", failure, default);
        world.Time.AdvanceTo(Start.AddMinutes(2));
        Assert.Equal(2, (await world.UseCases.Scan.RunAsync(default)).Minutes);
        var status = await world.UseCases.Status.HandleAsync(default);
        Assert.Contains(status.Health, row => row.Evidence.Contains(
            "ScanMarket: STORAGE_THROTTLED: ", StringComparison.Ordinal));
    }
}
