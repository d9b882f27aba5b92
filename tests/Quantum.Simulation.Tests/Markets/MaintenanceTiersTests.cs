using Quantum.Simulation.Markets;

namespace Quantum.Simulation.Tests.Markets;

public sealed class MaintenanceTiersTests
{
    [Fact]
    public void The_margin_is_continuous_and_rises_tier_by_tier() =>
        Assert.All([MaintenanceTiers.Deepest, MaintenanceTiers.Deep, MaintenanceTiers.Ordinary], tiers =>
            Assert.All(tiers.Zip(tiers.Skip(1)), pair =>
            {
                var (lower, upper) = pair;
                Assert.Equal(lower.NotionalCap, upper.NotionalFloor);
                Assert.Equal((upper.NotionalFloor * lower.MaintenanceRate) - lower.MaintenanceAmount,
                    (upper.NotionalFloor * upper.MaintenanceRate) - upper.MaintenanceAmount);
                Assert.True(upper.MaintenanceRate > lower.MaintenanceRate && upper.LeverageMax < lower.LeverageMax);
                Assert.True(upper.MaintenanceRate <= 1m / upper.LeverageMax);
            }));

    [Fact]
    public void The_amounts_are_those_counted_by_hand()
    {
        // 5,000 × (2 % − 1 %) = 50; + 25,000 × (2.5 % − 2 %) = 175; + 100,000 × (5 % − 2.5 %) = 2,675.
        Assert.Equal([0m, 50m, 175m, 2_675m], MaintenanceTiers.Ordinary.Take(4).Select(tier => tier.MaintenanceAmount));
    }
}
