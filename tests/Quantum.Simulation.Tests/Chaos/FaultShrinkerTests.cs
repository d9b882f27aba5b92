using Quantum.Simulation.Chaos;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Tests.Fakes;
using Quantum.Simulation.Worlds;

namespace Quantum.Simulation.Tests.Chaos;

public class FaultShrinkerTests
{
    /// <summary>A twin that repeats an order on a timeout: one lost answer is what it takes.</summary>
    [Fact]
    public void Of_many_faults_only_those_remain_that_the_failure_takes()
    {
        var options = new WorldOptions
        {
            Seed = 1,
            Hours = 1,
            Profile = FaultProfile.Hell,
            Refit = ports => ports with { Venue = new RetryingVenue(ports.Venue) },
        };
        var failure = World.Run(options, default);
        Assert.Equal(Invariant.OneOrderPerIntent, failure.Violation?.Invariant);
        Assert.True(failure.Faults.Count > 3, $"only {failure.Faults.Count} faults");

        var shrinker = new FaultShrinker();
        var smallest = shrinker.Shrink(options, failure, default);
        Assert.Equal(Invariant.OneOrderPerIntent, smallest.Violation?.Invariant);
        Assert.InRange(smallest.Faults.Count, 1, Math.Min(3, failure.Faults.Count - 1));
        Assert.Contains(smallest.Faults, fault => fault.Call is PortCall.VenueMarketOrder
            or PortCall.VenueConditionalOrder or PortCall.Minute);
        Assert.NotEmpty(smallest.Log);
        Assert.True(shrinker.Runs > 1);
    }

    [Fact]
    public void A_world_in_which_all_is_well_cannot_be_shrunk()
    {
        var options = new WorldOptions { Seed = 1, Hours = 0.05, Profile = FaultProfile.None };
        Assert.Throws<ArgumentException>(
            () => new FaultShrinker().Shrink(options, World.Run(options, default), default));
    }
}
