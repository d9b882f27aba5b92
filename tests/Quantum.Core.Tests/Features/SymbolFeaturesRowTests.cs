using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Core.Tests.Features;

/// <summary>The rows of <see cref="SymbolFeatures"/>: every feature of one symbol alone.</summary>
public class SymbolFeaturesRowTests
{
    private static readonly Config Few = Config.QuickThrowOnFailure.WithMaxTest(20);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, 1_000_000).ToArbitrary();

    [Fact]
    public void A_row_exists_from_the_239th_candle_on_whenever_the_first_one_came() =>
        Assert.All(Enumerable.Range(0, 15), offset =>
        {
            var rows = FeatureSeries.Rows(FeatureSeries.Walk(1, 300).Skip(offset));
            Assert.Equal(FeatureSchema.CandlesMin - 1, rows.TakeWhile(row => row.Length == 0).Count());
        });

    [Fact]
    public void A_traded_value_that_a_source_lacks_changes_no_feature()
    {
        // Half of what can be recorded has none, and live always has one.
        var candles = FeatureSeries.Walk(4, 400);
        var told = candles.Select(candle => Candle.Of(candle.Minute, candle.Open, candle.High, candle.Low, candle.Close,
            candle.Volume, candle.Volume * candle.High));
        Assert.Equal(FeatureSeries.Rows(candles), FeatureSeries.Rows(told));
    }

    [Fact]
    public void Before_that_the_reason_says_how_many_are_known()
    {
        var features = new SymbolFeatures();
        Assert.Equal("refuse: DATA_WARM_UP 0 / 239", FeatureSeries.Verdict(features).ToString());
        var candles = FeatureSeries.Walk(1, 300);
        FeatureSeries.Rows(candles.Take(7), features);
        Assert.Equal("refuse: DATA_WARM_UP 7 / 239", FeatureSeries.Verdict(features).ToString());
        FeatureSeries.Rows(candles.Skip(8).Take(3), features);
        Assert.Equal("refuse: DATA_GAP 3 / 239", FeatureSeries.Verdict(features).ToString());
    }

    [Fact]
    public void A_row_does_not_depend_on_what_follows() => Prop.ForAll(Seeds, seed =>
    {
        var candles = FeatureSeries.Walk(seed, 700);
        var whole = FeatureSeries.Rows(candles);
        foreach (var cut in new[] { 239, 300 + (seed % 100), 699 })
            Assert.Equal(whole[cut - 1], FeatureSeries.Rows(candles.Take(cut))[^1]);
    }).Check(Few);

    [Fact]
    public void Another_newest_candle_changes_every_feature_that_looks_at_it()
    {
        var candles = FeatureSeries.Walk(3, 720); // the newest one closes a quarter hour
        var other = candles[^1] with { };
        var moved = Candle.Of(other.Minute, other.Open, other.Open * 1.03m, other.Open * 0.98m, other.Open * 1.02m,
            other.Volume + 50, (other.Volume + 50) * other.Open);
        var (left, right) = (FeatureSeries.Rows(candles)[^1],
            FeatureSeries.Rows(candles.SkipLast(1).Append(moved))[^1]);
        Assert.All(Enumerable.Range(0, FeatureSchema.OwnCount), index =>
            Assert.False(left[index] == right[index], $"{FeatureSchema.All[index].Name} did not notice"));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(1_024)]
    public void Prices_times_a_power_of_two_give_the_same_bits(double factor)
    {
        var candles = FeatureSeries.Walk(11, 1_500);
        Assert.Equal(FeatureSeries.Rows(candles),
            FeatureSeries.Rows(candles.Select(candle => FeatureSeries.Scale(candle, (decimal)factor))));
    }

    [Theory]
    [InlineData(0.000001)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Prices_times_any_factor_give_the_same_features(double factor)
    {
        // MFI compares typical prices and ADX compares movements: where two are equal, rounding decides which is the
        // larger, and it may decide otherwise at another scale. A float keeps seven digits of the rest.
        var candles = WithoutTies(FeatureSeries.Walk(12, 1_500));
        Assert.True(candles.Count > 900);
        var (plain, scaled) = (FeatureSeries.Rows(candles),
            FeatureSeries.Rows(candles.Select(candle => FeatureSeries.Scale(candle, (decimal)factor))));
        var worst = plain.Zip(scaled).SelectMany(rows => rows.First.Zip(rows.Second, (left, right) =>
            Math.Abs(left - right) / Math.Max(1, Math.Abs(left)))).Max();
        Assert.True(worst <= 1e-6, $"off by {worst}");
    }

    [Fact]
    public void After_its_warm_up_a_feature_has_forgotten_where_its_state_began() => Prop.ForAll(Seeds, seed =>
    {
        var candles = WalkToSomeMinute(seed);
        var all = FeatureSeries.Rows(candles)[^1];
        foreach (var group in FeatureSchema.All.Take(FeatureSchema.OwnCount)
            .GroupBy(definition => Math.Max(definition.WarmUp, FeatureSchema.CandlesMin)))
        {
            var recent = FeatureSeries.Rows(candles.TakeLast(group.Key))[^1];
            foreach (var definition in group)
            {
                var off = Misses(definition, all, recent);
                Assert.True(off <= 1, $"{definition.Name} is off by {off} tolerances after {group.Key} candles");
            }
        }
    }).Check(Few);

    [Theory]
    [InlineData("vwap_distance", 20 * 60)] // Its day began up to 24 hours before.
    [InlineData("quarter_rsi", 50 * SymbolFeatures.QuarterHour)]
    public void A_shorter_warm_up_would_not_do(string name, int candles)
    {
        var definition = FeatureSchema.All.Single(feature => feature.Name == name);
        Assert.InRange(candles, FeatureSchema.CandlesMin, definition.WarmUp - 1);
        Assert.Contains(Enumerable.Range(0, 40), seed =>
        {
            var walk = WalkToSomeMinute(seed);
            return Misses(definition, FeatureSeries.Rows(walk)[^1],
                FeatureSeries.Rows(walk.TakeLast(candles))[^1]) > 1;
        });
    }

    [Fact]
    public void Ten_million_candles_leave_no_drift_in_any_feature()
    {
        const int Candles = 10_000_000;
        const int Recent = 8_000; // By then the slowest average, KAMA's at rest, has forgotten all of its start.
        var (veteran, recruit) = (new SymbolFeatures(), new SymbolFeatures());
        var index = 0;
        foreach (var candle in FeatureSeries.Walk(seed: 31, tick: 0.01m).Take(Candles))
        {
            veteran.Add(candle);
            if (index++ >= Candles - Recent) recruit.Add(candle);
        }

        var (old, young) = (new float[FeatureSchema.OwnCount], new float[FeatureSchema.OwnCount]);
        Assert.True(veteran.Write(old).Passed && recruit.Write(young).Passed);
        Assert.All(Enumerable.Range(0, old.Length), column => Assert.True(
            Math.Abs(old[column] - young[column]) <= 1e-6 * Math.Max(0.1, Math.Abs(young[column])),
            $"{FeatureSchema.All[column].Name}: {young[column]:R} became {old[column]:R}"));
    }

    [Fact]
    public void Every_feature_stays_within_its_range() => Prop.ForAll(Seeds, seed =>
        Assert.All(FeatureSeries.Rows(FeatureSeries.Walk(seed, 1_000)).Skip(FeatureSchema.CandlesMin), AssertInRange))
        .Check(Few);

    [Theory]
    [InlineData(0.000_000_000_001)] // prices about 1e-8
    [InlineData(10_000)] // about 1e8
    public void Extreme_prices_give_numbers(double tick)
    {
        var rows = FeatureSeries.Rows(FeatureSeries.Walk(5, 600, (decimal)tick));
        Assert.All(rows.Skip(FeatureSchema.CandlesMin - 1), AssertInRange);
    }

    [Theory]
    [InlineData(0)] // nobody trades and nothing moves, for hours: every figure has an answer
    [InlineData(7)]
    public void A_constant_price_gives_numbers(int volume)
    {
        var row = FeatureSeries.Rows(Enumerable.Range(0, 600).Select(index =>
            Candle.Of(FeatureSeries.Start + index, 0.1m, 0.1m, 0.1m, 0.1m, volume)))[^1];
        AssertInRange(row);
        var figures = FeatureSchema.All.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.Equal(0, figures["return_60"]);
        Assert.Equal(0, figures["volatility_60"]);
        Assert.Equal(0.5f, figures["bollinger_position"]);
        Assert.Equal(1, figures["volume_ratio"]);
        Assert.Equal(0, figures["volume_z"]);
        Assert.Equal(0, figures["adx"]);
        Assert.Equal(1, figures["choppiness"]);
    }

    [Theory]
    [InlineData("0.00000001", "100000000")] // 37 powers of e in one candle: clamped, not infinite
    [InlineData("100000000", "0.00000001")]
    public void A_jump_across_all_prices_is_bounded(string before, string after)
    {
        var (left, right) = (decimal.Parse(before, System.Globalization.CultureInfo.InvariantCulture),
            decimal.Parse(after, System.Globalization.CultureInfo.InvariantCulture));
        var rows = FeatureSeries.Rows(Enumerable.Range(0, 600).Select(index =>
        {
            var close = index < 400 ? left : right;
            return Candle.Of(FeatureSeries.Start + index, close, close, close, close, 1_000_000);
        }));
        Assert.All(rows.Skip(FeatureSchema.CandlesMin - 1), AssertInRange);
        Assert.Equal(right > left ? 1 : -1, rows[400][0]);
    }

    [Fact]
    public void Folding_and_writing_do_not_allocate()
    {
        var candles = FeatureSeries.Walk(9, 2_000).ToArray();
        var (features, row) = (new SymbolFeatures(), new float[FeatureSchema.OwnCount]);
        Fold(features, candles.AsSpan(0, 1_000), row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fold(features, candles.AsSpan(1_000), row);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_restored_state_goes_on_bit_by_bit() => Prop.ForAll(
        (from seed in Gen.Choose(0, 1_000_000) from cut in Gen.Choose(0, 500) select (seed, cut)).ToArbitrary(),
        sample =>
        {
            var candles = FeatureSeries.Walk(sample.seed, 800);
            var live = new SymbolFeatures();
            FeatureSeries.Rows(candles.Take(sample.cut), live);
            var restored = FeatureSeries.Load(FeatureSeries.Save(live));
            Assert.Equal((live.Newest, live.Unbroken), (restored.Newest, restored.Unbroken));
            var rest = candles.Skip(sample.cut).ToList();
            Assert.Equal(FeatureSeries.Rows(rest, live), FeatureSeries.Rows(rest, restored));
            Assert.Equal(FeatureSeries.Save(live), FeatureSeries.Save(restored));
        }).Check(Few);

    [Fact]
    public void The_same_candles_give_the_same_bits_again() => Assert.Equal(
        FeatureSeries.Rows(FeatureSeries.Walk(8, 600)), FeatureSeries.Rows(FeatureSeries.Walk(8, 600)));

    /// <summary>Three days and a part of the fourth, which ends at any minute of the day.</summary>
    private static IReadOnlyList<Candle> WalkToSomeMinute(int seed) =>
        FeatureSeries.Walk(seed, (3 * 24 * 60) + (seed * 37 % (24 * 60)) + 1);

    /// <summary>How far two rows differ in one feature, in tolerances.</summary>
    private static double Misses(FeatureDefinition definition, float[] left, float[] right)
    {
        var index = FeatureSchema.All.ToList().IndexOf(definition);
        return Math.Abs(left[index] - right[index])
            / (FeatureSchema.ToleranceShare * (definition.Maximum - definition.Minimum));
    }

    private static List<Candle> WithoutTies(IEnumerable<Candle> candles)
    {
        var kept = new List<Candle>();
        foreach (var candle in candles)
        {
            if (kept.Count > 0)
            {
                var last = kept[^1];
                if (candle.High + candle.Low + candle.Close == last.High + last.Low + last.Close
                    || candle.High - last.High == last.Low - candle.Low) continue;
            }

            kept.Add(Candle.Of(FeatureSeries.Start + kept.Count, candle.Open, candle.High, candle.Low, candle.Close,
                candle.Volume));
        }

        return kept;
    }

    private static void Fold(SymbolFeatures features, ReadOnlySpan<Candle> candles, float[] row)
    {
        foreach (ref readonly var candle in candles)
        {
            features.Add(candle);
            features.Write(row);
        }
    }

    private static void AssertInRange(float[] row)
    {
        Assert.Equal(FeatureSchema.OwnCount, row.Length);
        for (var index = 0; index < row.Length; index++)
        {
            var (minimum, maximum) = (FeatureSchema.All[index].Minimum, FeatureSchema.All[index].Maximum);
            Assert.True(row[index] >= (float)minimum && row[index] <= (float)maximum,
                $"{FeatureSchema.All[index].Name} is {row[index]}");
        }
    }
}
