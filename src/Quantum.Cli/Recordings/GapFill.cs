using Quantum.Adapters.Archive;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Recordings;

/// <summary>What filling did to one recording.</summary>
/// <param name="Name">The contract.</param>
/// <param name="Missing">Minutes that were missing in all gaps of the recording.</param>
/// <param name="Added">Of those, minutes that are there now.</param>
/// <param name="Problem">What the exchange could not answer; <see langword="null"/> for nothing.</param>
/// <param name="IsWhole">Whether nothing is known to be missing now.</param>
internal sealed record GapFillReport(string Name, long Missing, long Added, string? Problem, bool IsWhole);

/// <summary>Asks the exchange for the minutes that recordings lack, and puts in what it has.</summary>
internal static class GapFill
{
    private const string Minutes = "1m";

    /// <summary>Fills the gaps of recordings of minutes without a defect.</summary>
    /// <param name="directory">The directory that holds <c>1m/</c>.</param>
    /// <param name="symbols">Contracts wanted; empty for all that are recorded.</param>
    /// <param name="market">The exchange.</param>
    /// <param name="ct">Stops between recordings.</param>
    /// <returns>One report for each recording with a gap or a defect.</returns>
    /// <exception cref="CandleFileException">There is nothing to fill.</exception>
    public static async Task<IReadOnlyList<GapFillReport>> RunAsync(
        string directory, IReadOnlyList<Symbol> symbols, IMarketData market, CancellationToken ct)
    {
        var reports = RecordingAudit.Run(directory, symbols, ct, gapsMax: int.MaxValue);
        var minutes = reports.Where(report => report.Kind == Minutes).ToList();
        foreach (var report in reports.Where(report => minutes.All(minute => minute.Name != report.Name)))
        {
            // Of all recordings, one without minutes may be meant as it is; one that was named may not.
            if (symbols.Count == 0 && minutes.Count > 0) continue;
            throw new CandleFileException(directory, 0, null, $"{report.Name} is there as {report.Kind} alone, and "
                + $"only minutes can be filled: {Minutes}/{report.Name}.csv.gz is missing");
        }

        var filled = new List<GapFillReport>();
        foreach (var report in minutes.Where(report => report.GapCount > 0 || report.DefectCount > 0))
        {
            ct.ThrowIfCancellationRequested();
            if (report.DefectCount > 0)
            {
                filled.Add(new(report.Name, report.GapMinutes, 0, "the recording has defects; mend it first",
                    IsWhole: false));
                continue;
            }

            filled.Add(await FillAsync(directory, report, market, ct));
        }

        return filled;
    }

    private static async Task<GapFillReport> FillAsync(
        string directory, RecordingReport report, IMarketData market, CancellationToken ct)
    {
        var symbol = Symbol.Of(report.Name);
        var candles = new List<Candle>();
        string? problem = null;
        foreach (var gap in report.Gaps)
        {
            try
            {
                var answers = await market.ReadCandlesAsync(
                    [new CandleRequest(symbol, Minute.Of(gap.From))], Minute.Of(gap.To) - 1, ct);
                candles.AddRange(answers[0].Candles);
                problem ??= answers[0].Fault;
            }
            catch (VenueUnavailableException error)
            {
                problem ??= error.Message;
                break; // What came so far is kept; another call goes on from there.
            }
        }

        // The audit's own count, not that of the gaps it lists: what was not asked for is missing all the same.
        try
        {
            var added = RecordingPatch.Apply(directory, symbol, candles, ct);
            return new(report.Name, report.GapMinutes, added, problem, IsWhole: added == report.GapMinutes);
        }
        catch (ArchiveException error)
        {
            return new(report.Name, report.GapMinutes, 0, error.Message.TrimEnd('.'), IsWhole: false);
        }
    }
}
