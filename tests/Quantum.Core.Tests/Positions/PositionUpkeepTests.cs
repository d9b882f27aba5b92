using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

public class PositionUpkeepTests
{
    private static readonly ExitSettings Rules = new();
    private static readonly DateTimeOffset Now = Sample.Now;

    [Theory]
    [InlineData(OrderState.Prepared, 15, 0, true)]
    [InlineData(OrderState.Unknown, 60, 0, true)] // Nobody got an answer about it yet.
    [InlineData(OrderState.Unknown, 15, 1, true)] // It may still arrive.
    [InlineData(OrderState.Unknown, 16, 1, false)]
    [InlineData(OrderState.Working, 60, 0, true)] // Filled in part: it may grow at any moment.
    [InlineData(OrderState.Filled, 1, 0, false)]
    public void An_entry_that_may_arrive_or_grow_is_looked_at_again_soon(
        OrderState state, int secondsAgo, int absentReads, bool isUrgent)
    {
        var position = PositionSample.Planned();
        var entry = position.Entry with
        {
            State = state, PreparedAt = Sample.Now.AddSeconds(-secondsAgo), AbsentReads = absentReads,
        };
        Assert.Equal(isUrgent, (position with { Orders = [entry] }).IsUrgent(Sample.Now));
    }

    [Fact]
    public void Before_the_first_fill_nothing_follows()
    {
        var planned = PositionSample.Planned();
        Assert.Same(planned, planned.Refresh(Now));
        Assert.Same(planned, planned.Trail(Price.Of(3), Now, Rules));
        Assert.Equal(CloseType.None, planned.Overdue(Now.AddDays(9), Rules));
    }

    [Theory]
    [InlineData(Side.Buy, 2.45)]
    [InlineData(Side.Sell, 2.55)]
    public void The_first_fill_sets_the_stop_and_starts_the_clock_of_unprotected_time(Side side, double stop)
    {
        var open = PositionSample.Open(side);
        Assert.Equal((Price.Of((decimal)stop), Price.Of(2.5m)), (open.StopTarget, open.BestMark));
        Assert.Equal((Now, Now), (open.OpenedAt, open.UnprotectedSince));
    }

    [Fact]
    public void The_unprotected_clock_runs_from_the_fill_until_a_stop_rests()
    {
        var naked = PositionSample.Open().Refresh(Now.AddSeconds(4));
        Assert.Equal((4, Now), (naked.UnprotectedSecondsMax, naked.UnprotectedSince));
        var guarded = naked.Adding(OrderLeg.Stop, OrderState.Working).Refresh(Now.AddSeconds(7));
        Assert.Equal((7, null), (guarded.UnprotectedSecondsMax, guarded.UnprotectedSince));
        var later = guarded.Refresh(Now.AddSeconds(500));
        Assert.Equal(guarded, later);
    }

    [Fact]
    public void A_stop_that_is_lost_starts_the_clock_again_and_the_longest_time_is_kept()
    {
        var guarded = PositionSample.Open().Adding(OrderLeg.Stop, OrderState.Working).Refresh(Now.AddSeconds(3));
        var lost = guarded.Replacing(guarded.Orders[1] with { State = OrderState.Ended }).Refresh(Now.AddSeconds(100));
        Assert.Equal(Now.AddSeconds(100), lost.UnprotectedSince);
        Assert.Equal(3, lost.Refresh(Now.AddSeconds(102)).UnprotectedSecondsMax);
        Assert.Equal(5, lost.Refresh(Now.AddSeconds(105)).UnprotectedSecondsMax);
    }

    [Fact]
    public void A_bridge_protects_too_and_an_unknown_stop_does_not()
    {
        Assert.Null(PositionSample.Open().Adding(OrderLeg.Bridge, OrderState.Working).Refresh(Now).UnprotectedSince);
        Assert.NotNull(PositionSample.Open().Adding(OrderLeg.Stop, OrderState.Unknown).Refresh(Now).UnprotectedSince);
    }

    [Fact]
    public void A_position_that_holds_nothing_any_more_is_not_naked()
    {
        var flat = PositionSample.Open().Adding(OrderLeg.Exit, OrderState.Filled, filled: 10)
            .Refresh(Now.AddSeconds(2));
        Assert.Equal((2, null), (flat.UnprotectedSecondsMax, flat.UnprotectedSince));
    }

    [Fact]
    public void While_the_account_shows_nothing_unprotected_time_is_not_booked()
    {
        var doubted = Flat(PositionSample.Open(), seconds: 6).Refresh(Now.AddSeconds(30));
        Assert.Equal((0, Now), (doubted.UnprotectedSecondsMax, doubted.UnprotectedSince));
        var gone = (doubted with { IsGone = true }).Refresh(Now.AddSeconds(66));
        Assert.Equal((6, null), (gone.UnprotectedSecondsMax, gone.UnprotectedSince)); // until the first such reading
        var shown = (doubted with { FlatReads = 0, FirstFlatAt = null }).Refresh(Now.AddSeconds(40));
        Assert.Equal((40, Now), (shown.UnprotectedSecondsMax, shown.UnprotectedSince)); // that reading lagged behind
        var closed = doubted.Adding(OrderLeg.Exit, OrderState.Filled, filled: 10).Refresh(Now.AddSeconds(31));
        Assert.Equal((31, null), (closed.UnprotectedSecondsMax, closed.UnprotectedSince)); // it was there all the time
    }

