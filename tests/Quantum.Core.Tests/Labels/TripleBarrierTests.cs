using Quantum.Core.Labels;
using Quantum.Core.Settings;

namespace Quantum.Core.Tests.Labels;

/// <summary>
/// Entry at 100 with an ATR of 0.8 %: the stop is 1.2 % away and the take-profit 1.8 %. A long ends at 98.8 or 101.8, a
/// short at 101.2 or 98.2. Without cost, unless a test says so.
/// </summary>
public class TripleBarrierTests
{
    private const double AtrShare = 0.008;
    private const int Horizon = 4;

    private static readonly LabelRules Free = new(Horizon, new ExitSettings(), TakerFeeRate: 0, SlippageBps: 0);
    private static readonly PathBar Still = new(100, 100, 100, 100, 0);

    [Theory]
    //          low and high of four candles that open at 100, class, long: return, exit, short: return, exit
    [InlineData("100 100, 100 101.8", LabelClass.Up, 0.018, 2, -0.012, 2)]
    [InlineData("100 101.79, 100 101.2", LabelClass.Flat, 0, 4, -0.012, 1)]
    [InlineData("98.2 100, 100 100", LabelClass.Down, -0.012, 1, 0.018, 1)]
    [InlineData("98.79 100, 98.21 100", LabelClass.Flat, -0.012, 1, 0, 4)]
    [InlineData("100 100, 98.5 101.5", LabelClass.Flat, -0.012, 2, -0.012, 2)] // both stops
    [InlineData("98.8 101.8, 100 100", LabelClass.Flat, -0.012, 1, -0.012, 1)] // one candle touches all: a stop
    [InlineData("98.2 101.2, 100 100", LabelClass.Flat, -0.012, 1, -0.012, 1)] // the short's stop goes first, too
    [InlineData("100 100, 100 100, 100 100, 100 101.8", LabelClass.Up, 0.018, 4, -0.012, 4)] // the last candle counts
    [InlineData("98.81 101.19, 98.81 101.19", LabelClass.Flat, 0, 4, 0, 4)] // nothing is touched: the horizon ends it
    public void The_first_barrier_touched_decides(
        string candles, LabelClass label, double bought, int boughtExit, double sold, int soldExit)
    {
        var path = Enumerable.Repeat(Still, Horizon).ToArray();
        foreach (var (candle, index) in candles.Split(", ").Select((text, index) => (text.Split(' '), index)))
        {
            var (low, high) = (Number(candle[0]), Number(candle[1]));
            path[index] = Still with { Low = low, High = high };
        }

        var answer = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.Equal(label, answer.Class);
        Assert.Equal((boughtExit, soldExit), (answer.Long.ExitMinutes, answer.Short.ExitMinutes));
        Assert.Equal((bought, sold), (Math.Round(answer.Long.NetReturn, 12), Math.Round(answer.Short.NetReturn, 12)));
    }

    [Fact]
    public void At_the_horizon_the_close_is_the_exit_and_nothing_later_is_looked_at()
    {
        PathBar[] path = [Still, Still, Still, new(100, 101, 100, 100.7, 0), new(100, 200, 1, 100, 0)];
        var answer = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.Equal((LabelClass.Flat, 4, 4), (answer.Class, answer.Long.ExitMinutes, answer.Short.ExitMinutes));
        Assert.Equal(0.007, answer.Long.NetReturn, 1e-12);
        Assert.Equal(-0.007, answer.Short.NetReturn, 1e-12);
        Assert.Equal(answer, new TripleBarrier(Free).Label(AtrShare, path.AsSpan(0, 4)));
    }

    [Fact]
    public void A_stop_that_is_jumped_over_trades_at_the_open_and_a_take_profit_never_better_than_its_trigger()
    {
        var falling = new TripleBarrier(Free).Label(AtrShare, [Still, new(97, 97.5, 96, 97, 0), Still, Still]);
        Assert.Equal((LabelClass.Down, 2, 2),
            (falling.Class, falling.Long.ExitMinutes, falling.Short.ExitMinutes));
        Assert.Equal(-0.03, falling.Long.NetReturn, 1e-12);
        Assert.Equal(0.018, falling.Short.NetReturn, 1e-12);

        var rising = new TripleBarrier(Free).Label(AtrShare, [Still, new(103, 104, 102.5, 103, 0)]);
        Assert.Equal(0.018, rising.Long.NetReturn, 1e-12);
        Assert.Equal(-0.03, rising.Short.NetReturn, 1e-12);
    }

    [Fact]
    public void Costs_are_counted_at_both_ends()
    {
        var rules = Free with { TakerFeeRate = 0.0005, SlippageBps = 2 };
        var answer = new TripleBarrier(rules).Label(AtrShare, [Still, Still, Still, Still]);
        // Bought at 100.02 and sold at 99.98; a fee of 0.05 % of each.
        var exit = 99.98 / 100.02;
        Assert.Equal(exit - 1 - (0.0005 * (1 + exit)), answer.Long.NetReturn, 1e-15);
        // Sold at 99.98 and bought back at 100.02.
        exit = 100.02 / 99.98;
        Assert.Equal(1 - exit - (0.0005 * (1 + exit)), answer.Short.NetReturn, 1e-15);
    }

