using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Positions;

namespace Quantum.Core.Tests.Positions;

/// <summary>Whole lives of positions against a venue whose calls are refused, lost or left without an answer.</summary>
public class PositionGuardLifeTests
{
    [Fact]
    public void Whatever_the_venue_does_every_promise_is_kept_and_every_position_ends() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (seed, ticksWithFaults) =>
        {
            var walk = new GuardWalk(seed);
            walk.Keep(CloseType.None, isFlat: false);
            for (var tick = 0; tick < ticksWithFaults; tick++) AfterTick(walk, CloseType.None);
            walk.Heal();
            for (var tick = 0; tick < 40; tick++) AfterTick(walk, CloseType.None);
            for (var tick = 0; tick < 120; tick++) AfterTick(walk, CloseType.Flatten);

            Assert.True(walk.Settled != CloseType.None, $"It never ended.\n{string.Join('\n', walk.Steps)}");
            Assert.True(walk.Venue.Held == 0 && walk.Venue.Open == 0,
                $"It was settled with {walk.Venue.Held} held and {walk.Venue.Open} orders at rest.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static void AfterTick(GuardWalk walk, CloseType request)
    {
        if (walk.Settled != CloseType.None) return;
        walk.Tick(request);
        Assert.True(walk.Venue.Broken.Count == 0,
            $"{string.Join('\n', walk.Venue.Broken)}\n{string.Join('\n', walk.Steps)}");
    }

    [Fact]
    public void Without_faults_a_stop_rests_before_the_first_walk_ends() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var walk = new GuardWalk(seed);
            walk.Heal();
            for (var tick = 0; tick < 30 && walk.Settled == CloseType.None; tick++)
            {
                walk.Keep(CloseType.None, isFlat: walk.Venue.Held == 0 && walk.Position.HeldQuantity > 0);
                Assert.True(walk.Venue.Held == 0 || walk.Venue.Guards > 0 || walk.Position.Closing != CloseType.None,
                    string.Join('\n', walk.Steps));
                if (walk.Settled == CloseType.None) AfterTick(walk, CloseType.None);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
