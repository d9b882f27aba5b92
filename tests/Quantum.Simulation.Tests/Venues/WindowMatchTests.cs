using Quantum.Core.Markets;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>What happens inside one window, rule by rule as in docs/simulated-venue.md.</summary>
public sealed class WindowMatchTests
{
    [Theory]
    //          position,  low,     high,   ends
    [InlineData(Side.Buy, "95.01", "104.99", "")]
    [InlineData(Side.Buy, "95", "104.99", "s0 10 at 95")] // touching fires
    [InlineData(Side.Buy, "95.01", "105", "t0 10 at 105")]
    [InlineData(Side.Sell, "95.01", "104.99", "")]
    [InlineData(Side.Sell, "95.01", "105", "s0 10 at 105")]
    [InlineData(Side.Sell, "95", "104.99", "t0 10 at 95")]
    public void A_stop_and_a_take_profit_fire_at_their_triggers(Side side, string low, string high, string ends)
    {
        var book = Guarded(side);
        book.Pass(Bar(100, decimal.Parse(high), decimal.Parse(low), 100));
        Assert.Equal(ends, book.Ends());
    }

    [Theory]
    [InlineData(Side.Buy, "s0 10 at 95; t0 Expired")]
    [InlineData(Side.Sell, "s0 10 at 105; t0 Expired")]
    public void Where_a_window_reaches_both_the_stop_wins_and_the_take_profit_finds_nothing(Side side, string ends)
    {
        var book = Guarded(side);
        book.Pass(Bar(100, 106, 94, 100));
        Assert.Equal(ends, book.Ends());
        Assert.Empty(book.State.Positions);
    }

    [Theory]
    //          low of the whole minute, ends
    [InlineData("95.01", "t0 10 at 105")]
    [InlineData("95", "s0 10 at 95; t0 Expired")]
    public void A_take_profit_settles_as_the_stop_that_the_same_minute_reaches(string minuteLow, string ends)
    {
        var book = Guarded(Side.Buy);
        var window = Bar(101, 106, 101, 106);
        book.Pass(window, window, minuteMark: Bar(100, 106, decimal.Parse(minuteLow), 104));
        Assert.Equal(ends, book.Ends());
    }

