using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Risk;

public class RiskBookTests
{
    private static readonly RiskSettings Limits = new();
    private static readonly DayEquity Even = new(10_000, 10_000, 10_000);
    private static readonly string[] Names = ["AAAUSDT", "BBBUSDT", "CCCUSDT", "DDDUSDT"];

    [Fact]
    public void A_free_book_takes_a_slot()
    {
        var verdict = RiskBook.Empty.Reserve(Slot(0), Even, Limits, out var next);
        Assert.True(verdict.Passed);
        Assert.Equal([Slot(0)], next.Slots);
        Assert.Equal(34, next.MarginInUse);
        Assert.Empty(RiskBook.Empty.Slots);
    }

    [Fact]
    public void A_symbol_has_one_position()
    {
        var book = With(Slot(0));
        Assert.Equal("refuse: SYMBOL_HAS_POSITION", book.Reserve(Slot(0), Even, Limits, out var next).ToString());
        Assert.Same(book, next);
    }

    [Fact]
    public void The_last_slot_is_taken_once()
    {
        var book = With(Slot(0), Slot(1));
        Assert.True(book.Reserve(Slot(2), Even, Limits, out var full).Passed);
        Assert.Equal("refuse: POSITIONS_FULL 3 / 3", full.Reserve(Slot(3), Even, Limits, out var next).ToString());
        Assert.Same(full, next);
    }

    [Fact]
    public void Two_reservations_over_one_version_make_two_books_of_which_the_store_takes_one()
    {
        // Both executors read the same version and both pass. The store lets one write; the other must decide again.
        var read = With(Slot(0), Slot(1));
        Assert.True(read.Reserve(Slot(2), Even, Limits, out var first).Passed);
        Assert.True(read.Reserve(Slot(3), Even, Limits, out var second).Passed);
        Assert.Equal(3, first.Slots.Count);
        Assert.Equal(3, second.Slots.Count);
        Assert.Equal(ReasonCode.PositionsFull, first.Reserve(Slot(3), Even, Limits, out _).Refusal.Code);
    }

    [Theory]
    // 10,000 × 0.99 × 3 = 29,700 is permitted; 60 % of it on one side is 17,820.
    [InlineData(Side.Buy, 7820, "pass")] // inclusive
    [InlineData(Side.Buy, 7821, "refuse: SIDE_EXPOSURE 0.60003367003367 / 0.6")]
    [InlineData(Side.Sell, 17_820, "pass")] // the other side counts for itself
    public void One_side_holds_its_share_at_most(Side side, double notional, string verdict)
    {
        var book = With(Slot(0) with { Notional = 10_000 });
        var slot = Slot(1) with { Side = side, Notional = (decimal)notional };
        Assert.Equal(verdict, book.Reserve(slot, Even, Limits, out _).ToString());
    }

    [Theory]
    //          equity now, day start, risk taken, risk wanted, verdict
    [InlineData(10_000, 10_000, 100, 200, "pass")] // inclusive: 300 of 10,000 is 3 %
    [InlineData(10_000, 10_000, 100, 201, "refuse: DAILY_LOSS_BUDGET 0.0301 / 0.03")]
    [InlineData(9_900, 10_000, 100, 100, "pass")]
    [InlineData(9_900, 10_000, 100, 101, "refuse: DAILY_LOSS_BUDGET 0.0301 / 0.03")]
    [InlineData(10_100, 10_000, 100, 300, "pass")] // what was won today may be lost today
    [InlineData(10_000, 0, 0, 1, "refuse: DAILY_LOSS_BUDGET 7.922816251426434E+28 / 0.03")]
    public void Were_every_stop_hit_the_day_still_ends_inside_its_limit(
        double now, double dayStart, double taken, double wanted, string verdict)
    {
        var book = With(Slot(0) with { Risk = (decimal)taken });
        var slot = Slot(1) with { Risk = (decimal)wanted };
        Assert.Equal(verdict,
            book.Reserve(slot, new((decimal)now, (decimal)dayStart, (decimal)now), Limits, out _).ToString());
    }

    [Fact]
    public void An_account_without_equity_permits_nothing() => Assert.Equal(ReasonCode.SideExposure,
        RiskBook.Empty.Reserve(Slot(0), new(0, 10_000, 0), Limits, out _).Refusal.Code);

    [Fact]
    public void A_slot_is_freed_by_its_own_id_and_its_end_is_remembered()
    {
        var note = new ExitNote(Symbol.Of(Names[0]), Sample.Now, -0.02, CloseType.StopLoss);
        var book = With(Slot(0), Slot(1)).Release(Slot(0).SignalId, note, Sample.Now);
        Assert.Equal([Slot(1)], book.Slots);
        Assert.Equal([note], book.Exits);
        Assert.Equal([Slot(1)], book.Release(Slot(2).SignalId, null, Sample.Now).Slots); // not in the book
    }

    [Fact]
    public void What_never_opened_leaves_no_note() =>
        Assert.Empty(With(Slot(0)).Release(Slot(0).SignalId, null, Sample.Now).Exits);

