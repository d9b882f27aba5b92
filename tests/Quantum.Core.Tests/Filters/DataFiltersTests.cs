using Quantum.Core.Features;
using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Filters;

public class DataFiltersTests
{
    private static readonly DataSettings Limits = new();

    [Theory]
    [InlineData(DataFault.Unavailable, "refuse: DATA_UNAVAILABLE")]
    [InlineData(DataFault.Invalid, "refuse: DATA_INVALID")]
    [InlineData(DataFault.None, "pass")]
    public void A_fault_of_the_reading_is_a_refusal(DataFault fault, string verdict) =>
        Assert.Equal(verdict, Judge(Warm(300), fault));

    [Theory]
    [InlineData(0, "refuse: DATA_WARM_UP 0 / 300")]
    [InlineData(299, "refuse: DATA_WARM_UP 299 / 300")]
    [InlineData(300, "pass")] // warm, and the candle before is still fresh
    public void A_symbol_that_waits_for_its_turn_is_warming_up(int candles, string verdict) =>
        Assert.Equal(verdict, Judge(candles == 0 ? new SymbolFeatures() : Warm(candles), DataFault.Waiting));

    [Fact]
    public void A_symbol_without_a_candle_is_refused() =>
        Assert.Equal("refuse: DATA_MISSING", Judge(new SymbolFeatures()));

    [Theory]
    [InlineData(90, "pass")] // inclusive
    [InlineData(90.001, "refuse: DATA_STALE 90.001 / 90")]
    public void The_newest_candle_must_be_fresh(double seconds, string verdict) =>
        Assert.Equal(verdict, Judge(Warm(300), now: Sample.Minute.Start.AddSeconds(seconds)));

    [Theory]
    [InlineData(300, "pass")] // inclusive
    [InlineData(299, "refuse: DATA_WARM_UP 299 / 300")]
    public void The_features_must_be_warm(int candles, string verdict) =>
        Assert.Equal(verdict, Judge(Warm(candles)));

    [Theory]
    [InlineData(300, "pass")]
    [InlineData(299, "refuse: DATA_GAP 299 / 300")] // the same number, and the reader learns that a candle is missing
    public void After_a_gap_they_must_be_warm_again(int since, string verdict)
    {
        var features = CandleSeries.Fold(CandleSeries.Walk(Sample.Minute - since - 20, 19)
            .Concat(CandleSeries.Walk(Sample.Minute - since, since)));
        Assert.Equal(verdict, Judge(features));
    }

    [Fact]
    public void A_feature_that_is_no_number_is_refused()
    {
        // 210 candles are no 15 quarter hours: the true range is not known, whatever the warm-up says.
        var features = Warm(210);
        Assert.Equal("refuse: DATA_NOT_FINITE", Judge(features, settings: Limits with { WarmUpMinutes = 210 }));
    }

    [Fact]
    public void The_first_rule_that_fails_wins()
    {
        var late = Sample.Minute.Start.AddSeconds(91);
        Assert.StartsWith("refuse: DATA_UNAVAILABLE", Judge(new SymbolFeatures(), DataFault.Unavailable, late));
        Assert.StartsWith("refuse: DATA_MISSING", Judge(new SymbolFeatures(), now: late));
        Assert.StartsWith("refuse: DATA_STALE", Judge(Warm(10), now: late));
        Assert.StartsWith("refuse: DATA_WARM_UP", Judge(Warm(10)));
    }

    private static SymbolFeatures Warm(int candles) =>
        CandleSeries.Fold(CandleSeries.Walk(Sample.Minute - candles, candles));

    private static string Judge(SymbolFeatures features, DataFault fault = DataFault.None,
        DateTimeOffset? now = null, DataSettings? settings = null) =>
        DataFilters.Judge(features, fault, now ?? Sample.Now, settings ?? Limits).ToString();
}
