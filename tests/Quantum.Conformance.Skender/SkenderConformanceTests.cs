using Quantum.Core.Indicators;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;
using Skender.Stock.Indicators;
using Quote = Skender.Stock.Indicators.Quote;

namespace Quantum.Conformance.Skender;

/// <summary>
/// Skender.Stock.Indicators is the judge: every indicator equals its output over every recorded candle. The figures may
/// differ by 1e-9 of their own size, or of a thousandth of the column's largest where they are near zero. Rows in which
/// the formula divides one rounding error by another are left out, and are few.
/// </summary>
public class SkenderConformanceTests
{
    private const double Tolerance = 1e-9;
    private const double DoubtfulShareMax = 0.001;
    private const string Absent = "(no ../shared/data)";

    public static TheoryData<string> Symbols() => FindArchive() is { } directory
        ? [.. new RecordingFolder(directory).Symbols().Select(symbol => symbol.Name)]
        : [Absent];

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Every_indicator_equals_Skenders(string name)
    {
        Assert.SkipWhen(name == Absent, "No directory above has shared/data/binance-futures-um with real candles.");
        var candles = Read(Symbol.Of(name));
        var quotes = candles.Select(candle => new Quote
        {
            Date = candle.Minute.Start.UtcDateTime, Open = candle.Open, High = candle.High, Low = candle.Low,
            Close = candle.Close, Volume = candle.Volume,
        }).ToList();
        var input = candles.ConvertAll(candle => (candle.Minute, Bar.Of(candle)));
        // The indicators know nothing of each other, and the judge keeps no state: all cores may judge.
        var differences = Judged.All.AsParallel().AsOrdered().SelectMany(judged =>
            Differences(judged.Key, input, judged.Value.Ours(candles[0].Minute), judged.Value.Judge(quotes),
                Doubts.Of(judged.Key, quotes))).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>The first difference of each output.</summary>
    private static IEnumerable<string> Differences(
        string name, List<(Minute Minute, Bar Bar)> candles, Judged ours, double[][] judge, bool[] doubtful)
    {
        Assert.InRange(doubtful.Count(isDoubtful => isDoubtful), 0, DoubtfulShareMax * candles.Count);
        var nearZero = judge.Select(NearZero).ToArray();
        var (counts, first) = (new long[judge.Length], new string?[judge.Length]);
        for (var row = 0; row < candles.Count; row++)
        {
            ours.Feed(candles[row].Minute, candles[row].Bar);
            if (doubtful[row]) continue;
            for (var output = 0; output < judge.Length; output++)
            {
                var (expected, actual) = (judge[output][row], ours.Read[output]());
                var isEqual = double.IsNaN(expected)
                    ? double.IsNaN(actual)
                    : Math.Abs(expected - actual) <= Tolerance * Math.Max(Math.Abs(expected), nearZero[output]);
                if (isEqual) continue;
                counts[output]++;
                first[output] ??= $"row {row}, {candles[row].Minute}: Skender {expected:R}, ours {actual:R}";
            }
        }

        return Enumerable.Range(0, judge.Length).Where(output => counts[output] > 0)
            .Select(output => $"{name}, output {output}: {counts[output]} of {candles.Count} rows; {first[output]}");
    }

    private static double NearZero(double[] figures)
    {
        var largest = 0d;
        foreach (var figure in figures)
        {
            if (double.IsFinite(figure)) largest = Math.Max(largest, Math.Abs(figure));
        }

        return Math.Min(1, largest / 1_000);
    }

    private static List<Candle> Read(Symbol symbol)
    {
        using var recording = new RecordedCandles(new RecordingFolder(FindArchive()!).Minutes(symbol),
            new Minute(0), Minute.OfKey("21000101T0000"));
        var (candles, buffer) = (new List<Candle>(), new Candle[4_096]);
        for (var read = recording.Read(buffer); read > 0; read = recording.Read(buffer))
            candles.AddRange(buffer.AsSpan(0, read));
        return candles;
    }

    private static string? FindArchive()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var archive = Path.Combine(folder.FullName, "shared", "data", "binance-futures-um");
            if (Directory.Exists(archive)) return archive;
        }

        return null;
    }
}
