using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Risk;

public class PositionSizerTests
{
    private static readonly RiskSettings Limits = new();

    private static readonly SizeInput Input = new(Equity: 10_000, MarginInUse: 0, Price.Of(2.5m),
        new ExitPlan(StopShare: 0.02m, TakeProfitShare: 0.03m, TickSize: 0.001m), SizeFactor: 1, Sample.Rules);

    [Fact]
    public void The_size_is_the_risk_over_the_stop_distance()
    {
        // 10,000 × 0.5 % ÷ 2 % = 2,500; ÷ 2.5 = 1,000.
        // The slot's margin of 10,000 × 0.99 ÷ 3 = 3,300 bears it without leverage.
        Assert.Equal(new Sizing(Quantity.Of(1000), 2500, 1, 2500, 50), Passed(Input, Limits));
    }

    [Fact]
    public void A_rule_takes_its_share_of_it() =>
        Assert.Equal(new Sizing(Quantity.Of(500), 1250, 1, 1250, 25), Passed(Input with { SizeFactor = 0.5m }, Limits));

    [Fact]
    public void Leverage_is_the_lowest_that_the_slots_margin_allows()
    {
        // 10,000 × 0.5 % ÷ 0.8 % = 6,250; over a slot's 3,300 that is 1.9, so 2: margin 3,125, risk 50.
        var near = Input with { Plan = Input.Plan with { StopShare = 0.008m } };
        Assert.Equal(new Sizing(Quantity.Of(2500), 6250, 2, 3125, 50), Passed(near, Limits));
    }

    [Fact]
    public void Margin_times_leverage_caps_the_size()
    {
        // 10,000 × 5 % ÷ 2 % = 25,000 is more than 3,300 × 3 = 9,900.
        Assert.Equal(new Sizing(Quantity.Of(3960), 9900, 3, 3300, 198),
            Passed(Input, Limits with { RiskPerTrade = 0.05m }));
    }

    [Fact]
    public void The_venues_largest_order_caps_the_size() => Assert.Equal(700,
        Passed(Input with { Rules = Sample.Rules with { QuantityMax = 700.05m } }, Limits).Quantity.Base);

    [Fact]
    public void The_tiers_leverage_is_a_limit_too()
    {
        var rules = Sample.Rules with { Tiers = [new(0, 1_000_000, 0.01m, 0, 2)] };
        var sizing = Passed(Input with { Rules = rules }, Limits with { RiskPerTrade = 0.05m });
        Assert.Equal((2, 6600m), (sizing.Leverage, sizing.Notional)); // 3,300 × 2
    }

    [Fact]
    public void A_quotient_in_its_last_decimal_place_does_not_raise_the_leverage_above_its_limit()
    {
        // A third of 4 times 6 is 7.99…; in steps of 0.001 that rounds to 8, and 8 over a third of 4 is 6.00…01.
        var input = Input with { Equity = 4, Price = Price.Of(1), Rules = Sample.Rules with { StepSize = 0.001m } };
        var limits = new RiskSettings { RiskPerTrade = 0.05m, BalanceShare = 1, LeverageMax = 6, NotionalMin = 5 };
        Assert.Equal((8m, 6), (Passed(input, limits).Quantity.Base, Passed(input, limits).Leverage));
    }

    [Theory]
    //          equity, in use, price, least size, least value, verdict
    [InlineData(200, 0, 2.5, 0.1, 5, "pass")] // worth 50: our own least value is inclusive
    [InlineData(199, 0, 2.5, 0.1, 5, "refuse: SIZE_BELOW_MIN_NOTIONAL 49.75 / 50")]
    [InlineData(420, 0, 2.5, 0.1, 100, "pass")] // worth 105 = 100 and 5 % over
    [InlineData(419, 0, 2.5, 0.1, 100, "refuse: SIZE_BELOW_MIN_NOTIONAL 104.75 / 105")]
    [InlineData(10_000, 0, 25_000, 0.1, 5, "pass")] // exactly one step
    [InlineData(10_000, 0, 25_001, 0.1, 5, "refuse: SIZE_BELOW_STEP 0 / 0.1")]
    [InlineData(10_000, 0, 2.5, 1000, 5, "pass")]
    [InlineData(10_000, 0, 2.5, 1000.1, 5, "refuse: SIZE_BELOW_STEP 1000 / 1000.1")]
    [InlineData(10_000, 7400, 2.5, 0.1, 5, "pass")] // 9,900 − 7,400 = 2,500 of margin is left
    [InlineData(10_000, 7401, 2.5, 0.1, 5, "refuse: MARGIN_TOO_SMALL 2499 / 2500")]
    [InlineData(0, 0, 2.5, 0.1, 5, "refuse: SIZE_BELOW_STEP 0 / 0.1")]
    [InlineData(-5, 0, 2.5, 0.1, 5, "refuse: SIZE_BELOW_STEP 0 / 0.1")]
    public void What_does_not_fit_is_refused_with_the_limit_that_left_no_room(
        double equity, double inUse, double price, double quantityMin, double notionalMin, string verdict)
    {
        var rules = Sample.Rules with { QuantityMin = (decimal)quantityMin, NotionalMin = (decimal)notionalMin };
        var input = Input with
        {
            Equity = (decimal)equity, MarginInUse = (decimal)inUse, Price = Price.Of((decimal)price), Rules = rules,
        };
        Assert.Equal(verdict, PositionSizer.Size(input, Limits, out var sizing).ToString());
        Assert.Equal(verdict == "pass", sizing is not null);
    }

