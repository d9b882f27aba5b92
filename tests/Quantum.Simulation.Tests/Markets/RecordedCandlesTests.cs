using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class RecordedCandlesTests : IDisposable
{
    private static readonly Minute First = new(10);
    private static readonly Symbol Near = Symbol.Of("NEARUSDT");

    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Candles_come_in_the_pieces_that_are_asked_for()
    {
        var file = Write(Row(10, "2.330,2.34,2.32,2.3355,80736.5") + Row(11, "2,2,2,2,0") + Row(14, "3,3,3,3,1"));
        using var candles = new RecordedCandles(file, First, new Minute(100));
        var into = new Candle[2];
        Assert.Equal(2, candles.Read(into));
        Assert.Equal(Candle.Of(First, 2.33m, 2.34m, 2.32m, 2.3355m, 80_736.5m), into[0]);
        Assert.Equal((new Minute(11), 0m), (into[1].Minute, into[1].Volume));
        Assert.Equal(1, candles.Read(into));
        Assert.Equal(new Minute(14), into[0].Minute);
        Assert.Equal(0, candles.Read(into));
    }

    [Theory]
    [InlineData(0, 100, 10, 11, 14)]
    [InlineData(11, 100, 11, 14)]
    [InlineData(10, 14, 10, 11)] // the end is exclusive
    [InlineData(20, 100)]
    public void The_minutes_are_those_of_the_candles_in_the_range(int from, int to, params int[] minutes)
    {
        var file = Write(Row(10, "2,2,2,2,1") + Row(11, "2,2,2,2,0") + Row(14, "3,3,3,3,1"));
        using var candles = new RecordedCandles(file, new(from), new(to));
        var into = new Candle[10];
        var count = candles.Read(into);
        Assert.Equal(minutes, into.Take(count).Select(candle => candle.Minute.Index));
    }

    [Fact]
    public void A_traded_value_is_taken_as_it_is_written()
    {
        var file = _archive.Write("1m", "NEARUSDT", Archive.Header.TrimEnd() + ",quote_volume\n"
            + Row(10, "2,2,2,2,10,19.123456789") + Row(11, "2,2,2,2,10,"));
        using var candles = new RecordedCandles(file, First, new Minute(100));
        var into = new Candle[2];
        candles.Read(into);
        Assert.Equal([19.123456789m, 20m], into.Select(candle => candle.QuoteVolume));
    }

    [Fact]
    public void A_row_that_is_wrong_is_named_when_it_is_reached()
    {
        var file = Write(Row(10, "2,2,2,2,1") + Row(11, "2,1,2,2,1"));
        using var candles = new RecordedCandles(file, First, new Minute(100));
        Assert.Equal(1, candles.Read(new Candle[1]));
        var error = Assert.Throws<CandleFileException>(() => candles.Read(new Candle[1]));
        Assert.Equal((file, 3, "high"), (error.File, error.Line, error.Field));
    }

    [Fact]
    public void Times_out_of_order_are_found()
    {
        var file = Write(Row(11, "2,2,2,2,1") + Row(10, "2,2,2,2,1"));
        using var candles = new RecordedCandles(file, First, new Minute(100));
        Assert.Throws<CandleFileException>(() => candles.Read(new Candle[2]));
    }

    [Fact]
    public void A_file_that_is_none_of_candles_is_refused()
    {
        var file = _archive.Write("1m", "NEARUSDT", "time,price\n");
        Assert.Throws<CandleFileException>(() => new RecordedCandles(file, First, new Minute(100)));
    }

    [Fact]
    public void Payments_before_the_end_are_those_of_the_contract()
    {
        var file = _archive.Write("funding", "NEARUSDT",
            "funding_time_ms,funding_rate\n28800003,0.0001\n57600000,-0.0002\n86400000,0.5\n");
        Assert.Equal([new(Near, DateTimeOffset.FromUnixTimeMilliseconds(28_800_003), 0.0001),
            new(Near, DateTimeOffset.FromUnixTimeMilliseconds(57_600_000), -0.0002)],
            RecordedCandles.Funding(file, Near, new Minute(1_440)));
    }

    private static string Row(int minute, string rest) => $"{new Minute(minute).StartMilliseconds},{rest}\n";

    private string Write(string rows) => _archive.Write("1m", "NEARUSDT", Archive.Header + rows);
}
