using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Datasets.Tests.Fakes;

namespace Quantum.Datasets.Tests;

public class RowForecastTests
{
    private const int Warm = FeatureSchema.CandlesMin;

    [Theory]
    //          candles, a hole behind so many, from the minute, rows
    [InlineData(Warm - 1, 0, 0, 0)]
    [InlineData(Warm, 0, 0, 1)]
    [InlineData(Warm + 10, 0, 0, 11)]
    [InlineData(Warm + 10, 0, Warm + 4, 6)] // earlier ones only warm the state up
    [InlineData(2 * Warm, 1, 0, Warm)]
    [InlineData(2 * Warm, Warm, 0, 2)] // the hole begins the warm-up anew
    public void A_row_needs_unbroken_candles_before_it(int candles, int holeBehind, int from, int rows)
    {
        var forecast = new RowForecast(Recording.Start + from);
        for (var index = 0; index < candles; index++)
            forecast.Add(Recording.Start + index + (holeBehind > 0 && index >= holeBehind ? 1 : 0));
        Assert.Equal((candles, rows), (forecast.Candles, forecast.Rows));
    }

    [Fact]
    public void It_tells_what_a_data_set_then_holds_and_room_for_more_changes_no_byte()
    {
        var from = Recording.Start + 300;
        Recording[] recordings =
            [Recording.Walk("AAAUSDT", 1_500, 1, holes: [700, 1_100]), Recording.Walk("BTCUSDT", 900, 2, holes: [31])];
        using var roomy = new WrittenDataset(recordings.Select(recording => recording.ToContract()), from);
        using var exact = new WrittenDataset(recordings.Select(recording => recording.ToContract() with
        {
            RowsMax = Forecast(recording, from).Rows,
        }), from);
        Assert.Equal(recordings.Select(recording => Forecast(recording, from).Rows),
            exact.Report.Contracts.Select(contract => contract.Rows));
        Assert.Equal(
            roomy.Description.GetProperty("files").ToString(), exact.Description.GetProperty("files").ToString());
    }

    [Fact]
    public void Less_room_than_rows_is_a_bug_and_never_an_overwritten_row()
    {
        var contract = Recording.Walk("BTCUSDT", 900, 3).ToContract();
        var error = Assert.Throws<InvalidOperationException>(
            () => new WrittenDataset([contract with { RowsMax = 600 }]));
        Assert.Contains("more rows than there is room for", error.Message, StringComparison.Ordinal);
    }

    private static RowForecast Forecast(Recording recording, Minute from)
    {
        var forecast = new RowForecast(from);
        foreach (var candle in recording.Candles) forecast.Add(candle.Minute);
        return forecast;
    }
}