    [Theory]
    // 9,900 at 3 times: 1/3 − 0.025 + 75/9,900 = 0.3159 away; the stop is 0.02 away.
    [InlineData(15.79, true)]
    [InlineData(15.8, false)]
    public void Liquidation_must_be_so_many_stops_away(double ratio, bool passes)
    {
        var limits = Limits with { RiskPerTrade = 0.05m, LiquidationStopRatioMin = (decimal)ratio };
        var verdict = PositionSizer.Size(Input, limits, out _);
        Assert.Equal(passes, verdict.Passed);
        if (!passes) Assert.Equal(ReasonCode.LiquidationTooNear, verdict.Refusal.Code);
    }

    [Fact]
    public void The_distance_of_liquidation_follows_from_leverage_and_tier()
    {
        Assert.Equal(0.49m, PositionSizer.LiquidationShare(1000, 2, Sample.Rules)); // 1/2 − 1 %
        Assert.Equal(0.185m, PositionSizer.LiquidationShare(7500, 5, Sample.Rules)); // 1/5 − 2.5 % + 75/7,500
    }

    [Fact]
    public void A_size_never_exceeds_a_limit() => Prop.ForAll(Cases, sample =>
    {
        var (input, limits) = sample;
        var verdict = PositionSizer.Size(input, limits, out var sizing);
        if (!verdict.Passed)
        {
            Assert.Null(sizing);
            Assert.True(verdict.Refusal.Value < verdict.Refusal.Limit, $"{verdict} refuses what is within its limit.");
            return;
        }

        Assert.NotNull(sizing);
        var (quantity, rules) = (sizing.Quantity.Base, input.Rules);
        Assert.Equal(0, quantity % rules.StepSize);
        Assert.InRange(quantity, rules.QuantityMin, rules.QuantityMax);
        Assert.Equal(quantity * input.Price.QuotePerBase, sizing.Notional);
        Assert.True(sizing.Notional >= Math.Max(limits.NotionalMin, rules.NotionalMin * (1 + limits.NotionalReserve)));
        Assert.InRange(sizing.Leverage, 1, Math.Min(limits.LeverageMax, rules.TierOf(sizing.Notional).LeverageMax));
        Assert.True(sizing.Risk <= input.Equity * limits.RiskPerTrade * input.SizeFactor + 1e-15m, "Too much risk.");
        var margin = input.Equity * limits.BalanceShare;
        Assert.True(sizing.Margin <= margin - input.MarginInUse, "More margin than is free.");
        Assert.True(sizing.Margin <= margin / limits.PositionsMax + 1e-9m, "Margin of another slot.");
        Assert.True(PositionSizer.LiquidationShare(sizing.Notional, sizing.Leverage, rules)
            >= limits.LiquidationStopRatioMin * input.Plan.StopShare);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void More_equity_never_makes_a_smaller_size() => Prop.ForAll(
        Cases, Gen.Choose(1, 100_000).ToArbitrary(), (sample, more) =>
        {
            var (input, limits) = sample;
            var richer = input with { Equity = input.Equity + more };
            if (!PositionSizer.Size(input, limits, out var small).Passed) return;
            if (!PositionSizer.Size(richer, limits, out var large).Passed) return;
            Assert.True(large!.Quantity >= small!.Quantity, $"{large} of {richer.Equity} < {small} of {input.Equity}.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Arbitrary<(SizeInput Input, RiskSettings Limits)> Cases => (
        from equity in Gen.Choose(0, 1_000_000)
        from inUse in Gen.Choose(0, 100)
        from price in Gen.Choose(1, 5_000_000)
        from stop in Gen.Choose(800, 30_000)
        from factor in Gen.Choose(1, 100)
        from leverage in Gen.Choose(1, 20)
        from slots in Gen.Choose(1, 50)
        from risk in Gen.Choose(1, 500)
        from ratio in Gen.Choose(10, 200)
        select (Input with
        {
            Equity = equity, MarginInUse = equity * inUse / 100m, Price = Price.Of(price / 1000m),
            SizeFactor = factor / 100m, Plan = Input.Plan with { StopShare = stop / 1_000_000m },
        }, Limits with
        {
            LeverageMax = leverage, PositionsMax = slots, RiskPerTrade = risk / 10_000m,
            LiquidationStopRatioMin = ratio / 10m,
        })).ToArbitrary();

    private static Sizing Passed(SizeInput input, RiskSettings limits)
    {
        Assert.Equal("pass", PositionSizer.Size(input, limits, out var sizing).ToString());
        return sizing!;
    }
}
