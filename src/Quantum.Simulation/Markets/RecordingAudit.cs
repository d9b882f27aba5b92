using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>Reads recordings from end to end and tells all that is wrong, not the first thing alone.</summary>
/// <remarks>
/// A row is judged by the readers of a replay, so a recording without defects is one that a replay accepts. Gaps are no
/// defects: exchanges stand still, and a replay leaves holes as they are.
/// </remarks>
public static class RecordingAudit
{
    /// <summary>Defects and gaps listed in full; beyond it they are counted only.</summary>
    public const int ListedMax = 1_000;

    private const string Extension = ".csv.gz";
    private const string Funding = "funding";
    private const long MinuteMilliseconds = 60_000;
    private const long HourMilliseconds = 3_600_000;

    // Payments are 1, 2, 4 or 8 hours apart, and a contract may change its interval: only more than the longest of
    // them is certain to be a gap.
    private const long FundingSpanMax = 8 * HourMilliseconds;

    /// <summary>Folders of candles with the minutes that one covers, then the one of payments.</summary>
    private static readonly (string Kind, int Minutes)[] Kinds =
    [
        ("1m", 1), ("3m", 3), ("5m", 5), ("15m", 15), ("30m", 30), ("1h", 60), ("2h", 120), ("4h", 240), ("6h", 360),
        ("8h", 480), ("12h", 720), ("1d", 1_440), (Funding, 0),
    ];

    /// <summary>Audits the recordings below a directory.</summary>
    /// <param name="directory">
    /// Root with <c>1m/</c> to <c>1d/</c>, an interval each, and <c>funding/</c>; each may be missing.
    /// </param>
    /// <param name="symbols">
    /// Contracts wanted, each of which must have candles of some interval. Empty for every file.
    /// </param>
    /// <param name="ct">Stops the audit.</param>
    /// <param name="gapsMax">Gaps listed of each file; who mends gaps needs them all.</param>
    /// <returns>One report a file, by kind and name.</returns>
    /// <exception cref="CandleFileException">There is nothing to audit.</exception>
    public static IReadOnlyList<RecordingReport> Run(
        string directory, IReadOnlyList<Symbol> symbols, CancellationToken ct, int gapsMax = ListedMax)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        var reports = new List<RecordingReport>();
        foreach (var (kind, minutes) in Kinds)
        {
            var folder = Path.Combine(directory, kind);
            if (!Directory.Exists(folder)) continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(file)[..^Extension.Length];
                if (symbols.Count > 0 && symbols.All(symbol => symbol.Name != name)) continue;
                reports.Add(Read(
                    new RecordingFindings(file, kind, name, gapsMax), file, minutes * MinuteMilliseconds, ct));
            }
        }

        foreach (var symbol in symbols)
        {
            if (reports.Any(report => report.Name == symbol.Name && report.Kind != Funding)) continue;
            throw new CandleFileException(directory, 0, null, $"there is no recording of {symbol} in it");
        }

        return reports.Count > 0
            ? reports
            : throw new CandleFileException(directory, 0, null, $"there is no 1m/SYMBOL{Extension} in it");
    }

    /// <summary>Audits one file; of payments where a row covers no time.</summary>
    private static RecordingReport Read(RecordingFindings findings, string file, long span, CancellationToken ct)
    {
        try
        {
            using var lines = new GzipLines(file);
            if (!Symbol.TryParse(Path.GetFileName(file)[..^Extension.Length], out _))
                findings.Add(0, RecordingDefectKind.Unreadable, null, "the file's name is not that of a contract");
            if (span == 0) ReadPayments(lines, findings, ct);
            else ReadCandles(lines, span, findings, ct);
        }
        catch (CandleFileException error)
        {
            // What ends here is the file: a wrong header, a cut, or bytes that are no gzip.
            findings.Add(error.Line, RecordingDefectKind.Unreadable, error.Field, error.Problem);
        }

        return findings.Build();
    }

    private static void ReadCandles(
        GzipLines lines, long span, RecordingFindings findings, CancellationToken ct)
    {
        var hasQuoteVolume = CandleFile.ReadHeader(lines);
        var previous = -1L;
        while (lines.TryRead(out var line))
        {
            if (lines.Line % 65_536 == 0) ct.ThrowIfCancellationRequested();
            findings.CountRow();
            try
            {
                var time = CandleRow.ParseTime(lines, "open_time_ms", ref line);
                previous = findings.Judge(lines.Line, "open_time_ms", time, previous, span, span);
                CandleRow.Parse(lines, time, line, hasQuoteVolume);
            }
            catch (CandleFileException error)
            {
                findings.Add(error.Line, RecordingDefectKind.Impossible, error.Field, error.Problem);
            }
            catch (OverflowException)
            {
                findings.Add(lines.Line, RecordingDefectKind.Impossible, null, "a price has too many digits");
            }
        }
    }

    private static void ReadPayments(GzipLines lines, RecordingFindings findings, CancellationToken ct)
    {
        FundingFile.ReadHeader(lines);
        var previous = -1L;
        while (lines.TryRead(out var line))
        {
            if (lines.Line % 65_536 == 0) ct.ThrowIfCancellationRequested();
            findings.CountRow();
            try
            {
                var time = CandleRow.ParseTime(lines, "funding_time_ms", ref line);
                // Some sources note a payment a few milliseconds late. The minute tells which payment it is, so the
                // same one from two sources is a duplicate.
                previous = findings.Judge(lines.Line, "funding_time_ms", time - (time % MinuteMilliseconds), previous,
                    HourMilliseconds, FundingSpanMax);
                FundingFile.ParseRate(lines, line);
            }
            catch (CandleFileException error)
            {
                findings.Add(error.Line, RecordingDefectKind.Impossible, error.Field, error.Problem);
            }
        }
    }
}
