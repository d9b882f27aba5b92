using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

public sealed class OrderAdmissionTests
{
    [Theory]
    //          quantity, refusal
    [InlineData("0.25", VenueRefusal.RuleBroken)] // step 0.1
    [InlineData("0.1", VenueRefusal.RuleBroken)] // least 0.2
    [InlineData("1000.1", VenueRefusal.RuleBroken)] // most 1,000
    [InlineData("0.4", VenueRefusal.RuleBroken)] // 0.4 × 10 = 4 < 5
    [InlineData("0.5", null)]
    [InlineData("1000", null)]
    public void An_entry_obeys_the_symbols_rules(string quantity, VenueRefusal? refusal)
    {
        var request = OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(decimal.Parse(quantity)));
        Assert.Equal(refusal, (Book().Submit(request, mark: 10) as SubmitOutcome.Refused)?.Refusal);
    }

    [Fact]
    public void An_exit_may_be_worth_less_than_the_least_value_and_smaller_than_the_least_size()
    {
        var book = Book();
        book.Enter(Side.Buy, 0.5m, mark: 10);
        book.Exit(Side.Buy, 0.4m, mark: 10);
        Assert.Equal(0.1m, book.Exit(Side.Buy, 0.1m, mark: 10, id: "x1").FilledQuantity);
    }

    [Fact]
    public void There_must_be_something_to_reduce()
    {
        var book = Book();
        Assert.Equal(VenueRefusal.NothingToReduce,
            book.Refuse(OrderRequest.Exit(Id("x0"), Near, Side.Buy, Quantity.Of(1)), mark: 100));
        book.Enter(Side.Sell, 1, mark: 100);
        Assert.Equal(VenueRefusal.NothingToReduce, // selling does not reduce a short
            book.Refuse(OrderRequest.Exit(Id("x0"), Near, Side.Buy, Quantity.Of(1)), mark: 100));
    }

    [Fact]
    public void An_id_is_unique_among_open_orders_only()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Stop(Side.Buy, 95, mark: 100, id: "s0");
        Assert.Equal(VenueRefusal.DuplicateId,
            book.Refuse(OrderRequest.TakeProfit(Id("s0"), Near, Side.Buy, Price.Of(105)), mark: 100));
        Assert.Equal(VenueRefusal.DuplicateId, book.Refuse(
            OrderRequest.TakeProfit(Id("s0"), Pepe, Side.Buy, Price.Of(105)), mark: 100));
        book.Cancel(Near, Id("s0"), isConditional: true, Start);
        book.Stop(Side.Buy, 95, mark: 100, id: "s0");
    }

    [Theory]
    //          position,  stop?, trigger, refused at a mark price of 100
    [InlineData(Side.Buy, true, "99.99", false)]
    [InlineData(Side.Buy, true, "100", true)]
    [InlineData(Side.Buy, false, "100.01", false)]
    [InlineData(Side.Buy, false, "100", true)]
    [InlineData(Side.Sell, true, "100.01", false)]
    [InlineData(Side.Sell, true, "100", true)]
    [InlineData(Side.Sell, false, "99.99", false)]
    [InlineData(Side.Sell, false, "100", true)]
    public void A_trigger_that_is_already_through_the_mark_is_refused(
        Side position, bool isStop, string trigger, bool isRefused)
    {
        var price = Price.Of(decimal.Parse(trigger));
        var book = Book();
        book.Enter(position, 10, mark: 100);
        var outcome = book.Submit(
            isStop ? OrderRequest.Stop(Id("c0"), Near, position, price)
                : OrderRequest.TakeProfit(Id("c0"), Near, position, price), mark: 100);
        Assert.Equal(isRefused ? VenueRefusal.WouldTriggerImmediately : null,
            (outcome as SubmitOutcome.Refused)?.Refusal);
    }

    [Fact]
    public void One_close_position_stop_and_one_take_profit_rest_on_a_side_and_a_bridge_beside_them()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Stop(Side.Buy, 95, mark: 100);
        book.TakeProfit(Side.Buy, 105, mark: 100);
        Assert.Equal(VenueRefusal.StopExists,
            book.Refuse(OrderRequest.Stop(Id("s1"), Near, Side.Buy, Price.Of(96)), mark: 100));
        Assert.Equal(VenueRefusal.StopExists,
            book.Refuse(OrderRequest.TakeProfit(Id("t1"), Near, Side.Buy, Price.Of(106)), mark: 100));
        book.Bridge(Side.Buy, 10, trigger: 96, mark: 100);
        book.Stop(Side.Sell, 105, mark: 100, id: "s2"); // the other side
        Assert.Equal(4, book.State.Orders.Length);
    }

    [Fact]
    public void An_entry_needs_its_margin_and_its_fee()
    {
        // At leverage 10 and 100 a piece: margin 10 and fee 0.1 each; 10,000 / 10.1 = 990.09…
        var options = Options with { SlippageBps = 0 };
        Assert.Equal(VenueRefusal.InsufficientMargin, Book(options).Refuse(
            OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(990.1m)), mark: 100));
        Assert.Equal(990m, Book(options).Enter(Side.Buy, 990, mark: 100).FilledQuantity);
    }

    [Fact]
    public void An_exit_never_needs_margin()
    {
        var book = Book(Options with { SlippageBps = 0 });
        book.Enter(Side.Buy, 990, mark: 100);
        Assert.Equal(990m, book.Exit(Side.Buy, 990, mark: 95).FilledQuantity);
    }

    [Fact]
    public void A_position_may_not_outgrow_the_tier_of_its_leverage()
    {
        var book = Book();
        book.SetLeverage(Near, 50, NearRules);
        Assert.Equal(VenueRefusal.RuleBroken, book.Refuse( // from 5,000 on at most 20
            OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(50)), mark: 100));
        book.Enter(Side.Buy, 49.9m, mark: 100);
        Assert.Equal(VenueRefusal.RuleBroken, book.Refuse(
            OrderRequest.Entry(Id("e1"), Near, Side.Buy, Quantity.Of(0.2m)), mark: 100));
    }

    [Theory]
    //          status,                   entry,  exit
    [InlineData(ContractStatus.Trading, true, true)]
    [InlineData(ContractStatus.Delisting, false, true)]
    [InlineData(ContractStatus.Closed, false, false)]
    [InlineData(ContractStatus.Unknown, false, false)]
    public void Only_a_trading_contract_opens_and_a_delisted_one_still_closes(
        ContractStatus status, bool mayEnter, bool mayExit)
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        var (mark, rules) = (Price.Of(100), Rules(Near, status));
        var quote = new Quote(Near, mark, mark, Start);
        var entry = book.Submit(
            OrderRequest.Entry(Id("e1"), Near, Side.Buy, Quantity.Of(1)), quote, mark, rules, Start);
        var exit = book.Submit(OrderRequest.Exit(Id("x1"), Near, Side.Buy, Quantity.Of(1)), quote, mark, rules, Start);
        Assert.Equal(mayEnter ? null : VenueRefusal.NotTrading, (entry as SubmitOutcome.Refused)?.Refusal);
        Assert.Equal(mayExit ? null : VenueRefusal.NotTrading, (exit as SubmitOutcome.Refused)?.Refusal);
    }

    [Fact]
    public void Without_prices_or_rules_nothing_trades()
    {
        var request = OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(1));
        var quote = new Quote(Near, Price.Of(1), Price.Of(1), Start);
        Assert.Equal(VenueRefusal.NotTrading, Assert.IsType<SubmitOutcome.Refused>(
            Book().Submit(request, quote: null, mark: null, NearRules, Start)).Refusal);
        Assert.Equal(VenueRefusal.NotTrading, Assert.IsType<SubmitOutcome.Refused>(
            Book().Submit(request, quote, Price.Of(1), rules: null, Start)).Refusal);
    }

    public static readonly TheoryData<string, OrderRequest> Malformed = new()
    {
        { "no side", Market() with { Side = Side.None } },
        { "no type", Market() with { Type = OrderType.None } },
        { "no size", Market() with { Quantity = null } },
        { "a market order with a trigger", Market() with { TriggerPrice = Price.Of(90) } },
        { "a market order that closes the position", Market() with { Quantity = null, ClosePosition = true } },
        { "a stop without a trigger", Market() with { Type = OrderType.StopMarket, ReduceOnly = true } },
        { "a stop that opens", Market() with { Type = OrderType.StopMarket, TriggerPrice = Price.Of(90) } },
        { "close-position with a size", Stop() with { Quantity = Quantity.Of(1) } },
        { "close-position and reduce-only", Stop() with { ReduceOnly = true } },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_request_that_makes_no_sense_is_refused(string what, OrderRequest request)
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        Assert.True(book.Refuse(request, mark: 100) == VenueRefusal.Other, what);
    }

    [Fact]
    public void A_trigger_is_a_multiple_of_the_tick() => Assert.Equal(VenueRefusal.RuleBroken,
        Book().Refuse(OrderRequest.Stop(Id("s0"), Near, Side.Buy, Price.Of(95.001m)), mark: 100));

    [Fact]
    public void At_most_ten_conditional_orders_rest_in_a_symbol()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        for (var index = 0; index < 10; index++) book.Bridge(Side.Buy, 1, trigger: 95, mark: 100, id: $"b{index}");
        Assert.Equal(VenueRefusal.Other, book.Refuse(
            OrderRequest.Bridge(Id("b10"), Near, Side.Buy, Quantity.Of(1), Price.Of(95)), mark: 100));
    }

    private static OrderRequest Market() => OrderRequest.Entry(Id("o0"), Near, Side.Sell, Quantity.Of(1));

    private static OrderRequest Stop() => OrderRequest.Stop(Id("o0"), Near, Side.Buy, Price.Of(90));
}
