using System.Globalization;
using System.IO.Compression;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Datasets.Tests.Fakes;
using Quantum.Simulation.Markets;

namespace Quantum.Datasets.Tests.Invariants;

/// <summary>
/// The same candles give the same features bit for bit: folded one by one as live does, resumed from a snapshot,
/// replayed from a recording, and in a data set.
/// </summary>
public sealed class FeatureParityTests : IDisposable
{
    private const int Minutes = 900;
    private const int Resumed = 617;

    private static readonly Recording[] Universe =
    [
        Recording.Walk("AAAUSDT", Minutes, 1), Recording.Walk("BTCUSDT", Minutes, 2, holes: [500]),
        Recording.Walk("CCCUSDT", Minutes, 3, holes: [400, 401]),
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quantum-parity-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_data_set_holds_what_a_live_fold_gives()
    {
        using var set = new WrittenDataset(Universe.Select(recording => recording.ToContract()));
        AssertEqual(set, Fold(recording => recording.Candles, resumeAt: null));
    }

    [Fact]
    public void A_fold_that_was_resumed_from_a_snapshot_gives_the_same()
    {
        using var set = new WrittenDataset(Universe.Select(recording => recording.ToContract()));
        AssertEqual(set, Fold(recording => recording.Candles, Recording.Start + Resumed));
    }

    [Fact]
    public void A_replay_of_the_recording_gives_the_same()
    {
        foreach (var recording in Universe) Write(recording);
        var market = ReplayMarket.Load(new()
        {
            Directory = _directory.FullName, From = Recording.Start, To = Recording.Start + Minutes, WarmUpMinutes = 0,
        }, progress: null, CancellationToken.None);
        var tapes = market.Contracts.ToDictionary(tape => tape.Symbol, tape => tape.Minutes);
        using var set = new WrittenDataset(Universe.Select(recording => recording.ToContract()));
        AssertEqual(set, Fold(recording => Enumerable.Range(0, Minutes).Select(offset => Recording.Start + offset)
            .Where(minute => tapes[recording.Symbol].At(minute).IsCandle)
            .Select(minute => tapes[recording.Symbol].CandleOf(minute, tapes[recording.Symbol].At(minute))), null));
    }

    [Fact]
    public void Candles_read_from_the_recording_give_the_same()
    {
        using var set = new WrittenDataset(Universe.Select(recording => recording.ToContract()));
        AssertEqual(set, Fold(recording =>
        {
            Write(recording);
            var file = new RecordingFolder(_directory.FullName).Minutes(recording.Symbol);
            using var candles = new RecordedCandles(file, Recording.Start, Recording.Start + Minutes);
            var read = new Candle[Minutes];
            return read[..candles.Read(read)];
        }, resumeAt: null));
    }

    private static void AssertEqual(WrittenDataset set, Dictionary<(int Symbol, Minute Minute), float[]> rows)
    {
        Assert.Equal(rows.Count, set.Rows);
        Assert.True(set.Rows > Minutes);
        foreach (var ((symbol, minute), row) in rows)
        {
            var place = set.Find(symbol, minute);
            Assert.True(row.AsSpan().SequenceEqual(set.Row(place)), $"{Universe[symbol].Symbol} at {minute}");
        }
    }

    /// <summary>Minute by minute over the universe, as a scan does it.</summary>
    private static Dictionary<(int Symbol, Minute Minute), float[]> Fold(
        Func<Recording, IEnumerable<Candle>> candlesOf, Minute? resumeAt)
    {
        var candles = Universe.Select(candlesOf).Select(all => all.ToDictionary(candle => candle.Minute)).ToArray();
        var states = Universe.Select(_ => new SymbolFeatures()).ToArray();
        var cross = new CrossSection([.. Universe.Select(recording => recording.Symbol)]);
        var (rows, verdicts) = (new float[Universe.Length * FeatureSchema.Count], new Verdict[Universe.Length]);
        var result = new Dictionary<(int Symbol, Minute Minute), float[]>();
        for (var minute = Recording.Start; minute < Recording.Start + Minutes; minute += 1)
        {
            if (minute == resumeAt) states = Resume(states, minute);
            for (var symbol = 0; symbol < states.Length; symbol++)
            {
                if (candles[symbol].TryGetValue(minute, out var candle)) states[symbol].Add(candle);
            }

            cross.Write(minute, states, new double[states.Length], rows, verdicts);
            for (var symbol = 0; symbol < states.Length; symbol++)
            {
                if (!verdicts[symbol].Passed) continue;
                var start = symbol * FeatureSchema.Count;
                result[(symbol, minute)] = rows[start..(start + FeatureSchema.Count)];
            }
        }

        return result;
    }

    private static SymbolFeatures[] Resume(SymbolFeatures[] states, Minute minute)
    {
        var blob = FeatureSnapshot.Encode(minute,
            [.. states.Select((state, index) => KeyValuePair.Create(Universe[index].Symbol, state))]);
        var reading = FeatureSnapshot.Decode(blob);
        Assert.Equal(SnapshotDamage.None, reading.Damage);
        return [.. reading.States.Select(state => state.Value)];
    }

    private void Write(Recording recording)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory.FullName, "1m"));
        var path = Path.Combine(folder.FullName, recording.Symbol + ".csv.gz");
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write("open_time_ms,open,high,low,close,volume\n");
        foreach (var candle in recording.Candles)
        {
            decimal[] figures = [candle.Open, candle.High, candle.Low, candle.Close, candle.Volume];
            writer.Write($"{candle.Minute.StartMilliseconds},");
            writer.Write(string.Join(',', figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))));
            writer.Write('\n');
        }
    }
}
