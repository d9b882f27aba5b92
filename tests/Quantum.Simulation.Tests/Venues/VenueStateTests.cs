using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Simulation.Markets;
using Quantum.Simulation.Venues;
using static Quantum.Simulation.Tests.Venues.VenueSamples;

namespace Quantum.Simulation.Tests.Venues;

/// <summary>What holds after every step of any life of an account.</summary>
public sealed class VenueStateTests
{
    // Each number is one step; what it does follows from its digits.
    private static readonly Arbitrary<int[]> Lives = Gen.Choose(0, 1_000_000_000).ArrayOf().ToArbitrary();

    [Fact]
    public void The_books_balance_exactly_after_every_step() => ForEveryStep((life, _) =>
        life.Book.AssertBalanced());

    [Fact]
    public void Realised_and_unrealised_profit_is_what_the_fills_say() => ForEveryStep((life, _) =>
    {
        // Cash flow of every fill plus the value of what is open, against the venue's own figure. Rounding to eight
        // decimals goes against the account, once an income and once a partial close.
        var cash = life.Book.Ended.Where(ended => ended.Order.Status == VenueOrderStatus.Filled).Sum(ended =>
            -ended.Order.Side.Sign() * ended.Order.FilledQuantity * ended.Order.AveragePrice!.Value.QuotePerBase);
        var open = life.Book.State.Positions.Sum(held => held.Side.Sign() * held.Quantity * held.Mark);
        var costs = life.Book.Incomes.Where(income => income.Kind != IncomeKind.RealisedPnl)
            .Sum(income => income.Amount);
        var equity = life.Book.State.Wallet + life.Book.State.Positions.Sum(held => held.UnrealisedAt(held.Mark));
        var expected = life.Book.State.Deposit + cash + open + costs;
        Assert.InRange(expected - equity, -0.000_001m, 0.000_001m);
    });

    [Fact]
    public void A_symbol_has_one_position_at_most_and_positions_are_ordered() => ForEveryStep((life, _) =>
    {
        var symbols = life.Book.State.Positions.Select(held => held.Symbol.Name).ToArray();
        Assert.Equal(symbols.Distinct().Order(StringComparer.Ordinal), symbols);
        Assert.All(life.Book.State.Positions, held => Assert.True(held.Quantity > 0 && held.Margin > 0));
    });

    [Fact]
    public void Only_an_entry_opens_enlarges_or_turns_a_position() => ForEveryStep((life, before) =>
    {
        if (life.WasEntry) return;
        foreach (var held in life.Book.State.Positions)
        {
            var earlier = before.PositionIn(held.Symbol);
            Assert.True(earlier is not null && earlier.Side == held.Side && held.Quantity <= earlier.Quantity);
        }
    });

    [Fact]
    public void No_window_that_reaches_the_stop_pays_the_take_profit() => ForEveryStep((life, before) =>
    {
        if (life.LastWindow is not { } window || before.PositionIn(life.Symbol) is not { } held) return;
        var stops = before.Orders.Where(order => order.Symbol == life.Symbol && order.Side != held.Side
            && order.Type == OrderType.StopMarket && order.ClosePosition
            && WindowContains(window, held.Side, order.TriggerPrice!.Value.QuotePerBase));
        if (!stops.Any()) return;
        Assert.DoesNotContain(life.EndedNow, ended => ended.Order.Status == VenueOrderStatus.Filled
            && ended.Order.Type == OrderType.TakeProfitMarket);
    });

    [Fact]
    public void A_liquidation_costs_no_more_than_the_isolated_margin_fee_included() => ForEveryStep((life, before) =>
    {
        foreach (var ended in life.EndedNow.Where(ended =>
            ended.Order.Id.IsLiquidation))
        {
            var cost = life.Book.Incomes.Where(income => income.OrderId == ended.Order.Id).Sum(income => income.Amount);
            Assert.True(-cost <= before.PositionIn(life.Symbol)!.Margin, $"{cost}");
        }
    });

    [Fact]
    public void No_position_outlives_a_window_that_reaches_its_liquidation_price() => ForEveryStep((life, _) =>
    {
        if (life.LastWindow is not { } window || life.Book.State.PositionIn(life.Symbol) is not { } held) return;
        if (held.LiquidationPrice(Rules(life.Symbol))?.QuotePerBase is not { } level) return;
        Assert.True(held.Side == Side.Buy ? window.Mark.Low > level : window.Mark.High < level);
    });

    [Fact]
    public void No_fill_is_better_than_its_trigger_or_the_traded_range() => ForEveryStep((life, _) =>
    {
        if (life.LastWindow is not { } window) return;
        foreach (var (_, order) in life.EndedNow.Where(ended => ended.Order.Status == VenueOrderStatus.Filled))
        {
            if (!order.IsConditional) continue;
            var (price, sign) = (order.AveragePrice!.Value.QuotePerBase, order.Side.Sign());
            Assert.True(sign * (price - order.TriggerPrice!.Value.QuotePerBase) >= 0);
            Assert.True(order.Side == Side.Sell ? price <= window.Last.High : price >= window.Last.Low);
        }
    });

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes() => ForEveryStep((life, _) =>
    {
        var written = VenueJson.Write(life.Book.State);
        Assert.Equal(Encoding.UTF8.GetString(written),
            Encoding.UTF8.GetString(VenueJson.Write(VenueJson.ReadState(written))));
    });

    [Fact]
    public void The_lives_of_these_tests_meet_every_kind_of_event()
    {
        // A property that never sees a liquidation proves nothing about liquidations.
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var number = 7L;
        for (var lives = 0; lives < 300; lives++)
        {
            var life = new VenueLife();
            for (var step = 0; step < 60; step++) life.Step((int)(number = number * 48_271 % int.MaxValue));
            foreach (var (_, order) in life.Book.Ended)
            {
                var isLiquidation = order.Id.IsLiquidation;
                seen.Add(isLiquidation ? "liquidation" : $"{order.Type} {order.Status}");
            }

            foreach (var income in life.Book.Incomes) seen.Add($"{income.Kind}");
        }

        Assert.Equal(
            "Commission, Funding, LiquidationFee, Market Filled, RealisedPnl, StopMarket Cancelled, "
            + "StopMarket Expired, StopMarket Filled, TakeProfitMarket Cancelled, TakeProfitMarket Expired, "
            + "TakeProfitMarket Filled, liquidation", string.Join(", ", seen));
    }

    private static bool WindowContains(PriceWindow window, Side side, decimal trigger) => side == Side.Buy
        ? window.MinuteMark.Low <= trigger
        : window.MinuteMark.High >= trigger;

    private static void ForEveryStep(Action<VenueLife, VenueState> check) => Prop.ForAll(Lives, steps =>
    {
        var life = new VenueLife();
        foreach (var step in steps)
        {
            var before = life.Book.State;
            life.Step(step);
            check(life, before);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(150));
}
