using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

public sealed class HeldPositionTests
{
    [Theory]
    //          side,      quantity, margin, price; entry is 100, maintenance 1 %, from 5,000 on 2 % − 50, …
    [InlineData(Side.Buy, "10", "100", "90.91")] // (1,000 − 100) / 0.99 / 10
    [InlineData(Side.Sell, "10", "100", "108.91")] // (1,000 + 100) / 1.01 / 10
    [InlineData(Side.Buy, "100", "1000", "91.33")] // tier 2: (10,000 − 1,000 − 50) / 0.98 / 100
    [InlineData(Side.Sell, "100", "1000", "108.33")] // tier 2: (10,000 + 1,000 + 50) / 1.02 / 100
    [InlineData(Side.Buy, "52", "520", "90.91")] // opened in tier 2, falls into tier 1: (5,200 − 520) / 0.99 / 52
    [InlineData(Side.Sell, "48", "480", "108.86")] // opened in tier 1, rises into tier 2: (4,800+480+50) / 1.02 / 48
    [InlineData(Side.Buy, "10", "1000", null)] // without leverage a long cannot be liquidated
    [InlineData(Side.Sell, "10", "1000", "198.01")] // a short always can
    public void The_liquidation_price_solves_the_formula_of_the_tier_it_lies_in(
        Side side, string quantity, string margin, string? price) =>
        Assert.Equal(price, Position(side, decimal.Parse(quantity), decimal.Parse(margin))
            .LiquidationPrice(NearRules)?.ToString());

    [Fact]
    public void The_margin_is_used_up_between_the_liquidation_price_and_one_tick_beyond() => Prop.ForAll(
        (from isLong in Gen.Elements(true, false)
         from steps in Gen.Choose(1, 60_000)
         from leverage in Gen.Choose(2, 50)
         select (isLong, steps, leverage)).ToArbitrary(),
        sample =>
        {
            var side = sample.isLong ? Side.Buy : Side.Sell;
            var quantity = sample.steps * 0.1m;
            var held = Position(side, quantity, 100 * quantity / sample.leverage);
            var price = held.LiquidationPrice(NearRules)!.Value.QuotePerBase;
            var beyond = price - (side.Sign() * NearRules.TickSize);
            return Excess(held, price) >= 0 && Excess(held, beyond) < 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_the_bankruptcy_price_the_loss_is_the_margin_or_less_than_a_tick_below_it() => Prop.ForAll(
        (from isLong in Gen.Elements(true, false)
         from steps in Gen.Choose(1, 10_000)
         from cents in Gen.Choose(1, 90_000)
         select (isLong, steps, cents)).ToArbitrary(),
        sample =>
        {
            var quantity = sample.steps * 0.1m;
            var margin = Math.Min(sample.cents * 0.01m, 99 * quantity);
            var held = Position(sample.isLong ? Side.Buy : Side.Sell, quantity, margin);
            var loss = -held.UnrealisedAt(held.BankruptcyPrice(0.01m).QuotePerBase);
            return loss <= margin && loss > margin - (quantity * 0.01m);
        }).QuickCheckThrowOnFailure();

    private static HeldPosition Position(Side side, decimal quantity, decimal margin) =>
        new(Near, side, quantity, EntryValue: 100 * quantity, margin, Mark: 100);

    private static decimal Excess(HeldPosition held, decimal mark)
    {
        var value = held.Quantity * mark;
        var tier = NearRules.TierOf(value);
        return held.Margin + held.UnrealisedAt(mark) - ((value * tier.MaintenanceRate) - tier.MaintenanceAmount);
    }
}
