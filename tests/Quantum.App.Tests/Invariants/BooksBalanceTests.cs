using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 6: equity = cash + realised + unrealised − fees ± funding, equal to the venue's own figure after every
/// event, to the last digit.
/// </summary>
public sealed class BooksBalanceTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    public async Task Books_balance_after_every_step_of_a_run_with_fees_and_funding(ulong seed)
    {
        var world = World.Generate(seed, 40, new TradingSettings
        {
            Risk = new RiskSettings { PositionsMax = 10, SideShareMax = 1 },
            Exit = new ExitSettings { TimeStopMinutes = 90 },
            Breaker = new BreakerSettings { EntriesPerHourMax = 1000, StopsPerDayMax = 1000, StopsPerHourMax = 1000 },
        });
        var process = world.Open();
        await world.RunAsync(world.OpenLoop(process), World.Start.AddHours(4.2), async step =>
        {
            Assert.Empty(step.Faults);
            await process.Monitor.RunAsync(default);
            await world.AssertBooksBalanceAsync($"seed {seed}, {world.Now:HH:mm:ss}");
            await world.AssertNothingNakedAsync($"seed {seed}");
            Assert.DoesNotContain((await world.BookAsync()).RiskOrEmpty.Trips,
                trip => trip.Reason.Code == ReasonCode.BreakerReconcile);
        });

        var incomes = await world.IncomesAsync();
        Assert.True((await world.TradesAsync()).Count >= 10, "the run hardly traded");
        Assert.All([IncomeKind.RealisedPnl, IncomeKind.Commission, IncomeKind.Funding],
            kind => Assert.Contains(incomes, income => income.Kind == kind));
        var status = await process.Status.HandleAsync(default);
        var snapshot = await world.Venue.ReadAccountAsync(default);
        Assert.Equal(snapshot.Equity, status.Books!.Equity);
        Assert.Equal(status.Books.Equity, status.Books.ExpectedBalance + status.Books.UnrealisedPnl);
    }

    [Fact]
    public async Task A_balance_that_no_income_explains_ends_entries_until_it_is_explained()
    {
        var (world, _) = await World.FlatAsync();
        await world.Store.UpdateAsync("book", "monitor", DocumentJson.Default.MonitorRow,
            row => new(row! with { Books = row.Books with { OpeningBalance = 9_999 } }), default);
        await world.TickAsync(world.Open());
        var signal = world.Make();
        await world.Open().Execute.HandleAsync(await world.WriteAsync(signal), default);

        Assert.Equal(ReasonCode.BreakerReconcile, await world.OutcomeAsync(signal));
    }
}