    [Fact]
    public void A_take_profit_in_a_minute_that_reaches_the_liquidation_price_is_a_liquidation()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.TakeProfit(Side.Buy, 105, mark: 100);
        var window = Bar(101, 106, 101, 106);
        book.Pass(window, window, minuteMark: Bar(100, 106, 90, 104));
        Assert.StartsWith("autoclose-", book.Ends(), StringComparison.Ordinal);
    }

    [Theory]
    //          position,  open,   last open, filled at: the worst of trigger, mark and last
    [InlineData(Side.Buy, "93", "93", "93")]
    [InlineData(Side.Buy, "93", "94", "93")]
    [InlineData(Side.Buy, "93", "92.5", "92.5")]
    [InlineData(Side.Sell, "107", "107", "107")]
    [InlineData(Side.Sell, "107", "106", "107")]
    [InlineData(Side.Sell, "107", "107.5", "107.5")]
    public void A_gap_over_the_stop_fills_at_the_open(Side side, string open, string lastOpen, string at)
    {
        var book = Guarded(side);
        var (mark, last) = (decimal.Parse(open), decimal.Parse(lastOpen));
        var markBar = Bar(mark, mark, mark, mark);
        book.Pass(markBar, Bar(last, last, last, last), markBar);
        Assert.Equal($"s0 10 at {at}", book.Ends());
    }

    [Theory]
    //          position,  last low, last high, filled at: mark touches 94 / 106, the trigger is 95 / 105
    [InlineData(Side.Buy, "94", "101", "95")]
    [InlineData(Side.Buy, "94.5", "101", "95")] // never better than the trigger
    [InlineData(Side.Buy, "93.7", "101", "94.7")] // last runs 0.30 below mark
    [InlineData(Side.Buy, "93", "93.5", "93.5")] // nobody traded higher
    [InlineData(Side.Sell, "99", "106", "105")]
    [InlineData(Side.Sell, "99", "105.5", "105")]
    [InlineData(Side.Sell, "99", "106.3", "105.3")]
    [InlineData(Side.Sell, "106.5", "107", "106.5")]
    public void A_stop_fills_no_better_than_its_trigger_and_than_the_last_price(
        Side side, string lastLow, string lastHigh, string at)
    {
        var book = Guarded(side);
        var mark = side == Side.Buy ? Bar(100, 100, 94, 96) : Bar(100, 106, 100, 104);
        var (low, high) = (decimal.Parse(lastLow), decimal.Parse(lastHigh));
        book.Pass(mark, Bar(high, high, low, low), mark);
        Assert.Equal($"s0 10 at {at}", book.Ends());
    }

    [Theory]
    //          last high, filled at: mark touches 106, the trigger is 105
    [InlineData("106", "105")]
    [InlineData("107", "105")] // never better than the trigger
    [InlineData("105.6", "104.6")] // last runs 0.40 below mark
    public void A_take_profit_fills_no_better_than_its_trigger_and_than_the_last_price(string lastHigh, string at)
    {
        var book = Guarded(Side.Buy);
        var mark = Bar(100, 106, 100, 106);
        book.Pass(mark, Bar(100, decimal.Parse(lastHigh), 100, 100), mark);
        Assert.Equal($"t0 10 at {at}", book.Ends());
    }

    [Fact]
    public void A_gap_over_the_take_profit_still_pays_the_trigger_only()
    {
        var book = Guarded(Side.Buy);
        book.Pass(Bar(110, 110, 110, 110));
        Assert.Equal("t0 10 at 105", book.Ends());
    }

    [Fact]
    public void Slippage_makes_every_fired_order_worse()
    {
        var stopped = Guarded(Side.Buy, Options);
        stopped.Pass(Bar(100, 100, 94, 94));
        Assert.Equal("s0 10 at 94.9", stopped.Ends()); // 95 × 0.999 = 94.905, down to the tick
        var taken = Guarded(Side.Sell, Options);
        taken.Pass(Bar(100, 100, 94, 94));
        Assert.Equal("t0 10 at 95.1", taken.Ends()); // 95 × 1.001 = 95.095, up to the tick
        taken.AssertBalanced();
    }

    [Fact]
    public void Orders_that_are_left_without_a_position_rest_until_cancelled_or_reached()
    {
        var book = Guarded(Side.Buy);
        book.Exit(Side.Buy, 10, mark: 100);
        book.Pass(Bar(100, 104, 96, 100));
        Assert.Equal(2, book.State.Orders.Length);
        book.Pass(Bar(100, 104, 95, 100));
        Assert.Equal("x0 10 at 100; s0 Expired", book.Ends());
        Assert.Equal(Id("t0"), Assert.Single(book.State.Orders).Id);
    }

    [Fact]
    public void A_take_profit_outlives_its_position_when_the_stop_fired()
    {
        var book = Guarded(Side.Buy);
        book.Pass(Bar(100, 100, 94, 94));
        Assert.Equal(Id("t0"), Assert.Single(book.State.Orders).Id);
    }

    [Fact]
    public void A_bridge_reduces_by_its_size_and_the_stop_closes_the_rest()
    {
        var book = Guarded(Side.Buy);
        book.Bridge(Side.Buy, 4, trigger: 96, mark: 100);
        book.Pass(Bar(100, 100, 94, 94));
        Assert.Equal("b0 4 at 96; s0 6 at 95", book.Ends());
        book.AssertBalanced();
    }

    [Fact]
    public void A_bridge_larger_than_the_position_shrinks_and_the_stop_expires()
    {
        var book = Guarded(Side.Buy);
        book.Bridge(Side.Buy, 25, trigger: 96, mark: 100);
        book.Pass(Bar(100, 100, 94, 94));
        Assert.Equal("b0 10 at 96; s0 Expired", book.Ends());
    }

    [Fact]
    public void An_order_of_the_positions_own_side_never_enlarges_it()
    {
        var book = Guarded(Side.Buy);
        book.Stop(Side.Sell, 104, mark: 100, id: "s9"); // a buy stop while long
        book.Pass(Bar(100, 104, 100, 104));
        Assert.Equal("s9 Expired", book.Ends());
        Assert.Equal(10m, book.State.Positions[0].Quantity);
    }

    [Theory]
    //          low, ends. Entry 100 × 10, margin 100: liquidation at 900 / 0.99 / 10 = 90.909…, up to the tick 90.91.
    [InlineData("90.92", "")]
    [InlineData("90.91", "autoclose-2 10 at 90.91")]
    [InlineData("80", "autoclose-2 10 at 90.91")]
    public void Without_a_stop_the_liquidation_price_ends_the_position(string low, string ends)
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Pass(Bar(100, 100, decimal.Parse(low), 95));
        Assert.Equal(ends, book.Ends());
    }

    [Fact]
    public void A_liquidation_costs_its_loss_and_its_fee_but_never_more_than_the_margin()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Pass(Bar(100, 100, 80, 80));
        Assert.Equal("RealisedPnl -90.9; LiquidationFee -9.091", book.Incomes()); // 1 % of 909.1; 99.991 ≤ 100
        var gapped = Book();
        gapped.Enter(Side.Buy, 10, mark: 100);
        gapped.Pass(Bar(70, 80, 70, 80));
        Assert.Equal("RealisedPnl -100", gapped.Incomes()); // at the bankruptcy price 90; nothing is left for the fee
        Assert.Equal("autoclose-2 10 at 90", gapped.Ends());
    }

    [Fact]
    public void A_stop_before_the_liquidation_price_saves_the_rest_of_the_margin()
    {
        var book = Book();
        book.Enter(Side.Sell, 10, mark: 100);
        book.Stop(Side.Sell, 105, mark: 100);
        book.Pass(Bar(100, 130, 100, 130));
        Assert.Equal("s0 10 at 105", book.Ends());
    }

    [Fact]
    public void A_stop_behind_the_liquidation_price_comes_too_late()
    {
        var book = Book();
        book.Enter(Side.Sell, 10, mark: 100);
        book.Stop(Side.Sell, 115, mark: 100);
        book.Pass(Bar(100, 130, 100, 130)); // 1,100 / 1.01 / 10 = 108.91…, down to the tick
        Assert.Equal("autoclose-2 10 at 108.91; s0 Expired", book.Ends());
    }

    [Fact]
    public void A_gap_over_stop_and_liquidation_price_is_a_liquidation()
    {
        var book = Guarded(Side.Buy);
        book.Pass(Bar(90, 90, 90, 90));
        Assert.Equal("autoclose-2 10 at 90; s0 Expired", book.Ends());
    }

    private static VenueBook Guarded(Side side, PaperVenueOptions? options = null)
    {
        var book = Book(options);
        book.Enter(side, 10, mark: 100);
        book.Stop(side, side == Side.Buy ? 95 : 105, mark: 100);
        book.TakeProfit(side, side == Side.Buy ? 105 : 95, mark: 100);
        return book;
    }
}
