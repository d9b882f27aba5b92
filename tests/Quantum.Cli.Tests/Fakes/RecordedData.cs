using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Quantum.Cli.Tests.Fakes;

/// <summary>
/// A small archive in the layout of the real one: two contracts, twelve days of hours and the minutes that a replay of
/// 2025-06-02 12:00 to 13:00 reads. Prices swing so far that the RSI rule speaks.
/// </summary>
internal static class RecordedData
{
    /// <summary>Where replays of it begin.</summary>
    public const string From = "2025-06-02T12:00Z";

    /// <summary>Where they end.</summary>
    public const string To = "2025-06-02T13:00Z";

    private static readonly DateTimeOffset End = new(2025, 6, 2, 13, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive; one row of NEARUSDT may be replaced to spoil it.</summary>
    /// <param name="directory">Root of the archive.</param>
    /// <param name="spoiled">Given the row's line number (the header is 1) and text; returns what is written.</param>
    public static void Write(string directory, Func<int, string, string>? spoiled = null)
    {
        foreach (var (name, price, period) in new[] { ("NEARUSDT", 2.4, 37), ("ADAUSDT", 0.68, 53) })
        {
            var isSpoiled = name == "NEARUSDT" ? spoiled : null;
            WriteFile(Path.Combine(directory, "1m", name + ".csv.gz"), 1_320, 1, price, period, isSpoiled);
            WriteFile(Path.Combine(directory, "1h", name + ".csv.gz"), 12 * 24 + 13, 60, price, period, null);
        }
    }

    private static void WriteFile(
        string file, int rows, int minutes, double price, int period, Func<int, string, string>? spoiled)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        writer.Write("open_time_ms,open,high,low,close,volume\n");
        var start = End.AddMinutes(-rows * minutes);
        for (var row = 0; row < rows; row++)
        {
            // Two swings of different length never repeat within the test, so no candle is like another.
            double At(int index) => price * (1 + 0.05 * Math.Sin(index * minutes / 1_000.0)
                + 0.012 * Math.Sin(index * 6.2831853 / period));
            var (open, close) = (At(row), At(row + 1));
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{start.AddMinutes(row * minutes).ToUnixTimeMilliseconds()},{open:0.0000},")
                + string.Create(CultureInfo.InvariantCulture,
                $"{Math.Max(open, close) * 1.0008:0.0000},{Math.Min(open, close) * 0.9992:0.0000},{close:0.0000},")
                + string.Create(CultureInfo.InvariantCulture, $"{900_000 * minutes + row}");
            writer.Write((spoiled?.Invoke(row + 2, text) ?? text) + "\n");
        }
    }
}
