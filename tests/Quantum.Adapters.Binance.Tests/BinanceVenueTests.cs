using Quantum.Adapters.Binance.Tests.Fakes;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.FakeVenue.Faults;
using static Quantum.Adapters.Binance.Tests.Fakes.VenueStage;

namespace Quantum.Adapters.Binance.Tests;

/// <summary>What the suite of the port cannot ask of every venue: the faults of this one.</summary>
public sealed class BinanceVenueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    //          fault, had an effect, outcome
    [InlineData(FaultKind.Unknown503, false)]
    [InlineData(FaultKind.Unknown503, true)]
    [InlineData(FaultKind.Timeout1007, false)]
    [InlineData(FaultKind.Timeout1007, true)]
    [InlineData(FaultKind.Html503, false)]
    [InlineData(FaultKind.Html503, true)]
    [InlineData(FaultKind.Drop, false)]
    [InlineData(FaultKind.Drop, true)]
    [InlineData(FaultKind.Hang, false)]
    [InlineData(FaultKind.Hang, true)]
    public async Task An_order_whose_fate_is_not_known_is_unknown_and_was_sent_once_at_most(
        FaultKind kind, bool hasEffect)
    {
        // Only a request that hangs shall end by its time-out: a busy machine may take a second for any other.
        var timeout = TimeSpan.FromSeconds(kind == FaultKind.Hang ? 1 : 30);
        await using var stage = await OpenAsync(Options with { OrderTimeout = timeout });
        stage.Server.Faults.Add(kind, "/order", hasEffect);
        Assert.IsType<SubmitOutcome.Unknown>(await stage.Venue.SubmitAsync(Entry("e0"), None));
        if (hasEffect) await SentAsync(stage, "e0");
        Assert.Equal(hasEffect ? 1 : 0, stage.Server.World.SentCount("e0"));
        var found = await stage.Venue.FindAsync(Near, Id("e0"), isConditional: false, None);
        if (hasEffect) Assert.Equal(2, Assert.IsType<FindOutcome.Found>(found).Order.FilledQuantity);
        else Assert.IsType<FindOutcome.Absent>(found);
        Assert.Equal(hasEffect ? 1 : 0, (await stage.Venue.ReadAccountAsync(None)).Positions.Count);
    }

    [Theory]
    [InlineData(FaultKind.Unknown503, false)]
    [InlineData(FaultKind.Drop, true)]
    [InlineData(FaultKind.Timeout1007, true)]
    public async Task A_stop_whose_fate_is_not_known_is_unknown_too(FaultKind kind, bool hasEffect)
    {
        await using var stage = await OpenAsync();
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        stage.Server.Faults.Add(kind, "/algoOrder", hasEffect);
        Assert.IsType<SubmitOutcome.Unknown>(await stage.Venue.SubmitAsync(Stop("s0", 95), None));
        Assert.Equal(hasEffect ? 1 : 0, (await stage.Venue.ReadAccountAsync(None)).ConditionalOrders.Count);
        Assert.Equal(hasEffect ? 1 : 0, stage.Server.World.SentCount("s0"));
    }

    [Fact]
    public async Task A_wrong_time_is_signed_again_once_and_no_more()
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(FaultKind.ClockSkew, "/order");
        Assert.IsType<SubmitOutcome.Accepted>(await stage.Venue.SubmitAsync(Entry("e0"), None));
        Assert.Equal(1, stage.Server.World.SentCount("e0"));
        stage.Server.Faults.Add(FaultKind.ClockSkew, "/order", times: 2);
        var refused = Assert.IsType<SubmitOutcome.Refused>(await stage.Venue.SubmitAsync(Entry("e1"), None));
        Assert.Equal(VenueRefusal.ClockSkew, refused.Refusal);
        Assert.Equal(0, stage.Server.World.SentCount("e1"));
    }

    [Fact]
    public async Task A_clock_that_is_a_minute_off_does_not_keep_a_stop_from_being_placed()
    {
        await using var stage = await OpenAsync();
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        stage.Time.Shift(TimeSpan.FromMinutes(1)); // the venue runs ahead; the signatures are now a minute old
        Assert.IsType<SubmitOutcome.Accepted>(await stage.Venue.SubmitAsync(Stop("s0", 95), None));
    }

    [Theory]
    //          fault, refusal
    [InlineData(FaultKind.TooMany, VenueRefusal.RateLimited)]
    [InlineData(FaultKind.Banned, VenueRefusal.RateLimited)]
    [InlineData(FaultKind.Region451, VenueRefusal.RegionRefused)]
    [InlineData(FaultKind.Region403, VenueRefusal.RegionRefused)]
    public async Task What_never_reached_the_matching_is_refused_for_certain(FaultKind kind, VenueRefusal refusal)
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(new Fault(kind) { Path = "/order", RetryAfterSeconds = 30 });
        var refused = Assert.IsType<SubmitOutcome.Refused>(await stage.Venue.SubmitAsync(Entry("e0"), None));
        Assert.Equal(refusal, refused.Refusal);
        Assert.Equal(0, stage.Server.World.SentCount("e0"));
    }

    [Fact]
    public async Task After_a_429_nothing_is_sent_until_the_venue_said()
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(new Fault(FaultKind.TooMany) { Path = "/order", RetryAfterSeconds = 30 });
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        var requests = stage.Server.Meter.Requests;
        var refused = Assert.IsType<SubmitOutcome.Refused>(await stage.Venue.SubmitAsync(Entry("e1"), None));
        Assert.Equal(VenueRefusal.RateLimited, refused.Refusal);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.ReadAccountAsync(None));
        Assert.Equal(requests, stage.Server.Meter.Requests);
        stage.Time.Shift(TimeSpan.FromSeconds(31));
        Assert.IsType<SubmitOutcome.Accepted>(await stage.Venue.SubmitAsync(Entry("e1"), None));
    }

    [Theory]
    //          fault, code, silence, a hold that is a ban
    [InlineData(FaultKind.TooMany, 0, VenueSilence.RateLimited, false)]
    [InlineData(FaultKind.Banned, 0, VenueSilence.Banned, true)]
    [InlineData(FaultKind.Region451, 0, VenueSilence.RegionRefused, null)]
    [InlineData(FaultKind.Region403, 0, VenueSilence.RegionRefused, null)]
    [InlineData(FaultKind.Html503, 0, VenueSilence.NoAnswer, null)]
    [InlineData(FaultKind.Drop, 0, VenueSilence.NoAnswer, null)]
    [InlineData(FaultKind.Error, -1016, VenueSilence.Closed, null)] // maintenance
    [InlineData(FaultKind.Error, -2015, VenueSilence.Unauthorised, null)]
    public async Task A_reading_that_fails_says_why_and_a_hold_is_remembered(
        FaultKind kind, int code, VenueSilence silence, bool? isBan)
    {
        await using var stage = await OpenAsync();
        Assert.Null(stage.Client.Budget.LastHold);
        stage.Server.Faults.Add(
            new Fault(kind) { Path = "/openOrders", RetryAfterSeconds = 30, Code = code, Times = 9 });
        var error = await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.ReadAccountAsync(None));
        Assert.Equal(silence, error.Silence);
        if (isBan is null) Assert.Null(error.RetryAfter);
        else Assert.InRange(error.RetryAfter!.Value.TotalSeconds, 1, 30);
        stage.Time.Shift(TimeSpan.FromSeconds(31));
        Assert.Equal(isBan, stage.Client.Budget.LastHold?.IsBan); // also when it is over: whoever looks later must know
        if (stage.Client.Budget.LastHold is { } hold) Assert.Equal(TimeSpan.FromSeconds(30), hold.Until - hold.Since);
    }

    [Fact]
    public async Task A_reading_that_hangs_ends_by_its_time_out()
    {
        await using var stage = await OpenAsync(
            Options with { ReadTimeout = TimeSpan.FromSeconds(1), OrderTimeout = TimeSpan.FromSeconds(1) });
        stage.Server.Faults.Add(FaultKind.Hang, "/openOrders", times: 9);
        var error = await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.ReadAccountAsync(None));
        Assert.Equal(VenueSilence.NoAnswer, error.Silence);
        stage.Server.Faults.Clear();
        stage.Server.Faults.Add(FaultKind.Hang, "/order");
        Assert.IsType<SubmitOutcome.Unknown>(await stage.Venue.SubmitAsync(Entry("e0"), None));
    }

    [Fact]
    public async Task A_budget_that_is_spent_is_not_the_venues_word()
    {
        await using var stage = await OpenAsync(Options with { AccountWeightMax = 50 });
        var error = await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.ReadAccountAsync(None));
        Assert.Equal(VenueSilence.BudgetSpent, error.Silence);
        Assert.Null(stage.Client.Budget.LastHold);
    }

    [Fact]
    public async Task An_order_that_was_just_accepted_may_be_unseen_for_a_while()
    {
        await using var stage = await OpenAsync();
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        stage.Server.Faults.Add(FaultKind.ReadLag, "/order");
        Assert.IsType<FindOutcome.Absent>(await stage.Venue.FindAsync(Near, Id("e0"), isConditional: false, None));
        Assert.IsType<FindOutcome.Found>(await stage.Venue.FindAsync(Near, Id("e0"), isConditional: false, None));
    }

    [Fact]
    public async Task A_market_order_that_fills_in_part_tells_how_much()
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(FaultKind.PartialFill, "/order");
        var order = Assert.IsType<SubmitOutcome.Accepted>(await stage.Venue.SubmitAsync(Entry("e0"), None)).Order;
        Assert.Equal((VenueOrderStatus.Expired, 1m), (order.Status, order.FilledQuantity));
        Assert.Equal(2, order.Quantity!.Value.Base);
        Assert.Equal(1, (await stage.Venue.ReadAccountAsync(None)).Positions[0].Quantity.Base);
    }

    [Fact]
    public async Task What_is_not_ours_is_shown_as_it_is()
    {
        await using var stage = await OpenAsync();
        await stage.Server.World.FillForeignAsync(Ada, Side.Sell, 3, "autoclose-77");
        stage.Server.World.PlaceForeignLimit(Near, Side.Buy, 1, 95, "adl_autoclose");
        var account = await stage.Venue.ReadAccountAsync(None);
        Assert.Equal((Ada, Side.Sell), (account.Positions[0].Symbol, account.Positions[0].Side));
        Assert.Equal("adl_autoclose", Assert.Single(account.OpenOrders).Id.Text);
    }

    [Fact]
    public async Task Every_entry_sets_its_symbol_to_isolated_margin_and_the_second_time_is_no_fault()
    {
        await using var stage = await OpenAsync();
        Assert.False(stage.Server.World.IsIsolated(Near));
        Assert.Null(await stage.Venue.SetLeverageAsync(Near, 3, None));
        Assert.True(stage.Server.World.IsIsolated(Near));
        Assert.Null(await stage.Venue.SetLeverageAsync(Near, 3, None));
        Assert.Equal(VenueRefusal.RuleBroken, await stage.Venue.SetLeverageAsync(Near, 200, None));
        stage.Server.Faults.Add(FaultKind.Unknown503, "/leverage");
        await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.SetLeverageAsync(Near, 3, None));
        stage.Server.World.IsMultiAssets = true; // isolated margin is impossible then
        Assert.Equal(VenueRefusal.Other, await stage.Venue.SetLeverageAsync(Ada, 3, None));
    }

    [Fact]
    public async Task A_read_is_tried_again_and_a_lasting_silence_is_said()
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(FaultKind.Html503, "/account", times: 3);
        Assert.Equal(10_000, (await stage.Venue.ReadAccountAsync(None)).WalletBalance);
        stage.Server.Faults.Add(FaultKind.Drop, "/openAlgoOrders", times: 4);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => stage.Venue.ReadAccountAsync(None));
    }

    [Fact]
    public async Task Profit_and_fee_of_one_trade_are_two_rows_though_the_venue_gives_them_one_number()
    {
        await using var stage = await OpenAsync();
        var start = stage.Now;
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        await stage.MoveToAsync(101);
        await stage.Venue.SubmitAsync(OrderRequest.Exit(Id("x0"), Near, Side.Buy, Quantity.Of(2)), None);
        var rows = await stage.Venue.ReadIncomeAsync(start, null, None);
        Assert.Equal([IncomeKind.Commission, IncomeKind.RealisedPnl, IncomeKind.Commission],
            rows.Select(row => row.Kind));
        Assert.Equal(rows.Select(row => row.Sequence).Order(), rows.Select(row => row.Sequence));
        Assert.Equal(3, rows.Select(row => row.Sequence).Distinct().Count());
        Assert.Equal(rows.Skip(1), await stage.Venue.ReadIncomeAsync(rows[1].At, null, None)); // from on, inclusive
    }

    [Fact]
    public async Task Income_of_the_millisecond_that_is_asked_for_is_told_however_late_in_it_the_question_begins()
    {
        await using var stage = await OpenAsync();
        await stage.Venue.SubmitAsync(Entry("e0"), None);
        var row = Assert.Single(await stage.Venue.ReadIncomeAsync(stage.Now.AddMinutes(-1), null, None));
        Assert.Equal([row], await stage.Venue.ReadIncomeAsync(row.At.AddTicks(9_999), null, None));
        Assert.Empty(await stage.Venue.ReadIncomeAsync(row.At.AddMilliseconds(1), null, None));
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_order_unknown()
    {
        await using var stage = await OpenAsync();
        stage.Server.Faults.Add(FaultKind.Hang, "/order", afterEffect: true);
        using var patience = new CancellationTokenSource();
        var submit = stage.Venue.SubmitAsync(Entry("e0"), patience.Token);
        await SentAsync(stage, "e0");
        await patience.CancelAsync();
        Assert.IsType<SubmitOutcome.Unknown>(await submit);
        Assert.Equal(1, stage.Server.World.SentCount("e0"));
    }

    /// <summary>Waits until the venue has an order.</summary>
    private static async Task SentAsync(VenueStage stage, string id)
    {
        while (stage.Server.World.SentCount(id) == 0) await Task.Delay(5);
    }

    private static ClientOrderId Id(string text) => ClientOrderId.Of(text);

    private static OrderRequest Entry(string id) => OrderRequest.Entry(Id(id), Near, Side.Buy, Quantity.Of(2));

    private static OrderRequest Stop(string id, decimal trigger) =>
        OrderRequest.Stop(Id(id), Near, Side.Buy, Price.Of(trigger));
}
