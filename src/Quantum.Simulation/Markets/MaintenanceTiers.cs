using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// Maintenance margin by position value, in the shape of Binance's leverage brackets for USD-M contracts. The numbers
/// are typical of three classes of contracts, not a copy of any one contract's brackets of a given day.
/// </summary>
public static class MaintenanceTiers
{
    /// <summary>The one or two deepest contracts: up to 125×.</summary>
    public static IReadOnlyList<MarginTier> Deepest { get; } = Build(
        (50_000m, 0.004m, 125), (600_000m, 0.005m, 100), (3_000_000m, 0.0065m, 75), (12_000_000m, 0.01m, 50),
        (70_000_000m, 0.02m, 25), (100_000_000m, 0.025m, 20), (230_000_000m, 0.05m, 10), (480_000_000m, 0.1m, 5));

    /// <summary>Contracts with deep books: up to 75×.</summary>
    public static IReadOnlyList<MarginTier> Deep { get; } = Build(
        (10_000m, 0.0065m, 75), (50_000m, 0.01m, 50), (300_000m, 0.02m, 25), (600_000m, 0.025m, 20),
        (1_600_000m, 0.05m, 10), (3_200_000m, 0.1m, 5), (10_000_000m, 0.125m, 4), (20_000_000m, 0.25m, 2));

    /// <summary>Every other contract: up to 50×. A recorded contract with unknown brackets counts as one.</summary>
    public static IReadOnlyList<MarginTier> Ordinary { get; } = Build(
        (5_000m, 0.01m, 50), (25_000m, 0.02m, 25), (100_000m, 0.025m, 20), (250_000m, 0.05m, 10),
        (1_000_000m, 0.1m, 5), (2_000_000m, 0.125m, 4), (5_000_000m, 0.25m, 2), (10_000_000m, 0.5m, 1));

    // The amount makes the margin continuous: at a floor, both tiers ask for the same.
    private static MarginTier[] Build(params ReadOnlySpan<(decimal Cap, decimal Rate, int LeverageMax)> steps)
    {
        var tiers = new MarginTier[steps.Length];
        for (var index = 0; index < tiers.Length; index++)
        {
            var (cap, rate, leverageMax) = steps[index];
            var before = index > 0 ? tiers[index - 1] : null;
            var floor = before?.NotionalCap ?? 0;
            var amount = before is null ? 0 : before.MaintenanceAmount + (floor * (rate - before.MaintenanceRate));
            tiers[index] = new MarginTier(floor, cap, rate, amount, leverageMax);
        }

        return tiers;
    }
}
