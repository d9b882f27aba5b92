using FsCheck;
using FsCheck.Fluent;
using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

public sealed class CatchUpTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ListEntityStore _store = new();
    private readonly ScriptedPrices _prices = Prices();

    [Theory]
    //          seconds after the start, incomes after the entry
    [InlineData(59, "Funding; RealisedPnl; Commission")] // before the end of the minute that stops it
    [InlineData(60, "RealisedPnl; Commission")] // at its end: the position is gone
    public async Task Funding_and_stops_act_in_the_order_of_time(int seconds, string kinds)
    {
        var venue = Venue();
        await EnterAsync(venue, Near, 10);
        await StopAsync(venue, Near, 95);
        _prices.AppendFunding(Near, new(Start.AddSeconds(seconds), 0.001, Price.Of(100)));
        _prices.PassMinute(Near, 94);
        var incomes = await venue.ReadIncomeAsync(Start.AddSeconds(1), null, None);
        Assert.Equal(kinds, string.Join("; ", incomes.Select(income => income.Kind)));
    }

    [Fact]
    public async Task Funding_is_paid_where_nobody_trades()
    {
        var venue = Venue();
        await EnterAsync(venue, Near, 10);
        _prices.AppendFunding(Near, new(Start.AddHours(1), 0.001, Price.Of(100)));
        _prices.Now = Start.AddHours(2); // no candles at all
        var incomes = await venue.ReadIncomeAsync(Start.AddSeconds(1), null, None);
        Assert.Equal(Start.AddHours(1), Assert.Single(incomes).At);
    }

    [Fact]
    public async Task Funding_before_the_entry_is_not_paid()
    {
        var venue = Venue();
        _prices.AppendFunding(Near, new(Start.AddMinutes(1), 0.001, Price.Of(100)));
        _prices.PassMinute(Near, 100);
        await EnterAsync(venue, Near, 10);
        _prices.PassMinute(Near, 100);
        Assert.Equal([IncomeKind.Commission],
            (await venue.ReadIncomeAsync(Start, null, None)).Select(income => income.Kind));
    }

    [Fact]
    public async Task Events_of_several_symbols_come_in_the_order_of_time_and_then_of_names()
    {
        var venue = Venue();
        await EnterAsync(venue, Near, 10);
        await EnterAsync(venue, Pepe, 10);
        await StopAsync(venue, Near, 95);
        await StopAsync(venue, Pepe, 97);
        _prices.AppendFunding(Pepe, new(Start.AddMinutes(2), 0.001, Price.Of(100)));
        _prices.AppendFunding(Near, new(Start.AddMinutes(2), 0.001, Price.Of(100)));
        _prices.PassMinute(Near, 96);
        _prices.PassMinute(Pepe, 98);
        _prices.PassMinute(Near, 94);
        _prices.PassMinute(Pepe, 96);
        var incomes = await venue.ReadIncomeAsync(Start.AddSeconds(1), null, None);
        Assert.Equal(
            "Funding 1000PEPEUSDT 2; Funding NEARUSDT 2; RealisedPnl NEARUSDT 3; Commission NEARUSDT 3; "
            + "RealisedPnl 1000PEPEUSDT 4; Commission 1000PEPEUSDT 4",
            string.Join("; ", incomes.Select(income =>
                $"{income.Kind} {income.Symbol} {(income.At - Start).TotalMinutes}")));
    }

    [Fact]
    public async Task A_symbol_that_is_no_longer_listed_stands_still()
    {
        var venue = Venue();
        await EnterAsync(venue, Near, 10);
        _prices.Unlist(Near);
        _prices.PassMinute(Near, 50);
        var held = Assert.Single((await venue.ReadAccountAsync(None)).Positions);
        Assert.Null(held.LiquidationPrice);
        Assert.IsType<SubmitOutcome.Refused>(await venue.SubmitAsync(
            OrderRequest.Exit(Id("x0"), Near, Side.Buy, Quantity.Of(10)), None));
    }

    [Fact]
    public async Task After_a_month_without_a_reader_everything_is_caught_up_in_writes_that_a_store_can_take()
    {
        var venue = Venue();
        await EnterAsync(venue, Near, 10);
        await EnterAsync(venue, Pepe, 10);
        for (var hour = 1; hour <= 720; hour++)
        {
            _prices.AppendFunding(Near, new(Start.AddHours(hour), 0.0001, Price.Of(100)));
            _prices.AppendFunding(Pepe, new(Start.AddHours(hour), -0.0001, Price.Of(100)));
        }

        _prices.Now = Start.AddDays(30);
        var account = await venue.ReadAccountAsync(None);
        Assert.InRange(_store.LargestWrite, CatchUpRowsMax, EntityLimits.WritesMax);
        var incomes = (await venue.ReadIncomeAsync(Start, Near, None))
            .Concat(await venue.ReadIncomeAsync(Start, Pepe, None)).OrderBy(income => income.Sequence).ToArray();
        Assert.Equal(2 + 1440, incomes.Length);
        Assert.Equal(Enumerable.Range(1, 1442), incomes.Select(income => (int)income.Sequence));
        Assert.Equal(incomes.Select(income => income.At).Order(), incomes.Select(income => income.At));
        Assert.Equal(10_000 + incomes.Sum(income => income.Amount), account.WalletBalance);
    }

    [Fact]
    public void Instances_that_share_a_store_leave_the_same_rows_as_one() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).ArrayOf().ToArbitrary(),
        steps => Live(steps, instances: 1).SequenceEqual(Live(steps, instances: 3)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(120));

    [Fact]
    public void A_life_with_planned_crashes_leaves_the_same_rows_as_one_without() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).ArrayOf().ToArbitrary(),
        steps => Live(steps, instances: 1).SequenceEqual(Live(steps, instances: 2, crashEvery: 3)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(120));

    private const int CatchUpRowsMax = 50;

    private static List<string> Live(int[] steps, int instances, int crashEvery = int.MaxValue)
    {
        var (store, prices) = (new ListEntityStore(), Prices());
        var venues = Enumerable.Range(0, instances)
            .Select(_ => new PaperVenue(store, prices, Options, prices)).ToArray();
        for (var index = 0; index < steps.Length; index++)
        {
            // A crash before the write: the command is sent again by somebody, as if the process had come back.
            store.BeforeWrite = index % crashEvery == crashEvery - 1 ? CrashOnce : null;
            var venue = venues[index % instances];
            var step = Step(venue, prices, steps[index], index);
            if (step.IsFaulted) step = Step(venue, prices, steps[index], index);
            Assert.True(step.IsCompletedSuccessfully, step.Exception?.ToString());
            if (steps[index] % 7 == 0) Move(prices, steps[index]);
        }

        return [.. store.Dump()];

        void CrashOnce()
        {
            store.BeforeWrite = null;
            throw new InvalidOperationException("planned crash");
        }
    }

    private static Task Step(PaperVenue venue, ScriptedPrices prices, int number, int index)
    {
        var symbol = number % 2 == 0 ? Near : Pepe;
        var side = number / 2 % 2 == 0 ? Side.Buy : Side.Sell;
        var trigger = decimal.Round(prices.Close(symbol) * (1 - (side.Sign() * (1 + (number / 4 % 40)) / 1000m)), 2);
        return (number / 200 % 6) switch
        {
            0 => EnterAsync(venue, symbol, 1 + (number % 30), side, $"e{index}"),
            1 => venue.SubmitAsync(OrderRequest.Exit(Id($"x{index}"), symbol, side, Quantity.Of(5)), None),
            2 => venue.SubmitAsync(OrderRequest.Stop(Id($"s{index}"), symbol, side, Price.Of(trigger)), None),
            3 => venue.SubmitAsync(
                OrderRequest.TakeProfit(Id($"t{index}"), symbol, side.Opposite(), Price.Of(trigger)), None),
            4 => venue.FindAsync(symbol, Id($"s{index - 1}"), isConditional: true, None),
            _ => venue.ReadAccountAsync(None),
        };
    }

    // A minute is known before it is over, as in a replay; time goes on by parts of it.
    private static void Move(ScriptedPrices prices, int number)
    {
        foreach (var symbol in (Symbol[])[Near, Pepe])
        {
            var open = prices.Close(symbol);
            var close = decimal.Round(Math.Clamp(open * (1 + (((number / 10 % 41) - 20) / 500m)), 30, 300), 2);
            prices.Append(symbol, new(open, Math.Max(open, close) * 1.01m, Math.Min(open, close) * 0.99m, close));
        }

        if (number % 3 == 0) prices.AppendFunding(Near, new(prices.Now.AddSeconds(9), 0.0003, Price.Of(100)));
        prices.Now = prices.Now.AddSeconds(10 + (number / 1000 % 50));
    }

    private static ScriptedPrices Prices()
    {
        var prices = new ScriptedPrices(Start);
        prices.List(NearRules, 100);
        prices.List(Rules(Pepe), 100);
        return prices;
    }

    private PaperVenue Venue() => new(_store, _prices, Options, _prices);

    private static Task<SubmitOutcome> EnterAsync(
        PaperVenue venue, Symbol symbol, decimal quantity, Side side = Side.Buy, string id = "e0") =>
        venue.SubmitAsync(OrderRequest.Entry(Id(id), symbol, side, Quantity.Of(quantity)), None);

    private static async Task StopAsync(PaperVenue venue, Symbol symbol, decimal trigger) =>
        Assert.IsType<SubmitOutcome.Accepted>(await venue.SubmitAsync(
            OrderRequest.Stop(Id($"s-{symbol}"), symbol, Side.Buy, Price.Of(trigger)), None));
}
