using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using static Quantum.Core.Tests.Positions.PositionSample;

namespace Quantum.Core.Tests.Positions;

/// <summary>The life of a position, step by step: entry, protection, take-profit, close, clean-up.</summary>
public class PositionGuardTests
{
    [Theory]
    [InlineData(OrderState.Prepared)]
    [InlineData(OrderState.Unknown)]
    [InlineData(OrderState.Working)]
    public void An_entry_whose_fate_is_open_is_asked_about_once_and_never_sent_again(OrderState state)
    {
        var position = Planned();
        position = position.Replacing(position.Entry with { State = state });
        Assert.Equal("ask Entry", Step(position));
        Assert.Equal("rest", Step(position, asked: position.Entry));
        Assert.Equal("rest", Step(position, CloseType.Flatten, asked: position.Entry)); // nothing to close yet
    }

    [Theory]
    [InlineData(OrderState.Refused)]
    [InlineData(OrderState.Lapsed)]
    [InlineData(OrderState.Ended)]
    public void An_entry_that_never_filled_is_settled(OrderState state)
    {
        var position = Planned();
        Assert.Equal("settle NeverOpened", Step(position.Replacing(position.Entry with { State = state })));
    }

    [Fact]
    public void A_partly_filled_entry_is_protected_while_the_rest_still_works()
    {
        var position = Planned();
        position = position.Replacing(position.Entry with
        {
            State = OrderState.Working, FilledQuantity = 4, AveragePrice = Price.Of(2.5m),
        }).Refresh(position.PlannedAt);
        Assert.Equal("ask Entry", Step(position));
        Assert.Equal("place Stop 2.450", Step(position, asked: position.Entry));
    }

    [Theory]
    [InlineData(Side.Buy, "place Stop 2.450", "place TakeProfit 2.575")]
    [InlineData(Side.Sell, "place Stop 2.550", "place TakeProfit 2.425")]
    public void A_filled_entry_gets_its_stop_then_its_take_profit_then_rest(Side side, string stop, string takeProfit)
    {
        var position = Open(side);
        Assert.Equal(stop, Step(position));
        position = position.Adding(OrderLeg.Stop, OrderState.Working);
        Assert.Equal(takeProfit, Step(position));
        position = position.Adding(OrderLeg.TakeProfit, OrderState.Working);
        Assert.Equal("rest", Step(position));
    }

    [Fact]
    public void Every_leg_counts_its_own_epochs()
    {
        var position = Open().Adding(OrderLeg.Stop, OrderState.Ended).Adding(OrderLeg.Stop, OrderState.Lapsed);
        var place = Assert.IsType<GuardStep.Place>(PositionGuard.Next(position, View()));
        Assert.EndsWith("-s2", place.Request.Id.Text);
        Assert.True(place.Request.ClosePosition);
    }

    [Theory]
    [InlineData(OrderState.Refused, VenueRefusal.Other, "rest")]
    [InlineData(OrderState.Refused, VenueRefusal.WouldTriggerImmediately, "close TakeProfit 10")] // it is reached
    [InlineData(OrderState.Lapsed, VenueRefusal.None, "rest")]
    [InlineData(OrderState.Ended, VenueRefusal.None, "rest")]
    public void A_take_profit_is_tried_once_because_the_stop_is_what_protects(
        OrderState state, VenueRefusal refusal, string step) => Assert.Equal(step,
        Step(Open().Adding(OrderLeg.Stop, OrderState.Working).Adding(OrderLeg.TakeProfit, state, refusal: refusal)));

    [Fact]
    public void An_unknown_order_of_any_leg_is_asked_about_before_anything_else_is_done()
    {
        var position = Open().Adding(OrderLeg.Stop, OrderState.Working).Adding(OrderLeg.TakeProfit, OrderState.Unknown);
        Assert.Equal("ask TakeProfit", Step(position, CloseType.Flatten));
        Assert.Equal("close Flatten 10", Step(position, CloseType.Flatten, asked: position.Orders[2]));
    }

    [Fact]
    public void A_request_to_close_goes_out_at_once_and_reduces_only_what_is_held()
    {
        var position = Guarded().Adding(OrderLeg.Exit, OrderState.Ended, filled: 4);
        var place = Assert.IsType<GuardStep.Place>(PositionGuard.Next(position, View(CloseType.TimeStop)));
        Assert.Equal((OrderLeg.Exit, CloseType.TimeStop), (place.Leg, place.Closing));
        Assert.Equal((OrderType.Market, Side.Sell, true, 6m),
            (place.Request.Type, place.Request.Side, place.Request.ReduceOnly, place.Request.Quantity!.Value.Base));
    }

    [Fact]
    public void A_close_that_was_begun_is_finished_though_nothing_asks_for_it_any_more() => Assert.Equal(
        "close AgeLimit 10", Step(Guarded() with { Closing = CloseType.AgeLimit }));

    [Theory]
    [InlineData(OrderState.Unknown, "ask Exit")]
    [InlineData(OrderState.Working, "ask Exit")]
    [InlineData(OrderState.Lapsed, "close TimeStop 10")] // it never arrived: the next one may go
    public void One_exit_at_a_time(OrderState state, string step)
    {
        var position = Guarded().Adding(OrderLeg.Exit, state) with { Closing = CloseType.TimeStop };
        Assert.Equal(step, Step(position));
        if (step == "ask Exit") Assert.Equal("rest", Step(position, asked: position.Orders[^1]));
    }

