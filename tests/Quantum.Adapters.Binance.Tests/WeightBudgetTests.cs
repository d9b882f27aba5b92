using Quantum.App.Ports;
using Quantum.Core.Markets;
using Quantum.Simulation.Stores;
using Quantum.Simulation.Time;

namespace Quantum.Adapters.Binance.Tests;

public sealed class WeightBudgetTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly VirtualTime _time = new(new DateTimeOffset(2025, 6, 2, 12, 0, 5, TimeSpan.Zero));
    private readonly MemoryEntityStore _store = new();

    [Fact]
    public void Each_lane_stops_at_its_own_limit_and_leaves_the_rest_to_the_next()
    {
        var budget = Budget();
        Assert.Null(budget.TryTake(WeightLane.Candles, 1_200));
        Assert.NotNull(budget.TryTake(WeightLane.Candles, 1));
        Assert.Null(budget.TryTake(WeightLane.Account, 720));
        Assert.NotNull(budget.TryTake(WeightLane.Account, 1));
        Assert.Null(budget.TryTake(WeightLane.Orders, 360));
        Assert.NotNull(budget.TryTake(WeightLane.Orders, 1));
        Assert.Equal("weight 1 on top of 2280 is more than 1200 a minute for Candles",
            budget.TryTake(WeightLane.Candles, 1));
        Pass(55);
        Assert.Equal((0, 1_200), (budget.Used, budget.LeftFor(WeightLane.Candles)));
    }

    [Fact]
    public void What_the_exchange_counted_for_the_address_counts_where_it_is_more()
    {
        var budget = Budget();
        Assert.Null(budget.TryTake(WeightLane.Candles, 10));
        budget.Observe(Now, 1_190);
        Assert.Equal(1_190, budget.Used);
        budget.Observe(Now, 40); // an answer that was overtaken
        Assert.Equal(1_190, budget.Used);
        Assert.NotNull(budget.TryTake(WeightLane.Candles, 11));
        var sent = Now;
        Pass(60);
        budget.Observe(sent, 1_190); // the figure of a minute that is over
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public void An_order_costs_no_weight_and_goes_out_in_a_spent_minute()
    {
        var budget = Budget();
        budget.Observe(Now, WeightBudget.PerMinute); // somebody else at the same address
        Assert.NotNull(budget.TryTake(WeightLane.Orders, 1));
        Assert.Null(budget.TryTake(WeightLane.Orders, 0));
    }

    [Fact]
    public void A_hold_ends_when_the_exchange_said_and_a_shorter_one_does_not_end_it()
    {
        var budget = Budget();
        budget.HoldFor(TimeSpan.FromSeconds(120), isBan: true);
        budget.HoldFor(TimeSpan.FromSeconds(5), isBan: false);
        Pass(119);
        Assert.True(budget.Hold?.IsBan);
        Assert.Equal(0, budget.LeftFor(WeightLane.Orders));
        Assert.Equal("the exchange asked to wait until 12:02:05 UTC (ban)", budget.TryTake(WeightLane.Orders, 0));
        Pass(1);
        Assert.Null(budget.TryTake(WeightLane.Orders, 0));
        Assert.Null(budget.Hold);
        Assert.Equal(new VenueHold(_time.GetUtcNow().AddSeconds(-120), _time.GetUtcNow(), IsBan: true),
            budget.LastHold);
    }

    [Fact]
    public async Task Processes_share_weight_and_holds_through_the_store()
    {
        var (mine, theirs) = (Budget(), Budget());
        mine.TryTake(WeightLane.Candles, 1_000);
        await mine.ShareAsync(None);
        await theirs.ShareAsync(None);
        Assert.Equal(1_000, theirs.Used);
        theirs.HoldFor(TimeSpan.FromMinutes(3), isBan: true);
        await theirs.ShareAsync(None); // a hold is told at once
        Pass(60);
        await mine.ShareAsync(None);
        Assert.Equal(theirs.LastHold, mine.LastHold);
        Assert.True(mine.Hold?.IsBan);
    }

    [Fact]
    public async Task Between_two_comparisons_the_store_is_not_asked()
    {
        var (mine, theirs) = (Budget(), Budget());
        await theirs.ShareAsync(None);
        mine.TryTake(WeightLane.Candles, 500);
        await mine.ShareAsync(None);
        await theirs.ShareAsync(None);
        Assert.Equal(0, theirs.Used);
    }

    private Minute Now => Minute.Of(_time.GetUtcNow());

    private WeightBudget Budget() => new(new BinanceOptions(), _time, _store);

    private void Pass(int seconds) => _time.AdvanceTo(_time.GetUtcNow().AddSeconds(seconds));
}
