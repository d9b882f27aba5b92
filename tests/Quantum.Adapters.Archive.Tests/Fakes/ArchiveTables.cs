using System.Globalization;
using System.IO.Compression;
using System.Text;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive.Tests.Fakes;

/// <summary>Tables in the archive's own form, and what their recordings hold.</summary>
public static class ArchiveTables
{
    /// <summary>Column names of newer candle files.</summary>
    public const string CandleHeader = "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
        + "taker_buy_volume,taker_buy_quote_volume,ignore\n";

    /// <summary>Column names of payment files.</summary>
    public const string FundingHeader = "calc_time,funding_interval_hours,last_funding_rate\n";

    public static readonly Symbol Near = Symbol.Of("NEARUSDT");

    /// <summary>A month's or day's file of NEARUSDT minutes, e.g. <c>2025-05</c> or <c>2025-05-07</c>.</summary>
    public static ArchiveFile Minutes(string period, string symbol = "NEARUSDT") =>
        Of(ArchiveSeries.Minutes, period, symbol);

    public static ArchiveFile Funding(string period) => Of(ArchiveSeries.Funding, period, "NEARUSDT");

    public static ArchiveFile Of(ArchiveSeries series, string period, string symbol) => new(
        series, Symbol.Of(symbol),
        DateOnly.ParseExact(period.Length == 7 ? period + "-01" : period, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        IsMonth: period.Length == 7);

    /// <summary>Rows from the file's first instant on.</summary>
    public static string Candles(ArchiveFile file, int rows, bool hasHeader = true, int skip = 0)
    {
        var text = new StringBuilder(hasHeader ? CandleHeader : "");
        for (var row = skip; row < skip + rows; row++)
        {
            var time = TimeOf(file, row);
            text.Append(CultureInfo.InvariantCulture,
                $"{time},2.{row % 7}00,2.9000,1.9,2.5,10{row}.50,{time + 59_999},25{row}.25000000,7,5.5,13.75,0\n");
        }

        return text.ToString();
    }

    /// <summary>The same rows as a recording keeps them.</summary>
    public static IEnumerable<string> Recorded(ArchiveFile file, int rows, int skip = 0) =>
        Enumerable.Range(skip, rows).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"{TimeOf(file, row)},{(row % 7 == 0 ? "2" : $"2.{row % 7}")},2.9,1.9,2.5,10{row}.5,25{row}.25,7,5.5"));

    public static long TimeOf(ArchiveFile file, int row) =>
        ArchiveFile.MillisecondsOf(file.First) + (row * file.Series.SpanMilliseconds);

    /// <summary>Lines of a recording, the header included.</summary>
    public static string[] Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Writes a recording.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(text);
    }
}