    [Fact]
    public void Unprotected_time_ends_when_the_venue_finds_nothing_to_reduce()
    {
        var refused = PositionSample.Open()
            .Adding(OrderLeg.Exit, OrderState.Refused, refusal: VenueRefusal.NothingToReduce);
        Assert.Equal(Now, refused.Refresh(Now.AddSeconds(8)).UnprotectedSince); // one that the account shows is naked
        var found = Flat(refused, seconds: 3).Refresh(Now.AddSeconds(8));
        Assert.Equal((3, null), (found.UnprotectedSecondsMax, found.UnprotectedSince));
        Assert.Equal(found, found.Refresh(Now.AddSeconds(50)));
        var grown = (found with { FlatReads = 0, FirstFlatAt = null }).Refresh(Now.AddSeconds(60));
        Assert.Equal(Now.AddSeconds(60), grown.UnprotectedSince); // its entry was filled further
    }

    [Theory]
    //          side, mark, trails, stop; armed at +2 % of the entry of 2.5, then 1 % behind the best mark
    [InlineData(Side.Buy, 2.549, false, 2.45)]
    [InlineData(Side.Buy, 2.55, true, 2.525)] // 2.55 × 0.99 = 2.5245, to the nearest tick
    [InlineData(Side.Buy, 2.6, true, 2.574)]
    [InlineData(Side.Buy, 2.4, false, 2.45)]
    [InlineData(Side.Sell, 2.451, false, 2.55)]
    [InlineData(Side.Sell, 2.45, true, 2.475)] // 2.45 × 1.01 = 2.4745
    [InlineData(Side.Sell, 2.4, true, 2.424)]
    [InlineData(Side.Sell, 2.6, false, 2.55)]
    public void A_trailing_stop_is_armed_by_profit_and_follows_the_best_mark(
        Side side, double mark, bool isTrailing, double stop)
    {
        var trailed = PositionSample.Open(side).Trail(Price.Of((decimal)mark), Now, Rules);
        Assert.Equal((isTrailing, (decimal)stop), (trailed.IsTrailing, trailed.StopTarget?.QuotePerBase));
        Assert.Equal(isTrailing ? Now : null, trailed.StopMovedAt);
        Assert.Equal(trailed, trailed.Trail(Price.Of((decimal)mark), Now, Rules)); // again changes nothing
    }

    [Theory]
    [InlineData(Side.Buy, 2.6, 2.56)]
    [InlineData(Side.Sell, 2.4, 2.44)]
    public void A_stop_never_goes_back(Side side, double best, double back)
    {
        var trailed = PositionSample.Open(side).Trail(Price.Of((decimal)best), Now, Rules);
        var after = trailed.Trail(Price.Of((decimal)back), Now.AddHours(1), Rules);
        Assert.Equal(trailed, after);
    }

    [Theory]
    [InlineData(60, true)] // inclusive
    [InlineData(59.9, false)]
    public void A_stop_is_moved_once_a_minute_at_most(double seconds, bool moves)
    {
        var trailed = PositionSample.Open().Trail(Price.Of(2.6m), Now, Rules); // stop 2.574
        var after = trailed.Trail(Price.Of(2.7m), Now.AddSeconds(seconds), Rules);
        Assert.Equal(moves ? 2.673m : 2.574m, after.StopTarget?.QuotePerBase);
        Assert.Equal(Price.Of(2.7m), after.BestMark); // what was seen is kept for the next move
    }

    [Theory]
    [InlineData(2.602, false)] // 2.57598 → 2.576: 0.078 % of 2.574
    [InlineData(2.603, true)] // 2.57697 → 2.577: 0.117 %
    public void A_stop_is_moved_by_a_tenth_of_a_percent_at_least(double mark, bool moves)
    {
        var trailed = PositionSample.Open().Trail(Price.Of(2.6m), Now, Rules);
        var after = trailed.Trail(Price.Of((decimal)mark), Now.AddMinutes(5), Rules);
        Assert.Equal(moves, after.StopTarget != trailed.StopTarget);
    }

    [Fact]
    public void A_level_that_stays_where_it_is_was_not_moved_even_without_a_least_distance()
    {
        var free = new ExitSettings { StopMoveMinShare = 0 };
        var trailed = PositionSample.Open().Trail(Price.Of(2.6m), Now, free);
        Assert.Equal(Now, trailed.Trail(Price.Of(2.6m), Now.AddMinutes(5), free).StopMovedAt);
    }

    [Theory]
    //          minutes, trails, close
    [InlineData(44.99, false, CloseType.None)]
    [InlineData(45, false, CloseType.TimeStop)] // inclusive
    [InlineData(45, true, CloseType.None)] // a trailing position is in profit and followed
    [InlineData(1439.9, true, CloseType.None)]
    [InlineData(1440, true, CloseType.AgeLimit)]
    [InlineData(1440, false, CloseType.AgeLimit)]
    public void Time_closes_what_price_did_not(double minutes, bool isTrailing, CloseType close)
    {
        var position = PositionSample.Open() with { IsTrailing = isTrailing };
        Assert.Equal(close, position.Overdue(Now.AddMinutes(minutes), Rules));
    }

    private static Position Flat(Position position, int seconds) =>
        position with { FlatReads = 1, FirstFlatAt = Now.AddSeconds(seconds) };
}
