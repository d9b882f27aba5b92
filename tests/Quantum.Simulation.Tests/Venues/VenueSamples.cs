using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Venues;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>Round numbers, so that every expectation can be calculated by hand.</summary>
public static class VenueSamples
{
    public static readonly DateTimeOffset Start = new(2025, 6, 2, 18, 0, 0, TimeSpan.Zero);
    public static readonly Symbol Near = Symbol.Of("NEARUSDT");
    public static readonly Symbol Pepe = Symbol.Of("1000PEPEUSDT");

    /// <summary>Slippage 10 bps and a commission of 0.1 %.</summary>
    public static readonly PaperVenueOptions Options = new()
    {
        TakerFeeRate = 0.001m, SlippageBps = 10, LiquidationFeeRate = 0.01m, LeverageDefault = 10,
    };

    public static readonly PaperVenueOptions FreeOfCost = Options with { TakerFeeRate = 0, SlippageBps = 0 };

    /// <summary>
    /// Maintenance 1 %, from 5,000 on 2 % − 50, from 50,000 on 5 % − 1,550: continuous at both steps.
    /// </summary>
    public static SymbolRules Rules(Symbol symbol, ContractStatus status = ContractStatus.Trading) => new(
        symbol, status, "USDT", IsPerpetual: true, Start.AddDays(-100), TickSize: 0.01m, StepSize: 0.1m,
        QuantityMin: 0.2m, QuantityMax: 1000, NotionalMin: 5, FundingIntervalHours: 8,
        [
            new(0, 5_000, 0.01m, 0, 50), new(5_000, 50_000, 0.02m, 50, 20), new(50_000, 500_000, 0.05m, 1_550, 10),
        ]);

    public static readonly SymbolRules NearRules = Rules(Near);

    public static ClientOrderId Id(string text) => ClientOrderId.Of(text);

    public static VenueBook Book(PaperVenueOptions? options = null) =>
        new(VenueState.Open(10_000), options ?? FreeOfCost);

    public static SubmitOutcome Submit(this VenueBook book, OrderRequest request, decimal mark, decimal spread = 0) =>
        book.Submit(request, new(request.Symbol, Price.Of(mark - (spread / 2)), Price.Of(mark + (spread / 2)), Start),
            Price.Of(mark), Rules(request.Symbol), Start);

    /// <summary>Opens at a price and expects success.</summary>
    public static VenueOrder Enter(this VenueBook book, Side side, decimal quantity, decimal mark, string id = "e0") =>
        book.Accept(OrderRequest.Entry(Id(id), Near, side, Quantity.Of(quantity)), mark);

    public static VenueOrder Exit(
        this VenueBook book, Side position, decimal quantity, decimal mark, string id = "x0") =>
        book.Accept(OrderRequest.Exit(Id(id), Near, position, Quantity.Of(quantity)), mark);

    public static VenueOrder Stop(
        this VenueBook book, Side position, decimal trigger, decimal mark, string id = "s0") =>
        book.Accept(OrderRequest.Stop(Id(id), Near, position, Price.Of(trigger)), mark);

    public static VenueOrder TakeProfit(
        this VenueBook book, Side position, decimal trigger, decimal mark, string id = "t0") =>
        book.Accept(OrderRequest.TakeProfit(Id(id), Near, position, Price.Of(trigger)), mark);

    public static VenueOrder Bridge(
        this VenueBook book, Side position, decimal quantity, decimal trigger, decimal mark, string id = "b0") =>
        book.Accept(OrderRequest.Bridge(Id(id), Near, position, Quantity.Of(quantity), Price.Of(trigger)), mark);

    public static VenueOrder Accept(this VenueBook book, OrderRequest request, decimal mark) =>
        Assert.IsType<SubmitOutcome.Accepted>(book.Submit(request, mark)).Order;

    public static VenueRefusal Refuse(this VenueBook book, OrderRequest request, decimal mark)
    {
        var before = book.State;
        var refused = Assert.IsType<SubmitOutcome.Refused>(book.Submit(request, mark));
        Assert.Equal(before, book.State);
        Assert.NotEmpty(refused.Detail);
        return refused.Refusal;
    }

    /// <summary>A minute in which last and mark price are the same.</summary>
    public static void Pass(this VenueBook book, PriceBar bar) => book.Pass(bar, bar, bar);

    public static void Pass(this VenueBook book, PriceBar mark, PriceBar last, PriceBar minuteMark) =>
        book.Advance(Near, new(Start, Start.AddMinutes(1), last, mark, minuteMark), NearRules);

    public static PriceBar Bar(decimal open, decimal high, decimal low, decimal close) => new(open, high, low, close);

    /// <summary>How the last order that ended did so, e.g. <c>s0 Filled 10 at 95</c>.</summary>
    public static string Ends(this VenueBook book) => string.Join("; ", book.Ended
        .Where(ended => ended.Order.Id.Text is not ("e0" or "e1"))
        .Select(ended => ended.Order.Status == VenueOrderStatus.Filled
            ? $"{ended.Order.Id} {Plain(ended.Order.FilledQuantity)} at {PriceOf(ended.Order)}"
            : $"{ended.Order.Id} {ended.Order.Status}"));

    public static string Incomes(this VenueBook book) => string.Join("; ", book.Incomes
        .Select(income => $"{income.Kind} {Plain(income.Amount)}"));

    /// <summary>Deposit + Σ incomes = wallet, with no tolerance at all.</summary>
    public static void AssertBalanced(this VenueBook book) =>
        Assert.Equal(book.State.Deposit + book.Incomes.Sum(income => income.Amount), book.State.Wallet);

    private static string PriceOf(VenueOrder order) => Plain(order.AveragePrice!.Value.QuotePerBase);

    private static string Plain(decimal number) =>
        number.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
}
