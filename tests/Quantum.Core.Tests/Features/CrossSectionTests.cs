using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Features;

public class CrossSectionTests
{
    private const int Warm = 300;
    private static readonly Minute Newest = FeatureSeries.Start + (Warm - 1);
    private static readonly Symbol[] Universe =
        [Symbol.Of("AAAUSDT"), Symbol.Of("BTCUSDT"), Symbol.Of("CCCUSDT"), Symbol.Of("DDDUSDT")];

    [Fact]
    public void Returns_are_compared_with_that_of_bitcoin_and_ranked()
    {
        // Returns of the last 15 minutes: +3 %, +1 %, −2 % and +1 %.
        var (rows, verdicts) = Write([Moved(1.03m), Moved(1.01m), Moved(0.98m), Moved(1.01m)], [0, 0, 0, 0]);
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
        Assert.Equal([1f, 0.5f, 0f, 0.5f], Column(rows, "return_rank_15")); // equal ones share the middle
        var relative = Column(rows, "btc_relative_return_15");
        Assert.Equal(Math.Log(1.03 / 1.01), relative[0], 1e-6);
        Assert.Equal(0, relative[1]);
        Assert.Equal(Math.Log(0.98 / 1.01), relative[2], 1e-6);
        Assert.Equal(0, relative[3]);
    }

    [Fact]
    public void A_row_begins_with_the_symbols_own_features()
    {
        var features = Moved(1.03m);
        var own = new float[FeatureSchema.OwnCount];
        Assert.True(features.Write(own).Passed);
        var (rows, _) = Write([features, Moved(1), Moved(1), Moved(1)], [0, 0, 0, 0]);
        Assert.Equal(own, rows[..FeatureSchema.OwnCount]);
    }

    [Fact]
    public void The_funding_rate_is_taken_over_and_an_unknown_one_is_a_reason()
    {
        var (rows, verdicts) = Write([Moved(1), Moved(1), Moved(1), Moved(1)], [0.0001, -0.002, double.NaN, 0.9]);
        Assert.Equal("pass pass refuse: DATA_NOT_FINITE pass", string.Join(' ', verdicts));
        var rates = Column(rows, "funding_rate");
        Assert.Equal((0.0001f, -0.002f, 0.05f), (rates[0], rates[1], rates[3])); // the last one is set to its bound
    }

    [Fact]
    public void A_symbol_without_a_candle_of_the_minute_is_left_out_of_the_comparison()
    {
        var late = Moved(1.5m, missing: 1);
        var (rows, verdicts) = Write([Moved(1.03m), Moved(1), late, Moved(1.01m)], [0, 0, 0, 0]);
        Assert.Equal("pass pass refuse: DATA_MISSING pass", string.Join(' ', verdicts));
        var ranks = Column(rows, "return_rank_15");
        Assert.Equal((1f, 0f, 0.5f), (ranks[0], ranks[1], ranks[3]));
    }

    [Theory]
    //          returns of the others,        median
    [InlineData(new[] { 1.03, 0.98, 1.01 }, 1.01)]
    [InlineData(new[] { 1.03, 1.01 }, 1.02)] // the mean of the two in the middle, but for the logarithm
    public void Without_bitcoin_at_this_minute_the_median_of_the_universe_is_the_reference(
        double[] moves, double median)
    {
        SymbolFeatures[] states = [Moved((decimal)moves[0]), Moved(1, missing: 1), .. moves.Skip(1)
            .Select(move => Moved((decimal)move))];
        var (rows, verdicts) = (new float[states.Length * FeatureSchema.Count], new Verdict[states.Length]);
        new CrossSection(Universe[..states.Length]).Write(
            Newest, states, new double[states.Length], rows, verdicts);
        Assert.Equal(ReasonCode.DataMissing, verdicts[1].Refusal.Code);
        Assert.True(verdicts[0].Passed);
        Assert.Equal(Math.Log(moves[0] / median), Column(rows, "btc_relative_return_15")[0], 1e-3);
    }

