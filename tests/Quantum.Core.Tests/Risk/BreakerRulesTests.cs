using Quantum.Core.Accounting;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Risk;

public class BreakerRulesTests
{
    private static readonly DateTimeOffset Now = Sample.Now; // 18:20:05
    private static readonly DateTimeOffset Midnight = new(2025, 6, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_quiet_account_puts_nothing_out_and_leaves_the_very_same_book()
    {
        Assert.Same(RiskBook.Empty, BreakerRules.Judge(RiskBook.Empty, Sample.Books(), Sample.Settings, Now));
        Assert.Same(RiskBook.Empty, BreakerRules.Judge(RiskBook.Empty, null, Sample.Settings, Now));
    }

    [Theory]
    [InlineData(9_700, "BREAKER_DAILY_LOSS 0.03 / 0.03")] // inclusive
    [InlineData(9_700.01, "")]
    public void A_days_loss_ends_entries_until_midnight(double equity, string reason)
    {
        var trips = Trips(RiskBook.Empty, Books((decimal)equity, dayStart: 10_000, peak: 10_000));
        Assert.Equal(reason, string.Join(", ", trips.Select(trip => trip.Reason)));
        Assert.All(trips, trip => Assert.Equal((Now, Midnight), (trip.Since, trip.Until)));
    }

    [Fact]
    public void Yesterdays_books_do_not_bar_the_new_day()
    {
        // The monitor judges at 00:00:02 what was read at 23:59:58, before today's first reading.
        var read = Books(9_000, dayStart: 10_000, peak: 9_000) with { ReadAt = Midnight.AddSeconds(-2) };
        Assert.Empty(BreakerRules.Judge(RiskBook.Empty, read, Sample.Settings, Midnight.AddSeconds(2)).Trips);
        Assert.Single(BreakerRules.Judge(RiskBook.Empty, read, Sample.Settings, Midnight.AddSeconds(-1)).Trips);
    }

    [Theory]
    [InlineData(9_000, "BREAKER_DRAWDOWN 0.1 / 0.1")] // inclusive
    [InlineData(9_000.01, "")]
    public void A_fall_from_the_peak_waits_for_the_operator(double equity, string reason)
    {
        var trips = Trips(RiskBook.Empty, Books((decimal)equity, dayStart: (decimal)equity, peak: 10_000));
        Assert.Equal(reason, string.Join(", ", trips.Select(trip => trip.Reason)));
        Assert.All(trips, trip => Assert.Null(trip.Until));
    }

    [Fact]
    public void Books_that_disagree_end_entries_until_they_agree_again()
    {
        var off = Sample.Books() with { WalletBalance = 10_000.02m };
        var book = BreakerRules.Judge(RiskBook.Empty, off, Sample.Settings, Now);
        Assert.Equal(ReasonCode.BreakerReconcile, Assert.Single(book.Trips).Reason.Code);
        Assert.Single(BreakerRules.Judge(book, null, Sample.Settings, Now).Trips); // no reading proves nothing
        Assert.Empty(BreakerRules.Judge(book, Sample.Books(), Sample.Settings, Now).Trips);
    }

    [Theory]
    //          minutes ago of each stop, end of the pause in minutes from now
    [InlineData(new[] { 1400, 900, 200, 30 }, 90)] // four in a day: two hours from the last
    [InlineData(new[] { 1441, 900, 200, 30 }, null)]
    [InlineData(new[] { 1440, 900, 200, 119 }, 1)] // both ends of the windows are inclusive
    [InlineData(new[] { 1440, 900, 200, 120 }, null)] // the pause is over
    [InlineData(new[] { 60, 50, 30 }, 30)] // three in an hour: one hour from the last
    [InlineData(new[] { 61, 50, 30 }, null)]
    [InlineData(new[] { 1000, 50, 40, 30 }, 90)] // both: the later end counts
    public void Many_stops_in_a_short_time_end_entries(int[] minutesAgo, int? pauseEnds)
    {
        var book = Stops(CloseType.StopLoss, minutesAgo);
        var trips = Trips(book, Sample.Books());
        Assert.Equal(pauseEnds is { } minutes ? [Now.AddMinutes(minutes)] : [],
            trips.Select(trip => trip.Until!.Value));
        Assert.All(trips, trip => Assert.Equal(ReasonCode.BreakerStopCluster, trip.Reason.Code));
    }

    [Theory]
    [InlineData(CloseType.Liquidation, -0.01, 1)]
    [InlineData(CloseType.StopThroughMarket, -0.01, 1)] // a stop that the market had passed already
    [InlineData(CloseType.External, -1, 1)] // it may be a liquidation that the venue did not name
    [InlineData(CloseType.External, double.NaN, 1)]
    [InlineData(CloseType.External, 0, 0)]
    [InlineData(CloseType.TrailingStop, -0.01, 0)] // a stop in profit is no loss
    [InlineData(CloseType.TimeStop, -0.01, 0)]
    [InlineData(CloseType.Flatten, -0.01, 0)] // the operator did it, and is there
    public void Only_stops_that_lost_count(CloseType close, double netShare, int trips)
    {
        var stops = Stops(close, 50, 40, 30);
        stops = stops with { Exits = [.. stops.Exits.Select(exit => exit with { NetShare = netShare })] };
        Assert.Equal(trips, Trips(stops, Sample.Books()).Count);
    }

    [Theory]
    [InlineData(5, 10, "BREAKER_ORDER_ERRORS 5 / 5")]
    [InlineData(4, 10, "")]
    [InlineData(5, 10.01, "")] // out of the ten minutes
    public void Many_venue_errors_halt(int errors, double minutesAgo, string reason)
    {
        var book = new RiskBook { VenueErrors = [.. Enumerable.Repeat(Now.AddMinutes(-minutesAgo), errors)] };
        var trips = Trips(book, Sample.Books());
        Assert.Equal(reason, string.Join(", ", trips.Select(trip => trip.Reason)));
        Assert.All(trips, trip => Assert.Null(trip.Until));
    }

    [Theory]
    [InlineData(5, "BREAKER_FAULTS 5 / 5")]
    [InlineData(4, "")]
    public void A_system_that_fails_often_enters_nothing_until_it_has_ceased(int faults, string reason)
    {
        var book = BreakerRules.Judge(RiskBook.Empty, Sample.Books(), Sample.Settings, Now, new(faults, 0));
        Assert.Equal(reason, string.Join(", ", book.Trips.Select(trip => trip.Reason)));
        var still = BreakerRules.Judge(book, Sample.Books(), Sample.Settings, Now.AddSeconds(119));
        Assert.Equal(book.Trips.Count, still.Trips.Count); // Counted once a minute: silence in between proves nothing.
        Assert.Empty(BreakerRules.Judge(book, Sample.Books(), Sample.Settings, Now.AddSeconds(120)).Trips);
        Assert.All(book.Trips, _ => Assert.Equal(TradingStateKind.Reducing,
            TradingState.Of(OperatorControl.None, book, Now).Kind)); // Nobody has to resume it.
    }

    [Theory]
    [InlineData(300, "BREAKER_UNKNOWN_ORDER 300 / 300")]
    [InlineData(299.9, "")]
    public void An_order_that_stays_unknown_ends_entries_until_it_is_known(double seconds, string reason)
    {
        var book = BreakerRules.Judge(RiskBook.Empty, Sample.Books(), Sample.Settings, Now, new(0, seconds));
        Assert.Equal(reason, string.Join(", ", book.Trips.Select(trip => trip.Reason)));
        Assert.Equal(book.Trips.Count,
            BreakerRules.Judge(book, null, Sample.Settings, Now.AddDays(1), new(0, seconds)).Trips.Count);
        Assert.Empty(BreakerRules.Judge(book, null, Sample.Settings, Now.AddDays(1), new(0, 0)).Trips);
    }

    [Theory]
    [InlineData(21, "BREAKER_ENTRY_RATE 21 / 20")]
    [InlineData(20, "")] // so many are allowed
    public void Many_entries_halt(int entries, string reason)
    {
        var book = new RiskBook { Entries = [.. Enumerable.Repeat(Now.AddMinutes(-60), entries)] };
        Assert.Equal(reason, string.Join(", ", Trips(book, Sample.Books()).Select(trip => trip.Reason)));
    }

    [Theory]
    [InlineData(20, 6.5, "BREAKER_SLIPPAGE 6.5 / 6")] // three times the modelled 2 bps
    [InlineData(20, 6, "")]
    [InlineData(19, 100, "")] // too few to judge
    public void A_median_slippage_far_from_the_model_ends_entries(int samples, double bps, string reason)
    {
        // Half of the samples and one more: the median is theirs, whatever the others are.
        var slippages = Enumerable.Range(0, samples).Select(index => index % 2 == 0 || index == 1 ? bps : -50);
        var book = new RiskBook { SlippagesBps = [.. slippages] };
        Assert.Equal(reason, string.Join(", ", Trips(book, Sample.Books()).Select(trip => trip.Reason)));
    }

    [Fact]
    public void A_breaker_that_is_out_keeps_its_first_evidence()
    {
        var first = BreakerRules.Judge(
            RiskBook.Empty, Books(8_900, dayStart: 8_900, peak: 10_000), Sample.Settings, Now);
        var worse = BreakerRules.Judge(
            first, Books(8_000, dayStart: 8_000, peak: 10_000), Sample.Settings, Now.AddMinutes(1));
        Assert.Equal("BREAKER_DRAWDOWN 0.11 / 0.1", Assert.Single(worse.Trips).Reason.ToString());
        Assert.Equal(Now, worse.Trips[0].Since);
        Assert.Same(first, worse); // nothing changed, nothing to write
        var recovered = BreakerRules.Judge(first, Sample.Books(), Sample.Settings, Now.AddDays(2));
        Assert.Single(recovered.Trips); // only the operator lets it go back
    }

    [Fact]
    public void A_new_stop_moves_the_end_of_the_pause_and_not_its_evidence()
    {
        var book = BreakerRules.Judge(Stops(CloseType.StopLoss, 50, 40, 30), Sample.Books(), Sample.Settings, Now);
        var again = book with { Exits = [.. book.Exits, new(Sample.Near, Now, -0.01, CloseType.StopLoss)] };
        var trip = Assert.Single(Trips(again, Sample.Books()));
        Assert.Equal((new Reason(ReasonCode.BreakerStopCluster, 3, 3), Now, (DateTimeOffset?)Now.AddHours(2)),
            (trip.Reason, trip.Since, trip.Until));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)] // over at the very instant
    public void A_breaker_goes_back_when_its_time_has_come(int secondsPast, int left)
    {
        var until = Now.AddHours(1);
        var book = new RiskBook { Trips = [new(new(ReasonCode.BreakerStopCluster, 3, 3), Now, until)] };
        Assert.Equal(left,
            BreakerRules.Judge(book, null, Sample.Settings, until.AddSeconds(secondsPast)).Trips.Count);
    }

    private static IReadOnlyList<BreakerTrip> Trips(RiskBook book, AccountBooks account) =>
        BreakerRules.Judge(book, account, Sample.Settings, Now).Trips;

    private static AccountBooks Books(decimal equity, decimal dayStart, decimal peak) =>
        Sample.Books(equity) with { DayStartEquity = dayStart, PeakEquity = peak };

    private static RiskBook Stops(CloseType close, params int[] minutesAgo) => new()
    {
        Exits = [.. minutesAgo.Select(minutes => new ExitNote(Sample.Near, Now.AddMinutes(-minutes), -0.01, close))],
    };
}
