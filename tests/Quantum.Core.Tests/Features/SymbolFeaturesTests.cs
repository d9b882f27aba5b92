using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Features;
using Quantum.Core.Markets;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Features;

public class SymbolFeaturesTests
{
    private static readonly Minute QuarterStart = Minute.OfKey("20250602T1200");

    [Fact]
    public void Before_the_first_candle_nothing_is_known()
    {
        var features = new SymbolFeatures();
        Assert.Null(features.Newest);
        Assert.Equal(0, features.Unbroken);
        Assert.False(features.BeganAfterGap);
        Assert.True(double.IsNaN(features.Rsi));
        Assert.True(double.IsNaN(features.AtrShare));
    }

    [Theory]
    [InlineData(14, false)] // 14 closes make 13 changes
    [InlineData(15, true)]
    public void The_relative_strength_needs_15_candles(int count, bool isDefined) =>
        Assert.Equal(isDefined, !double.IsNaN(CandleSeries.Fold(CandleSeries.Walk(QuarterStart, count)).Rsi));

    [Theory]
    [InlineData(0, 224, false)]
    [InlineData(0, 225, true)] // 15 whole quarter hours make 14 true ranges
    [InlineData(1, 225 + 13, false)] // the quarter hour whose beginning was missed is left out
    [InlineData(1, 225 + 14, true)]
    public void The_true_range_needs_15_whole_quarter_hours(int offset, int count, bool isDefined) =>
        Assert.Equal(isDefined,
            !double.IsNaN(CandleSeries.Fold(CandleSeries.Walk(QuarterStart + offset, count)).AtrShare));

    [Fact]
    public void The_true_range_is_measured_on_whole_quarter_hours_by_hand()
    {
        // Every quarter hour opens at 100, falls to 96 in its 3rd minute, rises to 103 in its 9th and closes at 100:
        // range 7, no gap to the close before, so ATR = 7 and its share of the close of 100 is 0.07.
        var features = new SymbolFeatures();
        for (var index = 0; index < 15 * SymbolFeatures.QuarterHour; index++)
        {
            var place = index % SymbolFeatures.QuarterHour;
            var (low, high) = (place == 2 ? 96m : 99m, place == 8 ? 103m : 101m);
            features.Add(Candle.Of(QuarterStart + index, 100, high, low, 100, 1));
        }

        Assert.Equal(0.07, features.AtrShare, 1e-12);
    }

    [Fact]
    public void A_share_is_of_the_newest_close_not_of_the_last_quarter_hours()
    {
        var candles = CandleSeries.Walk(QuarterStart, 225).ToList();
        var features = CandleSeries.Fold(candles);
        var atr = features.AtrShare * (double)candles[^1].Close;
        features.Add(Candle.Of(QuarterStart + 225, 80, 80, 80, 80, 1));
        Assert.Equal(atr / 80, features.AtrShare, 1e-12);
    }

    [Fact]
    public void A_gap_starts_the_state_anew()
    {
        var before = CandleSeries.Walk(QuarterStart, 300);
        var after = CandleSeries.Walk(QuarterStart + 301, 260, seed: 2); // one candle is missing
        var broken = CandleSeries.Fold(before.Concat(after));
        var fresh = CandleSeries.Fold(after);
        Assert.True(broken.BeganAfterGap);
        Assert.False(fresh.BeganAfterGap);
        Assert.Equal((fresh.Unbroken, fresh.Rsi, fresh.AtrShare), (broken.Unbroken, broken.Rsi, broken.AtrShare));
        Assert.Equal(260, broken.Unbroken);
    }

    [Fact]
    public void Right_after_a_gap_nothing_is_known_of_before()
    {
        var features = CandleSeries.Fold(CandleSeries.Walk(QuarterStart, 300));
        features.Add(Candle.Of(QuarterStart + 301, 100, 100, 100, 100, 1));
        Assert.Equal(1, features.Unbroken);
        Assert.True(double.IsNaN(features.Rsi));
        Assert.True(double.IsNaN(features.AtrShare));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_candle_that_is_not_newer_is_a_bug(int step)
    {
        var features = CandleSeries.Fold(CandleSeries.Walk(QuarterStart, 3));
        var candle = Candle.Of(QuarterStart + 2 + step, 1, 1, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => features.Add(candle));
    }

    [Fact]
    public void What_is_known_at_a_minute_does_not_depend_on_what_follows() => Prop.ForAll(
        (from seed in Gen.Choose(0, 1_000_000) from cut in Gen.Choose(1, 400) select (seed, cut)).ToArbitrary(),
        sample =>
        {
            var candles = CandleSeries.Walk(QuarterStart, 400, sample.seed);
            var whole = new SymbolFeatures();
            var seen = new List<(double Rsi, double AtrShare, int Unbroken)>();
            foreach (var candle in candles)
            {
                whole.Add(candle);
                seen.Add((whole.Rsi, whole.AtrShare, whole.Unbroken));
            }

            var truncated = CandleSeries.Fold(candles.Take(sample.cut));
            Assert.Equal((truncated.Rsi, truncated.AtrShare, truncated.Unbroken), seen[sample.cut - 1]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_the_warm_up_older_history_no_longer_matters() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            // The smoothing keeps 13/14 of the past: after 300 candles 2e-10 of an older RSI is left.
            var candles = CandleSeries.Walk(QuarterStart, 900, seed);
            var (all, recent) = (CandleSeries.Fold(candles), CandleSeries.Fold(candles.Skip(600)));
            Assert.Equal(all.Rsi, recent.Rsi, 1e-5);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
}
