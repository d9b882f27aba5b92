using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Datasets.Tests.Fakes;
using Quantum.Simulation.Markets;

namespace Quantum.Datasets.Tests.Invariants;

/// <summary>
/// The same as <see cref="FeatureParityTests"/> on real candles and real funding, where the development data lies
/// beside the repository: live fold, resumed fold, replay and data set give the same features bit for bit.
/// </summary>
public sealed class RecordedParityTests
{
    private const int Minutes = 2 * 24 * 60;

    [Theory]
    [InlineData("20250602T0000", "BTCUSDT,ETHUSDT,LINKUSDT,NEARUSDT")] // LINKUSDT ends on the second day
    [InlineData("20260131T1200", "FILUSDT,LTCUSDT,NEARUSDT,ZECUSDT")] // three begin at midnight, with traded values
    public void Real_candles_give_the_same_features_on_every_way(string from, string names)
    {
        Symbol[] universe = [.. names.Split(',').Select(Symbol.Of)];
        var folder = new RecordingFolder(FindArchive());
        var (first, end) = (Minute.OfKey(from), Minute.OfKey(from) + Minutes);
        var candles = universe.Select(symbol => Read(folder, symbol, first, end)).ToArray();
        var funding = universe.Select(symbol => File.Exists(folder.Funding(symbol))
            ? RecordedCandles.Funding(folder.Funding(symbol), symbol, end)
            : []).ToArray();
        using var set = new WrittenDataset(universe.Select((symbol, index) =>
            new Recording(symbol.Name, candles[index], funding[index]).ToContract()), first);

        AssertEqual(set, "live", Fold(universe, first, candles, funding, resumeEvery: int.MaxValue));
        AssertEqual(set, "resumed", Fold(universe, first, candles, funding, resumeEvery: 97));
        AssertEqual(set, "replayed", Fold(universe, first, Replay(folder, universe, first, end), funding,
            resumeEvery: int.MaxValue));
    }

    private static void AssertEqual(WrittenDataset set, string way, Dictionary<(int Symbol, Minute Minute), Row> rows)
    {
        Assert.Equal(rows.Count, set.Rows);
        Assert.True(set.Rows > Minutes);
        foreach (var ((symbol, minute), row) in rows)
        {
            var place = set.Find(symbol, minute);
            var written = set.Row(place);
            for (var column = 0; column < FeatureSchema.Count; column++)
            {
                var (expected, actual) = (written[column], row.Features[column]);
                if (BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual)) continue;
                Assert.Fail($"{way}: symbol {symbol} at {minute}, {FeatureSchema.All[column].Name}: {actual:R}, and "
                    + $"{expected:R} in the data set");
            }

            Assert.Equal(row.Steps, set.Steps[place]);
        }
    }

    /// <summary>Minute by minute through the window that models read, as a scan does it.</summary>
    private static Dictionary<(int Symbol, Minute Minute), Row> Fold(Symbol[] universe, Minute first,
        IReadOnlyList<Candle>[] candles, IReadOnlyList<SettledFunding>[] payments, int resumeEvery)
    {
        var byMinute = candles.Select(all => all.ToDictionary(candle => candle.Minute)).ToArray();
        var states = universe.Select(_ => new SymbolFeatures()).ToArray();
        var (window, funding) = (new FeatureWindow(universe), new FundingMemory());
        foreach (var known in payments) funding.Note(known);
        var rows = new Dictionary<(int Symbol, Minute Minute), Row>();
        for (var minute = first; minute < first + Minutes; minute += 1)
        {
            if ((minute - first + 1) % resumeEvery == 0) states = Resume(universe, states, minute);
            for (var symbol = 0; symbol < states.Length; symbol++)
            {
                if (byMinute[symbol].TryGetValue(minute, out var candle)) states[symbol].Add(candle);
            }

            window.Add(minute, states, funding);
            for (var symbol = 0; symbol < states.Length; symbol++)
            {
                if (!window.VerdictOf(symbol).Passed) continue;
                var row = window.Rows.Span.Slice(symbol * FeatureSchema.Count, FeatureSchema.Count).ToArray();
                rows[(symbol, minute)] = new(row, window.UnbrokenSteps(symbol));
            }
        }

        return rows;
    }

    private static SymbolFeatures[] Resume(Symbol[] universe, SymbolFeatures[] states, Minute minute)
    {
        var reading = FeatureSnapshot.Decode(FeatureSnapshot.Encode(minute,
            [.. states.Select((state, index) => KeyValuePair.Create(universe[index], state))]));
        Assert.Equal(SnapshotDamage.None, reading.Damage);
        return [.. reading.States.Select(state => state.Value)];
    }

    private static Candle[] Read(RecordingFolder folder, Symbol symbol, Minute first, Minute end)
    {
        using var recording = new RecordedCandles(folder.Minutes(symbol), first, end);
        var candles = new Candle[Minutes];
        return candles[..recording.Read(candles)];
    }

    private static Candle[][] Replay(RecordingFolder folder, Symbol[] universe, Minute first, Minute end)
    {
        var market = ReplayMarket.Load(
            new() { Directory = folder.Directory, From = first, To = end, Symbols = universe, WarmUpMinutes = 0 },
            progress: null, CancellationToken.None);
        var tapes = market.Contracts.ToDictionary(tape => tape.Symbol, tape => tape.Minutes);
        return
        [
            .. universe.Select(symbol => Enumerable.Range(0, Minutes).Select(offset => first + offset)
                .Where(minute => tapes[symbol].At(minute).IsCandle)
                .Select(minute => tapes[symbol].CandleOf(minute, tapes[symbol].At(minute))).ToArray()),
        ];
    }

    private static string FindArchive()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var archive = Path.Combine(folder.FullName, "shared", "data", "binance-futures-um");
            if (Directory.Exists(archive)) return archive;
        }

        Assert.Skip("No directory above has shared/data/binance-futures-um with real candles.");
        return "";
    }

    private sealed record Row(float[] Features, int Steps);
}
