using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

/// <summary>The first line of a file of candles: a column that is known is read, or the file is refused.</summary>
public sealed class CandleFileTests : IDisposable
{
    private const string Needed = "open_time_ms,open,high,low,close,volume";

    private readonly Archive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Theory]
    //          columns behind the needed ones, what a row has there, quote volume that is read
    [InlineData(",quote_volume", ",11", 11)]
    [InlineData(",quote_volume,trades,taker_buy_volume", ",11,7,3", 11)]
    [InlineData(",trades,taker_buy_quote_volume", ",7,3", 10)] // the value of 5 at the mean of 2, 3, 1 and 2
    [InlineData(",quote_volume_of_others", ",7", 10)] // not the column, though its name begins alike
    [InlineData("", "", 10)]
    public void A_quote_volume_is_read_where_the_header_has_it(string columns, string fields, int quoteVolume)
    {
        var file = _archive.Write("1m", "NEARUSDT", $"{Needed}{columns}\n60000,2,3,1,2,5{fields}\n");
        using var candles = new RecordedCandles(file, new Minute(0), new Minute(9));
        var read = new Candle[2];

        Assert.Equal(1, candles.Read(read));

        Assert.Equal(quoteVolume, read[0].QuoteVolume);
    }

    [Theory]
    [InlineData(Needed + ",trades,quote_volume",
        "the header has 'quote_volume' as column 8; it must be 'quote_volume' as column 7, behind 'volume'")]
    [InlineData(Needed + ",trades,of_takers,of_makers,number,quote_volume", // longer than a message shows
        "the header has 'quote_volume' as column 11; it must be 'quote_volume' as column 7, behind 'volume'")]
    [InlineData(Needed + ",quote_volume,quote_volume",
        "the header has 'quote_volume' as column 8; it must be 'quote_volume' as column 7, behind 'volume'")]
    [InlineData(Needed + ", Quote_Volume",
        "the header has ' Quote_Volume' as column 7; it must be 'quote_volume' as column 7, behind 'volume'")]
    [InlineData(Needed + ",quote_volume,close", "the header has 'close' twice")]
    [InlineData("open_time_ms,open,low,high,close,volume",
        "the header is 'open_time_ms,open,low,high,close,volume' and does not begin with '" + Needed + "'")]
    [InlineData("open_time_ms,open,high,low,close,volumes",
        "the header is 'open_time_ms,open,high,low,close,volumes' and does not begin with '" + Needed + "'")]
    public void A_column_at_another_place_is_refused_and_not_left_unread(string header, string problem)
    {
        var file = _archive.Write("1m", "NEARUSDT", header + "\n60000,2,3,1,2,5,7,11\n");

        var error = Assert.Throws<CandleFileException>(() => new RecordedCandles(file, new Minute(0), new Minute(9)));

        Assert.Equal((file, 1L, problem), (error.File, error.Line, error.Problem));
    }
}
