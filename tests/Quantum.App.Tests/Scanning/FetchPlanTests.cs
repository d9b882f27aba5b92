using FsCheck;
using FsCheck.Fluent;
using Quantum.App.Scanning;
using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.App.Tests.Scanning;

public sealed class FetchPlanTests
{
    private static readonly Minute Noon = Minute.OfKey("20250602T1200");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 1)] // 100 is no longer in the cheapest tier
    [InlineData(100, 2)]
    [InlineData(499, 2)]
    [InlineData(500, 5)]
    [InlineData(1_000, 5)]
    [InlineData(1_001, 10)]
    [InlineData(1_500, 10)]
    [InlineData(1_501, 11)] // a second request
    [InlineData(3_000, 20)]
    public void A_fetch_weighs_what_the_venue_says(int candles, int weight) =>
        Assert.Equal(weight, FetchPlan.WeightOf(candles));

    [Fact]
    public void A_fetch_of_nothing_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FetchPlan.WeightOf(0));

    [Theory]
    //          weight, chosen
    [InlineData(0, "")]
    [InlineData(1, "D")]
    [InlineData(2, "D B")]
    [InlineData(3, "D B")] // the next one weighs 2
    [InlineData(4, "D B A")] // of two alike the first by name
    [InlineData(10, "D B A C")]
    [InlineData(11, "D B A C E")]
    public void The_cheapest_come_first_then_the_fewest_candles_then_the_name(int weightMax, string chosen)
    {
        MissingCandles[] missing = [Missing('E', 600), Missing('C', 315), Missing('A', 315), Missing('B', 2),
            Missing('D', 1)];
        var names = FetchPlan.Choose(missing, weightMax).Select(candles => candles.Symbol.Name[..1]);
        Assert.Equal(chosen, string.Join(' ', names));
    }

    [Fact]
    public void No_choice_breaks_the_budget_and_none_leaves_room_for_the_next() => Prop.ForAll(
        (from counts in Gen.Choose(1, 2_000).ArrayOf(26) from weight in Gen.Choose(0, 150) select (counts, weight))
        .ToArbitrary(),
        sample =>
        {
            var missing = sample.counts.Select((count, index) => Missing((char)('A' + index), count)).ToList();
            var chosen = FetchPlan.Choose(missing, sample.weight);
            var left = sample.weight - chosen.Sum(candles => FetchPlan.WeightOf(candles.Count));
            Assert.True(left >= 0);
            Assert.All(missing.Except(chosen), candles => Assert.True(FetchPlan.WeightOf(candles.Count) > left));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cold_universe_gets_warm_minute_by_minute_and_none_that_is_warm_waits()
    {
        const int Symbols = 222, Budget = 1_200;
        var history = FeatureWindow.HistoryMinutes;
        var known = new int[Symbols];
        var names = Enumerable.Range(0, Symbols).Select(index => Symbol.Of($"C{index:D3}USDT")).ToList();
        var minutes = 0;
        for (; known.Any(candles => candles == 0); minutes++)
        {
            Assert.True(minutes < 10, "the warm-up does not end");
            var missing = names.Select((name, index) => known[index] == 0
                ? new MissingCandles(name, Noon + minutes - history, history)
                : new MissingCandles(name, Noon + minutes, 1)).ToList();
            var chosen = FetchPlan.Choose(missing, Budget);
            Assert.All(missing.Where(candles => candles.Count == 1), candles => Assert.Contains(candles, chosen));
            foreach (var candles in chosen) known[names.IndexOf(candles.Symbol)] += candles.Count;
        }

        Assert.Equal(3, minutes); // 100, then 91 beside the 100 that are warm, then the rest
    }

    private static MissingCandles Missing(char name, int count) =>
        new(Symbol.Of($"{name}USDT"), Noon - count, count);
}
