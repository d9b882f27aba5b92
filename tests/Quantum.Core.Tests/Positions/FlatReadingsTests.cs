using Quantum.Core.Orders;
using Quantum.Core.Positions;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Positions;

public class FlatReadingsTests
{
    private static readonly ExecutionSettings Rules = new(); // three readings over 60 s

    [Theory]
    [InlineData(new[] { 0, 30, 60 }, true)] // both limits are inclusive
    [InlineData(new[] { 0, 30, 59 }, false)]
    [InlineData(new[] { 0, 60 }, false)]
    [InlineData(new[] { 0, 10, 20, 30, 40, 50, 60 }, true)]
    public void A_position_is_gone_after_enough_readings_over_enough_time(int[] seconds, bool isGone)
    {
        var position = seconds.Aggregate(PositionSample.Guarded(), (known, second) => Note(known, true, second));
        Assert.Equal(isGone, position.IsGone);
        Assert.Equal(isGone ? 0 : 10, position.HeldQuantity);
    }

    [Fact]
    public void One_reading_that_shows_it_starts_the_count_anew()
    {
        var position = Note(Note(Note(PositionSample.Guarded(), true, 0), true, 30), false, 40);
        Assert.Equal((0, null), (position.FlatReads, position.FirstFlatAt));
        Assert.False(Note(Note(position, true, 50), true, 80).IsGone);
        var guarded = PositionSample.Guarded();
        Assert.Same(guarded, Note(guarded, false, 0)); // nothing to write when nothing changes
    }

    [Fact]
    public void An_order_with_an_open_fate_may_explain_it_so_it_is_not_gone_yet()
    {
        var position = PositionSample.Guarded().Adding(OrderLeg.Exit, OrderState.Unknown);
        foreach (var second in new[] { 0, 30, 60, 90 }) position = Note(position, true, second);
        Assert.False(position.IsGone);
        var settled = position.Replacing(position.Newest(OrderLeg.Exit)! with { State = OrderState.Lapsed });
        Assert.True(Note(settled, true, 100).IsGone);
    }

    [Fact]
    public void A_position_that_holds_nothing_is_not_counted()
    {
        var planned = PositionSample.Planned();
        Assert.Same(planned, Note(planned, true, 0));
    }

    private static Position Note(Position position, bool isFlat, int second) =>
        FlatReadings.Note(position, isFlat, Sample.Now.AddSeconds(second), Rules);
}
