using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace Quantum.Adapters.Archive;

/// <summary>One row as a recording keeps it.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Line">The whole line, its time included, without its end.</param>
internal readonly record struct ArchiveRow(long Time, string Line);

/// <summary>Maps a zip file of the archive to the rows of a recording.</summary>
/// <remarks>
/// The table is the zip's only entry. Newer files begin with a line of column names, older ones with the first row.
/// Candles: open_time, open, high, low, close, volume, close_time, quote_volume, count, taker_buy_volume,
/// taker_buy_quote_volume, ignore. Payments: calc_time, funding_interval_hours, last_funding_rate.
/// </remarks>
internal static class ArchiveTable
{
    private const int CandleFields = 12;
    private const int FundingFieldsMin = 3;
    private const string CandleTime = "open_time";
    private const string FundingTime = "calc_time";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads a zip to its end.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> where it is a readable zip of one table.</returns>
    public static string? Check(string zip)
    {
        try
        {
            using var archive = ZipFile.OpenRead(zip);
            if (archive.Entries.Count != 1) return $"the zip holds {archive.Entries.Count} entries, not one";
            using var table = archive.Entries[0].Open();
            table.CopyTo(Stream.Null);
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message.TrimEnd('.');
        }
    }

    /// <summary>Reads the rows of a verified zip, ascending; of rows with the same time the last one counts.</summary>
    /// <param name="zip">Path of the zip.</param>
    /// <param name="file">What it is: no row may lie outside of its days.</param>
    /// <exception cref="ArchiveException">A row is not as promised; names the file and the line.</exception>
    public static IReadOnlyList<ArchiveRow> Read(string zip, ArchiveFile file)
    {
        var rows = new SortedList<long, string>();
        using var archive = ZipFile.OpenRead(zip);
        using var lines = new StreamReader(archive.Entries[0].Open());
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.Length == 0) continue;
            if (number == 1 && !char.IsAsciiDigit(line[0]))
            {
                var first = file.Series.IsFunding ? FundingTime : CandleTime;
                if (!line.StartsWith(first + ",", StringComparison.Ordinal))
                    throw Fault(file, number, $"the header does not begin with '{first}'");
                continue;
            }

            var row = file.Series.IsFunding ? Payment(file, number, line) : Candle(file, number, line);
            rows[row.Time] = row.Line;
        }

        return [.. rows.Select(row => new ArchiveRow(row.Key, row.Value))];
    }

    private static ArchiveRow Candle(ArchiveFile file, int number, string line)
    {
        var fields = line.Split(',');
        if (fields.Length != CandleFields)
            throw Fault(file, number, $"{fields.Length} fields, not {CandleFields}");
        var time = TimeOf(file, number, fields[0]);
        if (time % file.Series.SpanMilliseconds != 0)
            throw Fault(file, number, $"the time {time} is not a multiple of {file.Series.SpanMilliseconds}");
        string Number(int index) => NumberOf(file, number, fields[index]);
        return new(time, $"{time},{Number(1)},{Number(2)},{Number(3)},{Number(4)},{Number(5)},{Number(7)},"
            + $"{Number(8)},{Number(9)}");
    }

    private static ArchiveRow Payment(ArchiveFile file, int number, string line)
    {
        var fields = line.Split(',');
        if (fields.Length < FundingFieldsMin)
            throw Fault(file, number, $"{fields.Length} fields, fewer than {FundingFieldsMin}");
        var exact = TimeOf(file, number, fields[0]);
        // The archive notes when the rate was calculated, some milliseconds after the payment's own minute. The minute
        // is kept, or a payment from another source would be there twice.
        var time = exact - (exact % file.Series.SpanMilliseconds);
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowExponent;
        return decimal.TryParse(fields[2], styles, CultureInfo.InvariantCulture, out var rate)
            ? new(time, $"{time},{Trimmed(rate.ToString(CultureInfo.InvariantCulture))}")
            : throw Fault(file, number, $"the rate '{fields[2]}' is not a number");
    }

    private static long TimeOf(ArchiveFile file, int number, string text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            throw Fault(file, number, $"the time '{text}' is not a whole number");
        return time >= ArchiveFile.MillisecondsOf(file.First) && time < ArchiveFile.MillisecondsOf(file.End)
            ? time
            : throw Fault(file, number, $"the time {time} is not in milliseconds from {file.First:yyyy-MM-dd} to "
                + $"before {file.End:yyyy-MM-dd}");
    }

    private static string NumberOf(ArchiveFile file, int number, string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NumberCharacters)
            ? Trimmed(text)
            : throw Fault(file, number, $"'{text}' is not a number");

    private static string Trimmed(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static ArchiveException Fault(ArchiveFile file, int number, string problem) =>
        new(file.Name, ArchiveFault.Row, $"line {number}: {problem}");
}
