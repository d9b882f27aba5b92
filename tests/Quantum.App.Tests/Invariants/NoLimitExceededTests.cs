using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Invariants;

/// <summary>Invariant 4: concurrent executors exceed no limit: positions, exposure of a side, daily loss.</summary>
public sealed class NoLimitExceededTests
{
    private const int Seeds = 200;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Executors_that_race_for_the_last_slot_open_one_position(int executors)
    {
        var settings = new TradingSettings { Risk = new RiskSettings { PositionsMax = 1 } };
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (world, signals) = await RaceAsync(seed, executors, settings, atrShare: 0.01);
            Assert.True((await world.VenueAsync()).Positions.Length == 1,
                $"seed {seed}: {(await world.VenueAsync()).Positions.Length} positions for one slot");
            Assert.True((await world.EntriesAsync()).Count == 1, $"seed {seed}: more than one entry was sent");
            Assert.Single((await world.BookAsync()).RiskOrEmpty.Slots);
            await AssertOutcomesAsync(world, signals, ReasonCode.PositionsFull, filled: 1, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Executors_that_race_on_one_side_stay_within_its_share()
    {
        var settings = new TradingSettings();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (world, signals) = await RaceAsync(seed, 4, settings, atrShare: 0.004);
            var slots = (await world.BookAsync()).RiskOrEmpty.Slots;
            var permitted = 10_000m * settings.Risk.BalanceShare * settings.Risk.LeverageMax;
            var share = slots.Sum(slot => slot.Notional) / permitted;
            Assert.True(share <= settings.Risk.SideShareMax, $"seed {seed}: {share} of the value on one side");
            await AssertOutcomesAsync(world, signals, ReasonCode.SideExposure, filled: 2, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Executors_that_race_stay_within_the_loss_budget_of_the_day()
    {
        var settings = new TradingSettings
        {
            Risk = new RiskSettings { PositionsMax = 10, DailyLossMax = 0.005m },
        };
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (world, signals) = await RaceAsync(seed, 4, settings, atrShare: 0.01);
            var books = (await world.BookAsync()).Monitor!.Value.Books;
            var risk = (await world.BookAsync()).RiskOrEmpty.Slots.Sum(slot => slot.Risk);
            Assert.True(risk <= settings.Risk.DailyLossMax * books.DayStartEquity, $"seed {seed}: {risk} is at risk");
            await AssertOutcomesAsync(world, signals, ReasonCode.DailyLossBudget, filled: 1, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Two_symbols_entered_by_two_executors_hold_one_slot_each()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (world, _) = await RaceAsync(seed, 2, new TradingSettings(), atrShare: 0.01);
            var book = await world.BookAsync();
            Assert.True(book.RiskOrEmpty.Slots.Count == 2 && book.Positions.Count == 2,
                $"seed {seed}: {book.RiskOrEmpty.Slots.Count} slots, {book.Positions.Count} positions");
        }
    }

    /// <summary>One model signal per executor, all of one side, each in a symbol and a message of its own.</summary>
    private static async Task<(World World, IReadOnlyList<Signal> Signals)> RaceAsync(
        int seed, int executors, TradingSettings settings, double atrShare)
    {
        var (world, _) = await World.FlatAsync(executors, settings);
        var signals = Enumerable.Range(0, executors)
            .Select(index => world.Make(index, Side.Buy, SignalSource.Model, 0.7, atrShare)).ToArray();
        await world.WriteAsync(signals);
        var race = new Interleaver(seed);
        await race.RunAsync(signals.Select(signal =>
        {
            var process = world.Open(race);
            return (Func<Task>)(() => process.Execute.HandleAsync(
                SignalPlant.Message(signal.Minute, signal), default));
        }));
        return (world, signals);
    }

    private static async Task AssertOutcomesAsync(
        World world, IReadOnlyList<Signal> signals, ReasonCode refusal, int filled, string context)
    {
        var outcomes = new List<ReasonCode?>();
        foreach (var signal in signals) outcomes.Add(await world.OutcomeAsync(signal));
        Assert.True(outcomes.Count(outcome => outcome == ReasonCode.OrderFilled) == filled
            && outcomes.Count(outcome => outcome == refusal) == signals.Count - filled,
            $"{context}: outcomes {string.Join(' ', outcomes)}");
    }
}
