using System.Globalization;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>Puts candles from another source, such as the exchange itself, into a recording.</summary>
public static class RecordingPatch
{
    /// <summary>
    /// Merges candles into <c>1m/SYMBOL.csv.gz</c>; rows of the same minute are replaced. A reader sees the old file or
    /// the new one. Trades and taker volume stay empty, because a candle does not carry them.
    /// </summary>
    /// <param name="directory">The directory that holds <c>1m/</c>.</param>
    /// <param name="symbol">The contract.</param>
    /// <param name="candles">Ascending, each minute once.</param>
    /// <param name="ct">Stops the merging; nothing is changed then.</param>
    /// <returns>Rows that are new.</returns>
    /// <exception cref="ArchiveException">
    /// The recording is damaged or of another layout, and stays so; or another process is merging into it.
    /// </exception>
    public static long Apply(
        string directory, Symbol symbol, IReadOnlyList<Candle> candles, CancellationToken ct)
    {
        if (candles.Count == 0) return 0;
        var path = Path.Combine(directory, ArchiveSeries.Minutes.Name, $"{symbol.Name}.csv.gz");
        return Recording.Merge(path, ArchiveSeries.Minutes, candles.Select(RowOf), ct).Added;
    }

    private static ArchiveRow RowOf(Candle candle)
    {
        var time = candle.Minute.StartMilliseconds;
        return new(time, string.Join(',', (string[])[time.ToString(CultureInfo.InvariantCulture), Text(candle.Open),
            Text(candle.High), Text(candle.Low), Text(candle.Close), Text(candle.Volume), Text(candle.QuoteVolume),
            "", ""]));
    }

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
