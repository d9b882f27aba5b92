using Quantum.Core.Markets;
using Quantum.Datasets.Tests.Fakes;

namespace Quantum.Datasets.Tests;

public sealed class CandleSpoolTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly CandleSpool _spool;

    public CandleSpoolTests() => _spool = new CandleSpool(_directory);

    public void Dispose()
    {
        _spool.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(0, 10)] // all at once
    [InlineData(3, 4)] // the pieces end within the part
    [InlineData(8, 2)] // up to the end
    [InlineData(10, 0)] // nothing
    public void A_part_comes_back_as_it_was_added(int first, int count)
    {
        var candles = Recording.Walk("NEARUSDT", 10, seed: 1).Candles.ToArray();
        _spool.Add(candles.AsSpan(0, 6));
        _spool.Add(candles.AsSpan(6));
        using var reader = _spool.Read(first, count);
        Assert.Equal(candles.Skip(first).Take(count), ReadAll(reader, perRead: 3));
    }

    [Fact]
    public void Numbers_keep_the_zeros_that_they_are_written_with()
    {
        var candle = Candle.Of(new Minute(7), 2.330m, 2.3400m, 2.32m, 2.33m, 80_736.50m, 123_456_789.123456789m);
        _spool.Add([candle]);
        using var reader = _spool.Read(0, 1);
        var read = Assert.Single(ReadAll(reader, perRead: 2));
        Assert.Equal(decimal.GetBits(candle.Open), decimal.GetBits(read.Open));
        Assert.Equal(candle, read);
    }

    [Fact]
    public void Parts_are_read_in_turns()
    {
        var candles = Recording.Walk("NEARUSDT", 8, seed: 2).Candles.ToArray();
        _spool.Add(candles);
        using var one = _spool.Read(0, 4);
        using var other = _spool.Read(4, 4);
        var into = new Candle[2];
        one.Read(into);
        Assert.Equal(candles[..2], into);
        other.Read(into);
        Assert.Equal(candles[4..6], into);
        one.Read(into);
        Assert.Equal(candles[2..4], into);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 4)]
    [InlineData(3, 1)]
    public void What_was_not_added_cannot_be_read(int first, int count)
    {
        _spool.Add(Recording.Walk("NEARUSDT", 3, seed: 3).Candles.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => _spool.Read(first, count));
    }

    [Fact]
    public void The_file_goes_with_the_spool()
    {
        var file = Path.Combine(_directory, CandleSpool.FileName);
        Assert.True(File.Exists(file));
        _spool.Dispose();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_file_that_was_left_behind_is_replaced()
    {
        _spool.Dispose();
        File.WriteAllText(Path.Combine(_directory, CandleSpool.FileName), new string('x', 10_000));
        using var spool = new CandleSpool(_directory);
        Assert.Equal(0, spool.Count);
        Assert.Equal(0, new FileInfo(Path.Combine(_directory, CandleSpool.FileName)).Length);
    }

    private static List<Candle> ReadAll(ICandleReader reader, int perRead)
    {
        var (all, into) = (new List<Candle>(), new Candle[perRead]);
        for (var count = reader.Read(into); count > 0; count = reader.Read(into)) all.AddRange(into.AsSpan(0, count));
        return all;
    }
}
