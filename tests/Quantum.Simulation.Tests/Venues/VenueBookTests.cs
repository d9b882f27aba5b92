using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

public sealed class VenueBookTests
{
    [Fact]
    public void A_market_order_fills_at_once_completely_and_worse_than_the_book()
    {
        var book = Book(Options);
        var outcome = book.Submit(
            OrderRequest.Entry(Id("e0"), Near, Side.Buy, Quantity.Of(10)), mark: 100, spread: 0.02m);

        // ask 100.01 × 1.001 = 100.11001, up to the tick: 100.12; fee 0.1 % of 1,001.2; margin a tenth (leverage 10).
        var order = Assert.IsType<SubmitOutcome.Accepted>(outcome).Order;
        Assert.Equal(VenueOrderStatus.Filled, order.Status);
        Assert.Equal((10m, 1.0012m), (order.FilledQuantity, order.Fee));
        Assert.Equal(Price.Of(100.12m), order.AveragePrice);
        Assert.Equal("Commission -1.0012", book.Incomes());
        var held = Assert.Single(book.State.Positions);
        Assert.Equal((10m, 1001.2m, 100.12m), (held.Quantity, held.EntryValue, held.Margin));
        Assert.Equal(10_000 - 1.0012m, book.State.Wallet);
        Assert.Equal(book.State.Wallet - 100.12m, book.State.Available);
    }

    [Fact]
    public void A_sell_fills_below_the_bid_rounded_down()
    {
        var book = Book(Options);
        book.Submit(OrderRequest.Entry(Id("e0"), Near, Side.Sell, Quantity.Of(10)), mark: 100, spread: 0.02m);
        Assert.Equal(99.89m, book.Ended[0].Order.AveragePrice!.Value.QuotePerBase); // 99.99 × 0.999 = 99.89001
    }

