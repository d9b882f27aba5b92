using Quantum.Core.Filters;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Filters;

public class UniverseFiltersTests
{
    private static readonly UniverseSettings Limits = new();

    [Fact]
    public void A_sound_contract_passes() => Assert.Equal("pass", Judge(Sample.Rules, Sample.Statistics));

    [Theory]
    [InlineData(ContractStatus.Delisting, "refuse: UNIVERSE_DELISTING")]
    [InlineData(ContractStatus.Closed, "refuse: UNIVERSE_NOT_TRADING")]
    [InlineData(ContractStatus.Unknown, "refuse: UNIVERSE_NOT_TRADING")] // what is not known does not trade
    public void Only_a_trading_contract_passes(ContractStatus status, string verdict) =>
        Assert.Equal(verdict, Judge(Sample.Rules with { Status = status }, Sample.Statistics));

    [Fact]
    public void An_excluded_contract_is_refused() => Assert.Equal("refuse: UNIVERSE_EXCLUDED", UniverseFilters.Judge(
        Sample.Rules, 2.5m, Sample.Statistics, Sample.Now, Limits, new HashSet<Symbol> { Sample.Near }).ToString());

    [Fact]
    public void A_dated_contract_is_refused() =>
        Assert.Equal("refuse: UNIVERSE_NOT_PERPETUAL",
            Judge(Sample.Rules with { IsPerpetual = false }, Sample.Statistics));

    [Theory]
    [InlineData("USDC")]
    [InlineData("usdt")]
    public void Another_quote_asset_is_refused(string asset) =>
        Assert.Equal("refuse: UNIVERSE_QUOTE_ASSET",
            Judge(Sample.Rules with { QuoteAsset = asset }, Sample.Statistics));

    [Theory]
    [InlineData(10, "pass")] // inclusive
    [InlineData(9.999, "refuse: UNIVERSE_TOO_YOUNG 9 / 10")] // whole days count
    public void A_contract_must_have_been_listed_for_a_while(double days, string verdict) =>
        Assert.Equal(verdict, Judge(Sample.Rules with { ListedAt = Sample.Now.AddDays(-days) }, Sample.Statistics));

    [Theory]
    [InlineData(0.025, 2.5, "pass")] // 1 % is inclusive
    [InlineData(0.0251, 2.5, "refuse: UNIVERSE_COARSE_TICK 0.01004 / 0.01")]
    [InlineData(0.0251, 0, "pass")] // without a close the tick is not judged: the data filters refuse
    public void One_tick_is_a_small_share_of_the_price(double tick, double close, string verdict) =>
        Assert.Equal(verdict, Judge(Sample.Rules with { TickSize = (decimal)tick }, Sample.Statistics, (decimal)close));

    [Theory]
    //          days, range, volatility, verdict; all limits are inclusive
    [InlineData(10, 0.01, 0.05, "pass")]
    [InlineData(10, 0.01, 0.5, "pass")]
    [InlineData(9, 0.2, 0.2, "refuse: UNIVERSE_HISTORY_SHORT 9 / 10")]
    [InlineData(10, 0.0099, 0.2, "refuse: UNIVERSE_RANGE_NARROW 0.0099 / 0.01")]
    [InlineData(10, double.NaN, 0.2, "refuse: UNIVERSE_RANGE_NARROW NaN / 0.01")]
    [InlineData(10, 0.2, 0.0499, "refuse: UNIVERSE_VOLATILITY_LOW 0.0499 / 0.05")]
    [InlineData(10, 0.2, double.NaN, "refuse: UNIVERSE_VOLATILITY_LOW NaN / 0.05")]
    [InlineData(10, 0.2, 0.5001, "refuse: UNIVERSE_VOLATILITY_HIGH 0.5001 / 0.5")]
    public void Ten_days_of_history_must_be_calm_enough_and_lively_enough(
        int days, double range, double volatility, string verdict) =>
        Assert.Equal(verdict, Judge(Sample.Rules, new DayStatistics(Sample.Near, days, 1, range, volatility)));

    [Fact]
    public void No_statistics_are_no_history()
    {
        Assert.Equal("refuse: UNIVERSE_HISTORY_SHORT 0 / 10", Judge(Sample.Rules, null));
        Assert.Equal("pass", Judge(Sample.Rules, null, settings: Limits with { HistoryMinDays = 0 }));
    }

    [Fact]
    public void The_first_rule_that_fails_wins()
    {
        var wrong = Sample.Rules with
        {
            Status = ContractStatus.Delisting, IsPerpetual = false, QuoteAsset = "BTC", ListedAt = Sample.Now,
            TickSize = 1,
        };
        var order = new List<string>();
        foreach (var repair in new Func<SymbolRules, SymbolRules>[]
        {
            rules => rules,
            rules => rules with { Status = ContractStatus.Closed },
            rules => rules with { Status = ContractStatus.Trading },
            rules => rules with { IsPerpetual = true },
            rules => rules with { QuoteAsset = "USDT" },
            rules => rules with { ListedAt = Sample.Rules.ListedAt },
            rules => rules with { TickSize = Sample.Rules.TickSize },
        })
        {
            wrong = repair(wrong);
            order.Add(Judge(wrong, null).Split(' ')[1]);
        }

        Assert.Equal(
            [
                "UNIVERSE_DELISTING", "UNIVERSE_NOT_TRADING", "UNIVERSE_NOT_PERPETUAL", "UNIVERSE_QUOTE_ASSET",
                "UNIVERSE_TOO_YOUNG", "UNIVERSE_COARSE_TICK", "UNIVERSE_HISTORY_SHORT",
            ], order);
    }

    [Fact]
    public void Every_code_of_the_stage_is_a_refusal_of_this_filter()
    {
        // The tables above refuse with each of them; a new code must get its row there and its place here. What is
        // traded less is left out by the day's choice, before any minute.
        var codes = ReasonCatalog.All.Where(info => info.Stage == Stage.Universe)
            .Select(info => info.Code).Where(code => code != ReasonCode.UniverseLessTraded);
        Assert.Equal(11, codes.Count());
    }

    private static string Judge(SymbolRules rules, DayStatistics? statistics, decimal close = 2.5m,
        UniverseSettings? settings = null) => UniverseFilters.Judge(
        rules, close, statistics, Sample.Now, settings ?? Limits, new HashSet<Symbol>()).ToString();
}
