namespace Quantum.Simulation.Markets;

/// <summary>Reads one file of candles, row by row, checking every row that it gives.</summary>
internal static class CandleFile
{
    private const string Columns = "open_time_ms,open,high,low,close,volume";
    private const int RowsPerReport = 1 << 16;

    /// <summary>Reads the rows of [from, to); times are checked from the first row on, the rest only there.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="spanMilliseconds">What a candle covers: times are multiples of it.</param>
    /// <param name="from">First open time wanted, Unix milliseconds.</param>
    /// <param name="to">End, exclusive: nothing from there on is read.</param>
    /// <param name="take">Receives every row of the span, ascending.</param>
    /// <param name="count">Receives the number of rows decoded since its last call.</param>
    /// <returns>Open time of the file's first row; <see langword="null"/> where it has none before the end.</returns>
    /// <exception cref="CandleFileException">The file is missing, corrupt or holds nonsense.</exception>
    public static long? Read(
        string file, long spanMilliseconds, long from, long to, Action<CandleRow> take, Action<int> count)
    {
        using var rows = new CandleRows(file, spanMilliseconds, to);
        var told = 0L;
        while (rows.TryReadFrom(from, out var row))
        {
            take(row);
            if (rows.Count - told < RowsPerReport) continue;
            count((int)(rows.Count - told));
            told = rows.Count;
        }

        count((int)(rows.Count - told));
        return rows.First;
    }

    /// <summary>Reads the first line.</summary>
    /// <returns>Whether the rows have a quote volume.</returns>
    /// <exception cref="CandleFileException">It is not the header of a candle file.</exception>
    public static bool ReadHeader(GzipLines lines)
    {
        if (!lines.TryRead(out var line)) throw new CandleFileException(lines.File, 0, null, "the file is empty");
        var header = GzipLines.Show(line);
        if (header != Columns && !header.StartsWith(Columns + ",", StringComparison.Ordinal))
        {
            throw lines.Fault(null, $"the header is '{header}' and does not begin with '{Columns}'");
        }

        return header.StartsWith(Columns + ",quote_volume", StringComparison.Ordinal);
    }
}
