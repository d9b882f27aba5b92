using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

/// <summary>Restarts with and without snapshots, of whole processes over the same stores.</summary>
public sealed class FeatureArchiveTests
{
    private const int Symbols = 12;
    private const int Minutes = 160;
    private static readonly Minute Noon = Minute.Of(World.Start);

    [Theory]
    [InlineData(1)] // one minute after the first snapshot, which is younger than a window
    [InlineData(95)] // the one of minute 30 is from before the window, that of minute 60 is not
    [InlineData(120)] // the last scan before the restart would have written one
    public async Task A_restart_from_a_snapshot_changes_no_bit_of_any_page(int restartAt)
    {
        var (plain, restarted) = (World.Generate(5, Symbols), World.Generate(5, Symbols));
        await plain.RunAsync(plain.OpenLoop(), World.Start.AddMinutes(Minutes));
        await restarted.RunAsync(restarted.OpenLoop(), World.Start.AddMinutes(restartAt));
        await restarted.RunAsync(restarted.OpenLoop(), World.Start.AddMinutes(Minutes));
        Assert.Equal(await PagesAsync(plain), await PagesAsync(restarted));
    }

    [Fact]
    public async Task A_cold_process_fetches_only_what_the_snapshot_lacks()
    {
        var world = World.Generate(5, Symbols);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(100));
        world.Time.AdvanceTo(World.Start.AddMinutes(100));
        var report = await world.Open().Scan.RunAsync(default);
        // From the snapshot of minute 30, whose newest candle is that of 29: minutes 30 to 99, holes left out.
        Assert.InRange(report.Candles, 64 * Symbols, 70 * Symbols);
    }

    [Fact]
    public async Task The_snapshots_of_two_hours_are_kept()
    {
        var world = World.Generate(5, 2);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(Minutes));
        Assert.Equal([60, 90, 120, 150],
            (await world.Blobs.ListAsync("features/", default)).Select(name => Minute.OfKey(name[^13..]) - Noon));
    }

    [Theory]
    [InlineData("cut", "Checksum")]
    [InlineData("flipped", "Checksum")]
    [InlineData("empty", "Length")]
    [InlineData("of another minute", "Content")]
    public async Task A_damaged_snapshot_is_a_fault_and_the_one_before_it_is_used(string damage, string word)
    {
        var world = World.Generate(5, Symbols);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(33));
        await DamageAsync(world, Noon + 30, damage);
        var archive = new FeatureArchive(world.Blobs, world.Store, world.Time);
        Assert.Equal(Noon, (await archive.ReadNewestAsync(Noon + 33, default))?.Minute);
        var fault = Assert.Single(await FaultsAsync(world));
        Assert.Equal(FeatureArchive.FaultName, fault.UseCase);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.Contains((await world.Open().Status.HandleAsync(default)).Health,
            row => row.Evidence.Contains(FeatureArchive.FaultName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_usable_snapshot_the_states_are_built_from_candles()
    {
        var world = World.Generate(5, Symbols);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(33));
        await DamageAsync(world, Noon, "flipped");
        await DamageAsync(world, Noon + 30, "cut");
        world.Time.AdvanceTo(World.Start.AddMinutes(33));
        var scan = await world.Open().Scan.RunAsync(default);
        Assert.Equal((1, Symbols), (scan.Minutes, scan.Decisions));
        Assert.True(scan.Candles > 300 * Symbols / 2);
        Assert.Equal(2, (await FaultsAsync(world)).Count);
    }

    [Fact]
    public async Task Snapshots_of_another_schema_are_a_fault_once_and_deleted()
    {
        var world = World.Generate(5, 2);
        string[] foreign = ["features/0badbeef/20250602T1100", "features/0badbeef/20250602T1130"];
        foreach (var name in foreign) await world.Blobs.TryPutAsync(name, new byte[] { 1 }, default);
        for (var process = 0; process < 2; process++)
            await new FeatureArchive(world.Blobs, world.Store, world.Time).ReadNewestAsync(Noon, default);
        Assert.Empty(await world.Blobs.ListAsync("features/", default));
        var fault = Assert.Single(await FaultsAsync(world));
        Assert.StartsWith("2 of another feature schema, features/0badbeef/20250602T1130", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_never_reads_a_snapshot_of_its_future()
    {
        var world = World.Generate(5, Symbols);
        await world.RunAsync(world.OpenLoop(), World.Start.AddMinutes(33));
        var archive = new FeatureArchive(world.Blobs, world.Store, world.Time);
        Assert.Equal(Noon, (await archive.ReadNewestAsync(Noon + 29, default))?.Minute);
        Assert.Null(await archive.ReadNewestAsync(Noon - 1, default));
    }

    private static async Task DamageAsync(World world, Minute scan, string damage)
    {
        var name = FeatureArchive.NameOf(scan);
        var bytes = (await world.Blobs.ReadAsync(name, default))!.Value.ToArray();
        bytes = damage switch
        {
            "cut" => bytes[..(bytes.Length / 2)],
            "empty" => [],
            "of another minute" =>
                (await world.Blobs.ReadAsync(FeatureArchive.NameOf(scan - FeatureArchive.EveryMinutes), default))!
                .Value.ToArray(),
            _ => Flip(bytes),
        };
        Assert.True(await world.Blobs.TryDeleteAsync(name, default));
        Assert.True(await world.Blobs.TryPutAsync(name, bytes, default));
    }

    private static byte[] Flip(byte[] bytes)
    {
        bytes[^100] ^= 1;
        return bytes;
    }

    private static async Task<IReadOnlyList<FaultRow>> FaultsAsync(World world) =>
        [.. (await world.Store.QueryAsync(StoreLayout.Faults, null, null, default))
            .Select(row => row.ToDocument(DocumentJson.Default.FaultRow).Value)];

    private static async Task<IReadOnlyList<string>> PagesAsync(World world)
    {
        var pages = new List<string>();
        for (var minute = Noon; minute < Noon + Minutes; minute += 1)
        {
            var page = await world.Blobs.ReadAsync(StoreLayout.Ledger(minute), default);
            pages.Add(page is { } bytes ? Convert.ToHexString(bytes.Span) : $"no page of {minute}");
        }

        return pages;
    }
}
