using System.Text;

namespace Quantum.Simulation.Markets;

/// <summary>Reads one file of candles, row by row, checking every row that it gives.</summary>
internal static class CandleFile
{
    private const string QuoteVolume = "quote_volume";
    private const int RowsPerReport = 1 << 16;

    private static readonly string[] Columns = ["open_time_ms", "open", "high", "low", "close", "volume"];

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

    /// <summary>Reads the first line. Columns have fixed places, so that no row has to look for them.</summary>
    /// <returns>Whether the rows have a quote volume.</returns>
    /// <exception cref="CandleFileException">It is not the header of a candle file.</exception>
    public static bool ReadHeader(GzipLines lines)
    {
        if (!lines.TryRead(out var line)) throw new CandleFileException(lines.File, 0, null, "the file is empty");
        var names = Encoding.Latin1.GetString(line).Split(',');
        if (!names.AsSpan().StartsWith(Columns))
        {
            throw lines.Fault(
                null, $"the header is '{GzipLines.Show(line)}' and does not begin with '{string.Join(',', Columns)}'");
        }

        for (var place = Columns.Length; place < names.Length; place++)
        {
            // A known column at another place would go unread, and nobody would see its numbers missing.
            var name = names[place].Trim();
            if (Columns.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw lines.Fault(null, $"the header has '{name}' twice");
            if (!name.Equals(QuoteVolume, StringComparison.OrdinalIgnoreCase)) continue;
            if (place > Columns.Length || names[place] != QuoteVolume)
            {
                throw lines.Fault(null, $"the header has '{names[place]}' as column {place + 1}; it must be "
                    + $"'{QuoteVolume}' as column {Columns.Length + 1}, behind '{Columns[^1]}'");
            }
        }

        return names.Length > Columns.Length && names[Columns.Length] == QuoteVolume;
    }
}