    [Fact]
    public void Adding_averages_the_entry_and_closing_realises_against_the_mean()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Enter(Side.Buy, 30, mark: 104, id: "e1");
        Assert.Equal(103m, book.State.PositionIn(Near)!.EntryPrice.QuotePerBase); // (10·100 + 30·104) / 40
        book.Exit(Side.Buy, 10, mark: 105);
        Assert.Equal("RealisedPnl 20", book.Incomes()); // 10 × (105 − 103)
        Assert.Equal((30m, 103m), (book.State.Positions[0].Quantity, book.State.Positions[0].EntryPrice.QuotePerBase));
        Assert.Equal(103m * 30 / 10, book.State.Positions[0].Margin);
        book.Exit(Side.Buy, 30, mark: 100, id: "x1");
        Assert.Equal("RealisedPnl 20; RealisedPnl -90", book.Incomes());
        Assert.Empty(book.State.Positions);
        book.AssertBalanced();
    }

    [Fact]
    public void A_short_earns_when_the_price_falls()
    {
        var book = Book();
        book.Enter(Side.Sell, 10, mark: 100);
        Assert.Equal(30m, book.State.Positions[0].UnrealisedAt(97));
        book.Exit(Side.Sell, 10, mark: 97);
        Assert.Equal("RealisedPnl 30", book.Incomes());
    }

    [Fact]
    public void Closing_in_thirds_loses_nothing_to_division()
    {
        var book = Book();
        book.Enter(Side.Buy, 0.2m, mark: 100);
        book.Enter(Side.Buy, 0.1m + 0.3m, mark: 100.01m, id: "e1"); // the mean 100.00666… has no last digit
        for (var part = 0; part < 3; part++) book.Exit(Side.Buy, 0.2m, mark: 100.01m, id: $"x{part}");
        Assert.Equal(0.002m, book.Incomes.Sum(income => income.Amount), precision: 7);
        Assert.Empty(book.State.Positions);
        book.AssertBalanced();
    }

    [Theory]
    //          exit,  filled, left
    [InlineData("4", "4", "6")]
    [InlineData("10", "10", "0")]
    [InlineData("25", "10", "0")] // shrinks to what is there
    public void A_reduce_only_order_never_turns_a_position(string exit, string filled, string left)
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        var order = book.Exit(Side.Buy, decimal.Parse(exit), mark: 100);
        Assert.Equal(decimal.Parse(filled), order.FilledQuantity);
        Assert.Equal(decimal.Parse(left), book.State.PositionIn(Near)?.Quantity ?? 0);
    }

    [Fact]
    public void A_larger_opposite_order_turns_the_position()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Enter(Side.Sell, 25, mark: 110, id: "e1");
        var held = Assert.Single(book.State.Positions);
        Assert.Equal((Side.Sell, 15m, 110m), (held.Side, held.Quantity, held.EntryPrice.QuotePerBase));
        Assert.Equal("RealisedPnl 100", book.Incomes());
        Assert.Equal(165m, held.Margin);
    }

    [Fact]
    public void A_second_order_of_a_filled_orders_id_fills_again()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Enter(Side.Buy, 10, mark: 100);
        Assert.Equal(20m, book.State.Positions[0].Quantity);
        Assert.Equal([1L, 2L], book.Ended.Select(ended => ended.Number));
    }

    [Theory]
    //          side,      rate,     amount: −sign × 10 × 102 × rate
    [InlineData(Side.Buy, 0.0001, "-0.102")]
    [InlineData(Side.Buy, -0.0001, "0.102")]
    [InlineData(Side.Sell, 0.0001, "0.102")]
    [InlineData(Side.Sell, -0.0001, "-0.102")]
    public void Longs_pay_shorts_while_the_rate_is_positive(Side side, double rate, string amount)
    {
        var book = Book();
        book.Enter(side, 10, mark: 100);
        book.Fund(Near, new(Start.AddHours(1), rate, Price.Of(102)));
        book.Fund(Pepe, new(Start.AddHours(1), rate, Price.Of(102))); // nothing is held there
        var income = Assert.Single(book.Incomes);
        Assert.Equal((IncomeKind.Funding, decimal.Parse(amount)), (income.Kind, income.Amount));
        Assert.Equal(Start.AddHours(1), income.At);
        Assert.Null(income.OrderId);
        book.AssertBalanced();
    }

    [Fact]
    public void A_cancelled_order_is_gone_and_cannot_be_cancelled_again()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        book.Stop(Side.Buy, 95, mark: 100);
        Assert.IsType<CancelOutcome.NotOpen>(book.Cancel(Near, Id("s0"), isConditional: false, Start));
        Assert.IsType<CancelOutcome.NotOpen>(book.Cancel(Pepe, Id("s0"), isConditional: true, Start));
        Assert.IsType<CancelOutcome.Cancelled>(book.Cancel(Near, Id("s0"), isConditional: true, Start));
        Assert.IsType<CancelOutcome.NotOpen>(book.Cancel(Near, Id("s0"), isConditional: true, Start));
        Assert.Empty(book.State.Orders);
        Assert.Equal("s0 Cancelled", book.Ends());
    }

    [Theory]
    //          leverage, answer
    [InlineData(0, VenueRefusal.RuleBroken)]
    [InlineData(51, VenueRefusal.RuleBroken)] // the first tier allows 50
    [InlineData(50, null)]
    [InlineData(1, null)]
    public void Leverage_stays_within_what_the_symbol_allows(int leverage, VenueRefusal? answer) =>
        Assert.Equal(answer, Book().SetLeverage(Near, leverage, NearRules));

    [Fact]
    public void Setting_the_same_leverage_again_changes_nothing()
    {
        var book = Book();
        Assert.Null(book.SetLeverage(Near, 3, NearRules));
        var before = book.State;
        Assert.Null(book.SetLeverage(Near, 3, NearRules));
        Assert.Same(before, book.State);
    }

    [Fact]
    public void Leverage_of_an_open_position_rises_but_does_not_fall_and_its_margin_stays()
    {
        var book = Book();
        book.Enter(Side.Buy, 10, mark: 100);
        Assert.Equal(VenueRefusal.Other, book.SetLeverage(Near, 5, NearRules));
        Assert.Null(book.SetLeverage(Near, 20, NearRules));
        Assert.Equal(100m, book.State.Positions[0].Margin);
        Assert.Equal(VenueRefusal.NotTrading, book.SetLeverage(Near, 5, rules: null));
    }
}
