using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Orders;

public class OrderTransitionsTests
{
    private static readonly OrderRequest Request =
        OrderRequest.Entry(Sample.Id(OrderLeg.Entry), Sample.Near, Side.Buy, Quantity.Of(10));

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Theory]
    //          state, seen New, PartiallyFilled, Filled, Cancelled, Expired, refused, became unknown
    [InlineData(OrderState.Prepared, "Working Working Filled Ended Ended Refused Unknown")]
    [InlineData(OrderState.Unknown, "Working Working Filled Ended Ended Refused Unknown")]
    [InlineData(OrderState.Working, "Working Working Filled Ended Ended throws Working")]
    [InlineData(OrderState.Filled, "Filled Filled Filled Filled Filled Filled Filled")]
    [InlineData(OrderState.Ended, "Ended Ended Ended Ended Ended Ended Ended")]
    [InlineData(OrderState.Refused, "Refused Refused Refused Refused Refused Refused Refused")]
    [InlineData(OrderState.Lapsed, "Lapsed Lapsed Lapsed Lapsed Lapsed Lapsed Lapsed")]
    public void Every_piece_of_news_moves_every_state_forward_or_not_at_all(OrderState state, string states)
    {
        var order = In(state);
        var after = Events.Take(7).Select(news =>
        {
            try
            {
                return news(order).State.ToString();
            }
            catch (InvalidOperationException error)
            {
                Assert.StartsWith("Invariant: ", error.Message);
                return "throws";
            }
        });
        Assert.Equal(states, string.Join(' ', after));
    }

    [Fact]
    public void The_same_news_again_changes_nothing() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<OrderState>().Where(state => state != OrderState.None)).ToArbitrary(),
        Gen.Choose(0, 6).ToArbitrary(), (state, news) =>
        {
            if (state == OrderState.Working && news == 5) return; // impossible, and throws
            var once = Events[news](In(state));
            Assert.Equal(once, Events[news](once));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_final_state_never_changes_whatever_comes_after() => Prop.ForAll(
        Gen.Choose(0, Events.Length - 1).ArrayOf().ToArbitrary(), history =>
        {
            var order = In(OrderState.Prepared);
            OrderRecord? final = null;
            foreach (var news in history)
            {
                if (order.State == OrderState.Working && news == 5) continue;
                order = Events[news](order);
                Assert.True(final is null || final == order, $"{final} became {order}.");
                if (order.IsFinal) final ??= order;
                Assert.Equal(order.IsFinal, order.SettledAt is not null);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_was_filled_stays_filled()
    {
        var half = In(OrderState.Prepared).Seen(Sample.Seen(Request, VenueOrderStatus.PartiallyFilled, 5, 2.5m));
        Assert.Equal((OrderState.Working, 5m, Price.Of(2.5m)), (half.State, half.FilledQuantity, half.AveragePrice));
        Assert.Same(half, half.Seen(Sample.Seen(Request, VenueOrderStatus.New))); // a stale read
        var ended = half.Seen(Sample.Seen(Request, VenueOrderStatus.Cancelled, 5, at: Sample.Now.AddSeconds(9)));
        Assert.Equal((OrderState.Ended, 5m, Price.Of(2.5m), Sample.Now.AddSeconds(9)),
            (ended.State, ended.FilledQuantity, ended.AveragePrice, ended.SettledAt));
    }

    [Fact]
    public void A_refusal_keeps_the_venues_words()
    {
        var refused = In(OrderState.Prepared).RefusedBy(VenueRefusal.InsufficientMargin, "-2019 margin", Sample.Now);
        Assert.Equal((VenueRefusal.InsufficientMargin, "-2019 margin", Sample.Now),
            (refused.Refusal, refused.Detail, refused.SettledAt));
    }

    [Theory]
    //          reads, seconds between first and last, position unchanged, state
    [InlineData(3, 60, true, OrderState.Lapsed)] // both limits are inclusive
    [InlineData(2, 600, true, OrderState.Unknown)] // time alone is not enough
    [InlineData(30, 59, true, OrderState.Unknown)] // reads alone are not enough
    [InlineData(3, 60, false, OrderState.Unknown)] // and a changed position is evidence that it arrived
    public void An_order_lapses_after_reads_and_time_and_an_unchanged_position(
        int reads, int seconds, bool positionUnchanged, OrderState state)
    {
        var order = In(OrderState.Unknown);
        for (var read = 0; read < reads; read++)
        {
            var at = Sample.Now.AddSeconds(read == reads - 1 ? seconds : 0);
            order = order.NotFound(at, read < reads - 1 || positionUnchanged, readsMin: 3, Minute);
        }

        Assert.Equal(state, order.State);
        if (!positionUnchanged) Assert.Equal((0, null), (order.AbsentReads, order.FirstAbsentAt));
    }

    [Fact]
    public void One_read_that_finds_it_starts_the_count_anew()
    {
        var order = In(OrderState.Unknown).NotFound(Sample.Now, true, 3, Minute).NotFound(Sample.Now, true, 3, Minute);
        Assert.Equal(2, order.AbsentReads);
        var found = order.Seen(Sample.Seen(Request, VenueOrderStatus.New));
        Assert.Equal((OrderState.Working, 0, null), (found.State, found.AbsentReads, found.FirstAbsentAt));
    }

    [Fact]
    public void An_order_that_rested_and_is_not_found_any_more_has_ended()
    {
        var order = In(OrderState.Working);
        for (var read = 0; read < 2; read++) order = order.NotFound(Sample.Now.AddSeconds(30 * read), true, 3, Minute);
        Assert.Equal((OrderState.Working, 2), (order.State, order.AbsentReads));
        order = order.NotFound(Sample.Now.AddSeconds(60), true, 3, Minute);
        Assert.Equal((OrderState.Ended, Sample.Now.AddSeconds(60)), (order.State, order.SettledAt));
    }

    [Fact]
    public void An_intent_that_nobody_saw_sent_lapses_like_an_unknown_order()
    {
        var order = In(OrderState.Prepared);
        for (var read = 0; read < 3; read++) order = order.NotFound(Sample.Now.AddSeconds(30 * read), true, 3, Minute);
        Assert.Equal((OrderState.Lapsed, Sample.Now.AddSeconds(60)), (order.State, order.SettledAt));
    }

    [Fact]
    public void News_about_another_order_or_without_a_status_is_a_bug()
    {
        var other = Request with { Id = Sample.Id(OrderLeg.Entry, 1) };
        Assert.Throws<ArgumentException>(
            () => In(OrderState.Unknown).Seen(Sample.Seen(other, VenueOrderStatus.New)));
        Assert.Throws<ArgumentException>(
            () => In(OrderState.Unknown).Seen(Sample.Seen(Request, VenueOrderStatus.None)));
    }

    [Fact]
    public void Only_an_intent_or_an_unknown_order_needs_evidence() => Assert.Equal(
        [OrderState.Prepared, OrderState.Unknown],
        Enum.GetValues<OrderState>().Where(state => In(state).NeedsEvidence));

    private static readonly Func<OrderRecord, OrderRecord>[] Events =
    [
        order => order.Seen(Sample.Seen(Request, VenueOrderStatus.New)),
        order => order.Seen(Sample.Seen(Request, VenueOrderStatus.PartiallyFilled, 5, 2.5m)),
        order => order.Seen(Sample.Seen(Request, VenueOrderStatus.Filled, 10, 2.5m)),
        order => order.Seen(Sample.Seen(Request, VenueOrderStatus.Cancelled)),
        order => order.Seen(Sample.Seen(Request, VenueOrderStatus.Expired)),
        order => order.RefusedBy(VenueRefusal.Other, "no", Sample.Now),
        order => order.BecameUnknown("timeout"),
        // Each read is news of its own: the counting is tested by itself.
        order => order.NotFound(Sample.Now.AddSeconds(60 * order.AbsentReads), true, 3, Minute),
    ];

    private static OrderRecord In(OrderState state)
    {
        var order = OrderRecord.Prepare(Request, OrderLeg.Entry, Sample.Now) with { State = state };
        return order.IsFinal ? order with { SettledAt = Sample.Now } : order;
    }
}
