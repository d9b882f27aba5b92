using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using static Quantum.Core.Tests.Positions.PositionSample;

namespace Quantum.Core.Tests.Positions;

/// <summary>Stops: when they cannot be had, and how they move without a moment in which nothing protects.</summary>
public class PositionGuardStopTests
{
    private static readonly Price Old = Price.Of(2.45m);
    private static readonly Price New = Price.Of(2.525m);

    [Fact]
    public void A_stop_that_is_through_the_market_means_close_now() => Assert.Equal("close StopThroughMarket 10",
        Step(Open().Adding(OrderLeg.Stop, OrderState.Refused, refusal: VenueRefusal.WouldTriggerImmediately)));

    [Fact]
    public void A_venue_that_says_a_stop_exists_gets_a_bridge_which_is_enough()
    {
        var position = Open().Adding(OrderLeg.Stop, OrderState.Refused, refusal: VenueRefusal.StopExists);
        Assert.Equal("place Bridge 2.450", Step(position));
        Assert.Equal("rest", Step(position.Adding(OrderLeg.Bridge, OrderState.Working)));
        Assert.Equal("rest", Step(position.Adding(OrderLeg.Bridge, OrderState.Refused, refusal: VenueRefusal.Other)));
        Assert.Equal("close StopThroughMarket 10", Step(
            position.Adding(OrderLeg.Bridge, OrderState.Refused, refusal: VenueRefusal.WouldTriggerImmediately)));
    }

    [Theory]
    [InlineData(0, "place Bridge 2.450")] // another kind of guard, which the venue may take
    [InlineData(1.9, "place Bridge 2.450")] // not the same again at every step of a walk
    [InlineData(2, "place Stop 2.450")] // five tries fit into the ten seconds
    [InlineData(9.9, "place Stop 2.450")]
    [InlineData(10, "close Unprotected 10")] // inclusive
    public void A_refused_stop_is_tried_again_until_the_naked_time_is_over(double seconds, string step) =>
        Assert.Equal(step, Step(
            Open().Adding(OrderLeg.Stop, OrderState.Refused, refusal: VenueRefusal.RateLimited), seconds: seconds));

    [Theory]
    [InlineData(9.9, "place Bridge 2.450")] // it may rest beside the stop, should that be there
    [InlineData(10, "close Unprotected 10")]
    public void A_stop_that_nobody_can_confirm_is_no_stop(double seconds, string step)
    {
        var position = Open().Adding(OrderLeg.Stop, OrderState.Unknown);
        Assert.Equal(step, Step(position, seconds: seconds, asked: position.Orders[1]));
    }

    [Theory]
    [InlineData(4.9, 9.9, "rest")] // the next look comes in time
    [InlineData(4.9, 10, "close Unprotected 10")] // it would come too late: what is due before it is done now
    public void When_no_guard_can_be_had_the_position_is_closed_before_its_time_is_over(
        double seconds, double nextLook, string step)
    {
        var position = Open().Adding(OrderLeg.Stop, OrderState.Unknown).Adding(OrderLeg.Bridge, OrderState.Unknown);
        var view = View(seconds: seconds, asked: [position.Orders[1], position.Orders[2]]) with
        {
            NextLook = position.UnprotectedSince!.Value.AddSeconds(nextLook),
        };
        Assert.Equal(step, Describe(PositionGuard.Next(position, view), position));
    }

    [Fact]
    public void A_bridge_that_is_smaller_than_what_is_held_protects_nothing_and_never_replaces_a_stop()
    {
        var position = Open().Adding(OrderLeg.Bridge, OrderState.Working);
        var grown = position.Replacing(position.Entry with { FilledQuantity = 15 });
        Assert.True(position.IsProtected);
        Assert.False(grown.IsProtected);
        Assert.Equal("cancel Bridge", Step(grown.Adding(OrderLeg.Stop, OrderState.Working)));
    }

    [Fact]
    public void A_stop_that_a_read_did_not_find_is_guarded_by_a_bridge_until_evidence_tells()
    {
        var position = Guarded();
        var missed = position.Orders[1].NotFound(position.PlannedAt, true, readsMin: 3, TimeSpan.FromMinutes(1));
        position = position.Replacing(missed);
        Assert.Equal("place Bridge 2.450", Step(position, asked: missed));
        position = position.Adding(OrderLeg.Bridge, OrderState.Working);
        Assert.Equal("cancel Stop", Step(position));
        Assert.Equal("rest", Step(position, asked: missed)); // its fate stays open, and the bridge guards
        Assert.Equal("place Stop 2.450", Step(position.Replacing(missed with { State = OrderState.Ended })));
    }