    [Theory]
    [InlineData(1, 9.9, "rest")]
    [InlineData(1, 10, "close TimeStop 10")]
    [InlineData(2, 19.9, "rest")]
    [InlineData(2, 20, "close TimeStop 10")]
    public void A_refused_exit_is_tried_again_ever_more_rarely(int refusals, double seconds, string step)
    {
        var position = Guarded() with { Closing = CloseType.TimeStop };
        for (var index = 0; index < refusals; index++)
            position = position.Adding(OrderLeg.Exit, OrderState.Refused, refusal: VenueRefusal.RateLimited);
        Assert.Equal(step, Step(position, seconds: seconds));
    }

    [Theory]
    [InlineData(4.9, "rest")]
    [InlineData(5, "close TimeStop 10")] // both only reduce: two of them close no more than one
    public void An_exit_whose_fate_stays_open_is_followed_by_another(double seconds, string step)
    {
        var position = Guarded().Adding(OrderLeg.Exit, OrderState.Unknown) with { Closing = CloseType.TimeStop };
        Assert.Equal(step, Step(position, seconds: seconds, asked: position.Orders[^1]));
    }

    [Fact]
    public void A_naked_position_whose_exit_is_refused_is_guarded_until_the_exit_may_be_tried_again()
    {
        var position = Open().Adding(OrderLeg.Exit, OrderState.Refused, refusal: VenueRefusal.NotTrading)
            with { Closing = CloseType.TimeStop };
        Assert.Equal("place Stop 2.450", Step(position));
        Assert.Equal("close TimeStop 10", Step(position, seconds: 2));
    }

    [Theory]
    [InlineData(1, 3600, "rest")] // the account shows no position: further readings settle it
    [InlineData(0, 9.9, "rest")]
    [InlineData(0, 10, "close TimeStop 10")] // it shows one: the entry was filled further after the exit
    public void An_exit_that_found_nothing_to_reduce_is_repeated_only_where_the_account_shows_a_position(
        int flatReads, double seconds, string step)
    {
        var position = Guarded().Adding(OrderLeg.Exit, OrderState.Refused, refusal: VenueRefusal.NothingToReduce)
            with { Closing = CloseType.TimeStop, FlatReads = flatReads };
        Assert.Equal(step, Step(position, seconds: seconds));
    }

    [Theory]
    [InlineData(1, "rest")] // a stop would guard nothing
    [InlineData(0, "place Stop 2.450")]
    public void A_naked_position_whose_exit_found_nothing_to_reduce_is_guarded_only_where_the_account_shows_it(
        int flatReads, string step)
    {
        var position = Open().Adding(OrderLeg.Exit, OrderState.Refused, refusal: VenueRefusal.NothingToReduce)
            with { Closing = CloseType.StopThroughMarket, FlatReads = flatReads };
        Assert.Equal(step, Step(position, seconds: 1));
        Assert.Equal(flatReads == 0, position.IsUrgent(position.PlannedAt.AddHours(1)));
    }

    [Fact]
    public void After_the_exit_what_still_rests_is_cancelled_and_then_all_is_settled()
    {
        var position = Guarded().Adding(OrderLeg.Exit, OrderState.Filled, filled: 10)
            with { Closing = CloseType.TimeStop };
        Assert.Equal("cancel Stop", Step(position));
        Assert.Equal("cancel TakeProfit", Step(position, asked: position.Orders[1]));
        Assert.Equal("rest", Step(position, asked: [position.Orders[1], position.Orders[2]])); // the venue is silent
        position = position.Replacing(position.Orders[1] with { State = OrderState.Ended })
            .Replacing(position.Orders[2] with { State = OrderState.Ended });
        Assert.Equal("settle TimeStop", Step(position));
    }

    [Theory]
    [InlineData(OrderLeg.Stop, false, CloseType.StopLoss)]
    [InlineData(OrderLeg.Stop, true, CloseType.TrailingStop)]
    [InlineData(OrderLeg.Bridge, false, CloseType.StopLoss)]
    [InlineData(OrderLeg.Bridge, true, CloseType.TrailingStop)]
    [InlineData(OrderLeg.TakeProfit, true, CloseType.TakeProfit)]
    [InlineData(OrderLeg.Exit, false, CloseType.Flatten)]
    public void The_order_that_filled_last_tells_how_it_ended(OrderLeg leg, bool isTrailing, CloseType close)
    {
        var position = Open().Adding(leg, OrderState.Filled, filled: 10) with
        {
            IsTrailing = isTrailing, Closing = leg == OrderLeg.Exit ? CloseType.Flatten : CloseType.None,
        };
        Assert.Equal($"settle {close}", Step(position));
    }

    [Fact]
    public void A_position_that_the_venue_no_longer_shows_is_asked_about_order_by_order()
    {
        var position = Guarded();
        Assert.Equal("rest", Step(position));
        Assert.Equal("ask Stop", Step(position, isFlat: true));
        Assert.Equal("ask TakeProfit", Step(position, isFlat: true, asked: position.Orders[1]));
        Assert.Equal("rest", Step(position, isFlat: true, asked: [position.Orders[1], position.Orders[2]]));
    }

    [Fact]
    public void A_stop_that_fired_leaves_a_take_profit_which_is_cancelled_in_the_same_walk()
    {
        var position = Guarded();
        position = position.Replacing(position.Orders[1] with { State = OrderState.Filled, FilledQuantity = 10 });
        Assert.Equal("cancel TakeProfit", Step(position, isFlat: true, asked: position.Orders[1]));
    }

    [Fact]
    public void A_position_that_ended_without_us_is_cleaned_up_and_settled_as_external()
    {
        var position = Guarded() with { IsGone = true };
        Assert.Equal("cancel Stop", Step(position, isFlat: true));
        position = position.Replacing(position.Orders[1] with { State = OrderState.Ended })
            .Replacing(position.Orders[2] with { State = OrderState.Ended });
        Assert.Equal("settle External", Step(position, isFlat: true));
    }
}