    [Theory]
    [InlineData(30, 1)] // inclusive
    [InlineData(30.01, 0)]
    public void Ends_are_forgotten_after_thirty_hours(double hours, int remembered)
    {
        var book = new RiskBook { Exits = [new(Sample.Near, Sample.Now.AddHours(-hours), 0, CloseType.TimeStop)] };
        Assert.Equal(remembered, book.Release(Slot(0).SignalId, null, Sample.Now).Exits.Count);
    }

    [Fact]
    public void Entries_are_remembered_for_an_hour_and_errors_for_ten_minutes()
    {
        var book = RiskBook.Empty.NoteEntry(Sample.Now).NoteEntry(Sample.Now.AddHours(1));
        Assert.Equal(2, book.Entries.Count);
        Assert.Single(book.NoteEntry(Sample.Now.AddHours(2.5)).Entries);
        var errors = RiskBook.Empty.NoteVenueError(Sample.Now).NoteVenueError(Sample.Now.AddMinutes(10));
        Assert.Equal(2, errors.VenueErrors.Count);
        Assert.Single(errors.NoteVenueError(Sample.Now.AddMinutes(20.5)).VenueErrors);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(5, 60)] // The least pause of the settings.
    [InlineData(180, 180)]
    public void A_venue_that_asks_for_fewer_requests_pauses_entries_at_once(int? wanted, int seconds)
    {
        var span = wanted is { } named ? TimeSpan.FromSeconds(named) : (TimeSpan?)null;
        var trip = Assert.Single(RiskBook.Empty.NoteRateLimit(Sample.Now, span, new()).Trips);
        Assert.Equal((new Reason(ReasonCode.BreakerRateLimit, seconds, 60), Sample.Now,
            (DateTimeOffset?)Sample.Now.AddSeconds(seconds)), (trip.Reason, trip.Since, trip.Until));
    }

    [Fact]
    public void A_second_wish_for_fewer_requests_moves_the_end_and_never_brings_it_forward()
    {
        var book = RiskBook.Empty.NoteRateLimit(Sample.Now, TimeSpan.FromSeconds(120), new());
        Assert.Same(book, book.NoteRateLimit(Sample.Now.AddSeconds(10), null, new()));
        var trip = Assert.Single(book.NoteRateLimit(Sample.Now.AddSeconds(90), null, new()).Trips);
        Assert.Equal((Sample.Now, (DateTimeOffset?)Sample.Now.AddSeconds(150)), (trip.Since, trip.Until));
    }

    [Fact]
    public void Profit_that_is_not_realised_pays_for_no_loss()
    {
        // Up 200 by open positions; were every stop hit, the wallet of 9,710 less the risk is what is left.
        var day = new DayEquity(Now: 9_910, DayStart: 10_000, Balance: 9_710);
        var slot = Slot(0) with { Risk = 11 };
        Assert.Equal(ReasonCode.DailyLossBudget, RiskBook.Empty.Reserve(slot, day, Limits, out _).Refusal.Code);
        Assert.True(RiskBook.Empty.Reserve(slot with { Risk = 10 }, day, Limits, out _).Passed);
        var losing = new DayEquity(Now: 9_710, DayStart: 10_000, Balance: 9_910);
        Assert.Equal(ReasonCode.DailyLossBudget, RiskBook.Empty.Reserve(slot, losing, Limits, out _).Refusal.Code);
    }

    [Fact]
    public void The_last_twenty_slippages_are_remembered()
    {
        var book = Enumerable.Range(0, 25).Aggregate(RiskBook.Empty, (known, bps) => known.NoteSlippage(bps));
        Assert.Equal(Enumerable.Range(5, 20).Select(bps => (double)bps), book.SlippagesBps);
    }

    [Fact]
    public void Resuming_forgets_what_waits_for_the_operator_and_keeps_what_ends_by_itself()
    {
        var timed = new BreakerTrip(new(ReasonCode.BreakerStopCluster, 4, 4), Sample.Now, Sample.Now.AddHours(2));
        var waiting = new BreakerTrip(new(ReasonCode.BreakerOrderErrors, 5, 5), Sample.Now, null);
        var exit = new ExitNote(Sample.Near, Sample.Now, 0, CloseType.StopLoss);
        var book = With(Slot(0)) with
        {
            Trips = [waiting, timed], VenueErrors = [Sample.Now], Entries = [Sample.Now], SlippagesBps = [9],
            Exits = [exit],
        };
        var resumed = book.Resumed();
        Assert.Equal([timed], resumed.Trips);
        Assert.Empty(resumed.VenueErrors);
        Assert.Empty(resumed.Entries);
        Assert.Empty(resumed.SlippagesBps);
        Assert.Equal([exit], resumed.Exits);
        Assert.Equal(book.Slots, resumed.Slots);
    }

    private static RiskSlot Slot(int index) => new(
        SignalId.For(Sample.Minute, Symbol.Of(Names[index]), Side.Buy, "quantum-1"), Symbol.Of(Names[index]), Side.Buy,
        Notional: 100, Margin: 34, Risk: 2, Sample.Now);

    private static RiskBook With(params RiskSlot[] slots) => new() { Slots = slots };
}