    [Theory]
    [InlineData(OrderState.Ended)]
    [InlineData(OrderState.Lapsed)]
    public void A_stop_that_was_lost_is_placed_anew(OrderState state) =>
        Assert.Equal("place Stop 2.450", Step(Open().Adding(OrderLeg.Stop, state)));

    [Fact]
    public void A_stop_moves_over_a_bridge_and_something_protects_at_every_step()
    {
        var position = Moved(Guarded());
        AssertStep("place Bridge 2.525"); // the old stop rests
        position = position.Adding(OrderLeg.Bridge, OrderState.Working);
        AssertStep("cancel Stop"); // the bridge and the old stop rest
        position = position.Replacing(position.Orders[1] with { State = OrderState.Ended });
        AssertStep("place Stop 2.525"); // the bridge rests
        position = position.Adding(OrderLeg.Stop, OrderState.Working, New);
        AssertStep("cancel Bridge"); // the bridge and the new stop rest
        position = position.Replacing(position.Orders[3] with { State = OrderState.Ended });
        AssertStep("rest");

        void AssertStep(string step)
        {
            Assert.True(position.IsProtected, $"Nothing protects before '{step}'.");
            Assert.Equal(step, Step(position));
        }
    }

    [Fact]
    public void The_bridge_is_sized_reduce_only_and_not_a_second_stop_that_closes_the_position()
    {
        var place = Assert.IsType<GuardStep.Place>(PositionGuard.Next(Moved(Guarded()), View()));
        Assert.Equal((true, false, 10m),
            (place.Request.ReduceOnly, place.Request.ClosePosition, place.Request.Quantity!.Value.Base));
    }

    [Theory]
    [InlineData(VenueRefusal.Other, "rest")] // the old stop still guards
    [InlineData(VenueRefusal.WouldTriggerImmediately, "close TrailingStop 10")] // the market is through it
    public void A_refused_bridge_leaves_the_old_stop_in_place(VenueRefusal refusal, string step) => Assert.Equal(step,
        Step(Moved(Guarded()).Adding(OrderLeg.Bridge, OrderState.Refused, New, refusal)));

    [Fact]
    public void Of_two_guards_only_the_older_is_cancelled_wherever_the_level_has_moved_to()
    {
        // Its cancel may have been sent before and its answer lost, so that only the newer one is sure to rest.
        var bridged = Guarded().Adding(OrderLeg.Bridge, OrderState.Working, Old);
        Assert.Equal("cancel Stop", Step(Moved(bridged)));
        var replaced = Open().Adding(OrderLeg.Bridge, OrderState.Working, Old)
            .Adding(OrderLeg.Stop, OrderState.Working, Old);
        Assert.Equal("cancel Bridge", Step(Moved(replaced)));
    }

    [Theory]
    [InlineData(VenueRefusal.StopExists, "rest")] // the bridge guards on
    [InlineData(VenueRefusal.Other, "rest")]
    [InlineData(VenueRefusal.WouldTriggerImmediately, "close TrailingStop 10")]
    public void A_new_stop_that_is_refused_leaves_the_bridge_in_place(VenueRefusal refusal, string step)
    {
        var position = Moved(Guarded()).Adding(OrderLeg.Bridge, OrderState.Working, New);
        position = position.Replacing(position.Orders[1] with { State = OrderState.Ended })
            .Adding(OrderLeg.Stop, OrderState.Refused, New, refusal);
        Assert.Equal(step, Step(position));
    }

    [Fact]
    public void A_cancel_that_the_venue_does_not_answer_is_not_repeated_in_the_same_walk()
    {
        var position = Moved(Guarded()).Adding(OrderLeg.Bridge, OrderState.Working, New);
        Assert.Equal("cancel Stop", Step(position));
        Assert.Equal("rest", Step(position, asked: position.Orders[1]));
    }

    [Theory]
    [InlineData(OrderLeg.Stop)]
    [InlineData(OrderLeg.Bridge)]
    public void While_the_fate_of_a_guard_is_open_no_second_one_of_its_kind_is_sent(OrderLeg leg)
    {
        // The bridge guards at the old level, the first stop may or may not rest there, and the level moves on.
        var other = leg == OrderLeg.Stop ? OrderLeg.Bridge : OrderLeg.Stop;
        var position = Moved(Open().Adding(other, OrderState.Working, Old).Adding(leg, OrderState.Unknown, Old));
        Assert.Equal("rest", Step(position, asked: position.Orders[2]));
    }

    [Fact]
    public void Neither_state_nor_breaker_is_asked_so_repair_goes_on_while_halted() =>
        Assert.Equal(["Now", "Account", "Exit", "CloseRequest", "IsFlatAtVenue", "Asked", "Missing", "NextLook"],
            typeof(GuardView).GetProperties().Select(property => property.Name));

    private static Position Moved(Position position) => position with { StopTarget = New, IsTrailing = true };
}