    [Fact]
    public void The_barriers_lie_around_the_price_that_was_paid()
    {
        var rules = Free with { SlippageBps = 10 }; // bought at 100.1: the take-profit lies at 101.9018
        var below = new TripleBarrier(rules).Label(AtrShare, [Still with { High = 101.90 }, Still, Still, Still]);
        var above = new TripleBarrier(rules).Label(AtrShare, [Still with { High = 101.91 }, Still, Still, Still]);
        Assert.Equal((LabelClass.Flat, LabelClass.Up), (below.Class, above.Class));
    }

    [Theory]
    //          candle with the settlement, what a long pays of 1 % (the price has risen to 101 by then)
    [InlineData(0, 0)] // settled in the instant of the entry
    [InlineData(1, 0.0101)]
    [InlineData(2, 0.0101)] // settled as the candle of the exit opens: still held
    [InlineData(3, 0)] // after the exit
    public void Funding_is_paid_for_what_is_held_when_it_is_settled(int candle, double paid)
    {
        PathBar[] path = [Still, new(101, 101, 101, 101, 0), new(101, 102, 101, 102, 0), new(101, 101, 101, 101, 0)];
        var without = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.Equal(3, without.Long.ExitMinutes);
        path[candle] = path[candle] with { FundingRate = 0.01 };
        var with = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.Equal(paid, without.Long.NetReturn - with.Long.NetReturn, 1e-12);
    }

    [Fact]
    public void A_short_receives_what_a_long_pays()
    {
        PathBar[] path = [Still, Still with { FundingRate = 0.001 }, Still, Still];
        var answer = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.Equal((-0.001, 0.001), (answer.Long.NetReturn, answer.Short.NetReturn));
    }

    [Fact]
    public void A_path_that_breaks_off_has_no_class_and_keeps_what_it_shows()
    {
        var barrier = new TripleBarrier(Free);
        Assert.Equal(LabelClass.None, barrier.Label(AtrShare, []).Class);

        var nothing = barrier.Label(AtrShare, [Still, Still, Still]);
        Assert.Equal((LabelClass.None, SideOutcome.Unknown, SideOutcome.Unknown),
            (nothing.Class, nothing.Long, nothing.Short));

        // The long is stopped, but whether the short would have won is not known.
        var half = barrier.Label(AtrShare, [Still with { Low = 98.7 }, Still]);
        Assert.Equal((LabelClass.None, 1, false), (half.Class, half.Long.ExitMinutes, half.Short.IsKnown));
    }

    [Theory]
    [InlineData(2, LabelClass.None)]
    [InlineData(Horizon - 1, LabelClass.None)]
    [InlineData(Horizon, LabelClass.Up)]
    [InlineData(Horizon + 1, LabelClass.Up)]
    public void Rows_that_end_early_have_no_class_sooner_than_others(int candles, LabelClass label)
    {
        // Both sides end in the second candle. A class before the horizon is there would select the rows that move.
        var path = Enumerable.Repeat(Still, candles).ToArray();
        path[1] = Still with { High = 102 };
        var answer = new TripleBarrier(Free).Label(AtrShare, path);
        Assert.True(label == answer.Class, $"{candles} of {Horizon} candles: {answer.Class}, not {label}.");
        Assert.Equal((0.018, 2), (Math.Round(answer.Long.NetReturn, 12), answer.Long.ExitMinutes));
        Assert.Equal((-0.012, 2), (Math.Round(answer.Short.NetReturn, 12), answer.Short.ExitMinutes));
    }

    [Theory]
    //          low and high of two candles; take-profits at 0.2 stops lie at 100.24 and 99.76
    [InlineData("100 100.3, 99.7 100", LabelClass.Up)]
    [InlineData("99.7 100, 100 100.3", LabelClass.Down)]
    [InlineData("99.7 100.3, 100 100", LabelClass.Flat)]
    public void Where_both_sides_win_the_first_one_tells_the_direction(string candles, LabelClass label)
    {
        var rules = Free with { Exit = new ExitSettings { TakeProfitRatio = 0.2 } };
        var path = candles.Split(", ").Select(text => text.Split(' ')).Select(candle =>
            Still with { Low = Number(candle[0]), High = Number(candle[1]) }).Concat([Still, Still]).ToArray();
        Assert.Equal(label, new TripleBarrier(rules).Label(AtrShare, path).Class);
    }

    [Fact]
    public void Labelling_does_not_depend_on_the_scale_of_the_price()
    {
        PathBar[] path = [Still, new(100.5, 101.9, 100, 101.5, 0.0001), Still, Still];
        var small = path.Select(bar => new PathBar(bar.Open / 1e7, bar.High / 1e7, bar.Low / 1e7, bar.Close / 1e7,
            bar.FundingRate)).ToArray();
        var (large, tiny) = (new TripleBarrier(Free).Label(AtrShare, path),
            new TripleBarrier(Free).Label(AtrShare, small));
        Assert.Equal(large.Class, tiny.Class);
        Assert.Equal(large.Long.NetReturn, tiny.Long.NetReturn, 1e-12);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
