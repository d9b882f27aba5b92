using Quantum.App.Models;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Models;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Models;

public sealed class InputArchiveTests
{
    private readonly MemoryBlobStore _blobs = new();

    [Fact]
    public async Task What_scans_saw_comes_back_in_their_order()
    {
        var newest = await RecordedScans.WriteAsync(_blobs, 10);
        var inputs = await ReadAsync(1440);
        Assert.Equal(Enumerable.Range(0, 10).Select(step => newest - 9 + step), inputs.Select(input => input.Minute));
        Assert.All(inputs, input => Assert.Equal(3, input.Symbols.Count));
        Assert.Contains(inputs[^1].Rows, value => value != 0);
    }

    [Fact]
    public async Task Only_the_newest_are_read()
    {
        var newest = await RecordedScans.WriteAsync(_blobs, 10);
        Assert.Equal([newest - 1, newest], (await ReadAsync(2)).Select(input => input.Minute));
    }

    [Fact]
    public async Task A_damaged_one_and_one_of_another_schema_are_left_out()
    {
        var newest = await RecordedScans.WriteAsync(_blobs, 4);
        var whole = (await _blobs.ReadAsync(InputArchive.NameOf(newest), default))!.Value.ToArray();
        await ReplaceAsync(newest, whole[..^3]);
        var other = (byte[])whole.Clone();
        other[5] ^= 1; // The first letter of the schema's hash.
        await ReplaceAsync(newest - 1, other);
        Assert.Equal([newest - 3, newest - 2], (await ReadAsync(10)).Select(input => input.Minute));
    }

    [Fact]
    public async Task Where_no_symbols_are_wanted_nothing_is_kept()
    {
        await new InputArchive(_blobs, 0).WriteAsync(Window(new Minute(29_000_000)), default);
        Assert.Empty(await _blobs.ListAsync(InputArchive.Prefix, default));
    }

    [Fact]
    public async Task Once_an_hour_what_is_older_than_a_day_and_an_hour_is_deleted()
    {
        var now = new Minute((29_000_000 / 60 * 60) + 7);
        var oldest = now - InputArchive.KeptMinutes;
        foreach (var minute in new[] { oldest - 60, oldest - 1, oldest, oldest + 1 })
            await _blobs.TryPutAsync(InputArchive.NameOf(minute), new byte[] { 1 }, default);
        var archive = new InputArchive(_blobs, 64);
        await archive.WriteAsync(Window(now - 1), default);
        Assert.Equal(5, (await _blobs.ListAsync(InputArchive.Prefix, default)).Count); // Not its minute.
        await archive.WriteAsync(Window(now), default);
        Assert.Equal(new[] { oldest, oldest + 1, now - 1, now }.Select(InputArchive.NameOf),
            await _blobs.ListAsync(InputArchive.Prefix, default));
    }

    private async Task<List<RecordedInput>> ReadAsync(int minutes)
    {
        var inputs = new List<RecordedInput>();
        await foreach (var input in new InputArchive(_blobs, 64).ReadAsync(minutes, default)) inputs.Add(input);
        return inputs;
    }

    private async Task ReplaceAsync(Minute minute, byte[] bytes)
    {
        await _blobs.TryDeleteAsync(InputArchive.NameOf(minute), default);
        await _blobs.TryPutAsync(InputArchive.NameOf(minute), bytes, default);
    }

    private static FeatureWindow Window(Minute newest)
    {
        var window = new FeatureWindow([Symbol.Of("BTCUSDT")]);
        window.Add(newest, [new SymbolFeatures()], new FundingMemory());
        return window;
    }
}
