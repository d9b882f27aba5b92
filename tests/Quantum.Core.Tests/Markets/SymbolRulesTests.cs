using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Markets;

public class SymbolRulesTests
{
    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(4999.99, 0.01)]
    [InlineData(5000, 0.025)] // the floor of a tier is inclusive, its cap is not
    [InlineData(999_999, 0.025)]
    [InlineData(1_000_000, 0.025)] // above the last cap: the last tier
    public void A_value_falls_into_one_tier(double notional, double rate) =>
        Assert.Equal((decimal)rate, Sample.Rules.TierOf((decimal)notional).MaintenanceRate);

    [Theory]
    [InlineData(0.09, 0)]
    [InlineData(0.1, 0.1)]
    [InlineData(12.39, 12.3)]
    public void Sizes_are_rounded_down_to_the_step(double size, double rounded) =>
        Assert.Equal((decimal)rounded, Sample.Rules.FloorToStep((decimal)size));

    [Theory]
    [InlineData(2.5004, 2.5)]
    [InlineData(2.5005, 2.501)] // halves away from zero
    [InlineData(0.0001, 0.001)] // never below one tick
    [InlineData(-3, 0.001)]
    public void Prices_are_rounded_to_the_nearest_tick(double price, double rounded) =>
        Assert.Equal((decimal)rounded, Sample.Rules.RoundToTick((decimal)price).QuotePerBase);

    [Fact]
    public void Rounding_down_never_exceeds_and_misses_less_than_one_step() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).ToArbitrary(), number =>
        {
            var size = number / 997m;
            var rounded = Sample.Rules.FloorToStep(size);
            Assert.InRange(size - rounded, 0, Sample.Rules.StepSize - 0.0000000001m);
            Assert.Equal(0, rounded % Sample.Rules.StepSize);
        }).QuickCheckThrowOnFailure();
}
