using System.Buffers.Text;

namespace Quantum.Simulation.Markets;

/// <summary>Reads one file of funding payments.</summary>
internal static class FundingFile
{
    private const string Columns = "funding_time_ms,funding_rate";

    /// <summary>Reads the payments of [from, to), ascending.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="from">First time wanted, Unix milliseconds.</param>
    /// <param name="to">End, exclusive.</param>
    /// <exception cref="CandleFileException">The file is missing, corrupt or holds nonsense.</exception>
    public static List<(long Time, double Rate)> Read(string file, long from, long to)
    {
        using var lines = new GzipLines(file);
        ReadHeader(lines);
        List<(long Time, double Rate)> payments = [];
        var previous = -1L;
        while (lines.TryRead(out var line))
        {
            var time = CandleRow.ParseTime(lines, "funding_time_ms", ref line);
            if (time <= previous) throw lines.Fault("funding_time_ms", $"{time} is not after {previous}");
            previous = time;
            if (time >= to) break;
            var rate = ParseRate(lines, line);
            if (time >= from) payments.Add((time, rate));
        }

        return payments;
    }

    /// <summary>Reads the first line.</summary>
    /// <exception cref="CandleFileException">It is not the header of a file of payments.</exception>
    public static void ReadHeader(GzipLines lines)
    {
        if (!lines.TryRead(out var line)) throw new CandleFileException(lines.File, 0, null, "the file is empty");
        if (GzipLines.Show(line) != Columns) throw lines.Fault(null, $"the header is not '{Columns}'");
    }

    /// <summary>Reads what follows the time in a row.</summary>
    /// <param name="lines">The file, for messages.</param>
    /// <param name="fields">The rest of the line behind the time's comma.</param>
    /// <exception cref="CandleFileException">The rate is missing or nonsense.</exception>
    public static double ParseRate(GzipLines lines, ReadOnlySpan<byte> fields)
    {
        var text = CandleRow.Field(lines, "funding_rate", ref fields);
        // NaN fails every comparison, and so the last one here.
        return Utf8Parser.TryParse(text, out double rate, out var length) && length == text.Length
            && Math.Abs(rate) < 1
            ? rate
            : throw lines.Fault("funding_rate", $"'{GzipLines.Show(text)}' is not a rate between -1 and 1");
    }
}
