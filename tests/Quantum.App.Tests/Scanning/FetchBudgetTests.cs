using Quantum.App.Scanning;
using Quantum.Simulation.Time;

namespace Quantum.App.Tests.Scanning;

public sealed class FetchBudgetTests
{
    [Fact]
    public void Each_minute_of_the_clock_brings_the_whole_budget_and_no_rest_of_the_last()
    {
        var time = new VirtualTime(new DateTimeOffset(2025, 6, 2, 12, 0, 1, TimeSpan.Zero));
        var budget = new FetchBudget(10, time);
        Assert.Equal(10, budget.Left);
        budget.Spend(7);
        Assert.Equal(3, budget.Left);
        time.AdvanceTo(time.GetUtcNow().AddSeconds(58));
        Assert.Equal(3, budget.Left);
        time.AdvanceTo(time.GetUtcNow().AddSeconds(1));
        Assert.Equal(10, budget.Left);
    }

    [Fact]
    public void What_the_venue_itself_leaves_binds_where_it_is_less()
    {
        var left = 100;
        var time = new VirtualTime(new DateTimeOffset(2025, 6, 2, 12, 0, 1, TimeSpan.Zero));
        var budget = new FetchBudget(10, time, () => left);
        Assert.Equal(10, budget.Left);
        left = 4;
        Assert.Equal(4, budget.Left);
    }
}
