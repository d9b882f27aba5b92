using Quantum.Adapters.Archive;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.Cli.Recordings;

/// <summary>What filling did to one recording.</summary>
/// <param name="Name">The contract.</param>
/// <param name="Missing">Minutes that were missing in the gaps that were asked for.</param>
/// <param name="Added">Of those, minutes that are there now.</param>
/// <param name="Problem">What the exchange could not answer; <see langword="null"/> for nothing.</param>
internal sealed record GapFillReport(string Name, long Missing, long Added, string? Problem);

/// <summary>Asks the exchange for the minutes that recordings lack, and puts in what it has.</summary>
internal static class GapFill
{
    /// <summary>Fills the gaps of recordings without a defect.</summary>
    /// <param name="directory">The directory that holds <c>1m/</c>.</param>
    /// <param name="reports">Audits of its recordings.</param>
    /// <param name="market">The exchange.</param>
    /// <param name="ct">Stops between recordings.</param>
    public static async Task<IReadOnlyList<GapFillReport>> RunAsync(string directory,
        IReadOnlyList<RecordingReport> reports, IMarketData market, CancellationToken ct)
    {
        var filled = new List<GapFillReport>();
        foreach (var report in reports.Where(report => report is { Kind: "1m", GapCount: > 0 }))
        {
            ct.ThrowIfCancellationRequested();
            if (report.DefectCount > 0)
            {
                filled.Add(new(report.Name, report.GapMinutes, 0, "the recording has defects; mend it first"));
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

        return new(report.Name, report.Gaps.Sum(gap => gap.Minutes),
            RecordingPatch.Apply(directory, symbol, candles, ct), problem);
    }
}