    [Fact]
    public void A_symbol_that_is_not_warm_keeps_its_reason_and_counts_in_the_ranks()
    {
        var young = CandleSeries.Fold(Candles(0.5m).TakeLast(20));
        var (rows, verdicts) = Write([Moved(1.03m), Moved(1), young, Moved(1.01m)], [0, 0, 0, 0]);
        Assert.Equal("refuse: DATA_WARM_UP 20 / 239", verdicts[2].ToString());
        Assert.Equal(1 / 3f, Column(rows, "return_rank_15")[1]);
    }

    [Fact]
    public void Alone_bitcoin_stands_in_the_middle()
    {
        var (rows, verdicts) = (new float[FeatureSchema.Count], new Verdict[1]);
        new CrossSection([Universe[1]]).Write(Newest, [Moved(1.01m)], [0], rows, verdicts);
        Assert.True(verdicts[0].Passed);
        Assert.Equal(0.5f, Column(rows, "return_rank_15")[0]);
    }

    [Theory]
    [InlineData("20250602T0000", 0, 1, 0, 1)] // Monday, midnight
    [InlineData("20250602T0600", 1, 0, 0.2225, 0.9749)] // a quarter of the day, a 28th of the week
    [InlineData("20250605T1200", 0, -1, 0, -1)] // Thursday noon: half of both
    [InlineData("20250608T1800", -1, 0, -0.2225, 0.9749)] // Sunday evening
    public void The_calendar_runs_on_two_circles(
        string key, double daySin, double dayCos, double weekSin, double weekCos)
    {
        var minute = Minute.OfKey(key);
        var features = CandleSeries.Fold(CandleSeries.Walk(minute - (Warm - 1), Warm));
        var (rows, verdicts) = (new float[FeatureSchema.Count], new Verdict[1]);
        new CrossSection([Universe[1]]).Write(minute, [features], [0], rows, verdicts);
        Assert.Equal(daySin, Column(rows, "day_sin")[0], 1e-4);
        Assert.Equal(dayCos, Column(rows, "day_cos")[0], 1e-4);
        Assert.Equal(weekSin, Column(rows, "week_sin")[0], 1e-4);
        Assert.Equal(weekCos, Column(rows, "week_cos")[0], 1e-4);
    }

    [Fact]
    public void A_wrong_length_is_a_bug() => Assert.Throws<ArgumentException>(() =>
        new CrossSection(Universe).Write(Newest, [Moved(1)], [0], new float[FeatureSchema.Count], new Verdict[1]));

    [Fact]
    public void A_minute_does_not_allocate()
    {
        SymbolFeatures[] features = [Moved(1.03m), Moved(1.01m), Moved(0.98m), Moved(1.01m)];
        var (rows, verdicts, rates) = (new float[4 * FeatureSchema.Count], new Verdict[4], new double[4]);
        var cross = new CrossSection(Universe);
        cross.Write(Newest, features, rates, rows, verdicts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        cross.Write(Newest, features, rates, rows, verdicts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (float[] Rows, Verdict[] Verdicts) Write(SymbolFeatures[] features, double[] rates)
    {
        var (rows, verdicts) = (new float[Universe.Length * FeatureSchema.Count], new Verdict[Universe.Length]);
        new CrossSection(Universe).Write(Newest, features, rates, rows, verdicts);
        return (rows, verdicts);
    }

    private static float[] Column(float[] rows, string name)
    {
        var column = FeatureSchema.All.Select(definition => definition.Name).ToList().IndexOf(name);
        return [.. rows.Chunk(FeatureSchema.Count).Select(row => row[column])];
    }

    /// <summary>A price of 100 that moves by a factor in the last minute.</summary>
    private static SymbolFeatures Moved(decimal factor, int missing = 0) =>
        CandleSeries.Fold(Candles(factor).SkipLast(missing));

    private static IEnumerable<Candle> Candles(decimal factor) => Enumerable.Range(0, Warm).Select(index =>
    {
        var close = index == Warm - 1 ? 100 * factor : 100;
        return Candle.Of(FeatureSeries.Start + index, 100, Math.Max(100, close), Math.Min(100, close), close, 5);
    });
}
