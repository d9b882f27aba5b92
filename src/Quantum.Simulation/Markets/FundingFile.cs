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
        if (!lines.TryRead(out var line)) throw new CandleFileException(file, 0, null, "the file is empty");
        if (GzipLines.Show(line) != Columns) throw lines.Fault(null, $"the header is not '{Columns}'");
        List<(long Time, double Rate)> payments = [];
        var previous = -1L;
        while (lines.TryRead(out line))
        {
            var time = CandleRow.ParseTime(lines, "funding_time_ms", ref line);
            if (time <= previous) throw lines.Fault("funding_time_ms", $"{time} is not after {previous}");
            previous = time;
            if (time >= to) break;
            var text = CandleRow.Field(lines, "funding_rate", ref line);
            // Not `rate > 1`: NaN fails every comparison.
            if (!Utf8Parser.TryParse(text, out double rate, out var length) || length != text.Length
                || !(Math.Abs(rate) < 1))
            {
                throw lines.Fault("funding_rate", $"'{GzipLines.Show(text)}' is not a rate between -1 and 1");
            }

            if (time >= from) payments.Add((time, rate));
        }

        return payments;
    }
}
