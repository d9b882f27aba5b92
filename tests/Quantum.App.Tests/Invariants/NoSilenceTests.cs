using Quantum.App.Hosting;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Invariants;

/// <summary>
/// Invariant 1: every symbol of the universe has exactly one terminal record per scanned minute, and every signal
/// exactly one terminal outcome.
/// </summary>
public sealed class NoSilenceTests
{
    private const int Symbols = 4;

    /// <summary>A flat market has no history of ten days; the model speaks for every second symbol.</summary>
    private static readonly TradingSettings Settings = new()
    {
        Universe = new UniverseSettings { HistoryMinDays = 0 },
        Data = new DataSettings { CatchUpMaxMinutes = 10 },
    };

    [Fact]
    public async Task Every_symbol_has_one_record_a_minute_and_every_signal_one_outcome_over_hours()
    {
        var world = new World(new DelistingSource(new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(World.Start) - 420,
            Seed = 7,
            SymbolCount = 44,
            GapChance = 0.002,
        })));
        var first = world.Minute;
        await world.RunForAsync(TimeSpan.FromHours(3), step =>
        {
            Assert.Empty(step.Faults);
            return Task.CompletedTask;
        });

        await world.AssertNoSilenceAsync(first, world.Scanned, 44, world.Scanned - 3, "three hours");
        var funnel = await world.Open().Funnel.HandleAsync(first, world.Minute + 1, default);
        Assert.Equal(44 * funnel.Minutes, funnel.Decisions.Total);
        Assert.Equal(funnel.Decisions.CountOf(ReasonCode.SignalQueued), funnel.Outcomes.Total + funnel.Open);
        Assert.All([ReasonCode.DataGap, ReasonCode.UniverseDelisting, ReasonCode.UniverseNotTrading,
            ReasonCode.RuleNeutral, ReasonCode.SignalQueued],
            code => Assert.True(funnel.Decisions.CountOf(code) > 0, $"the run never met {code}"));
        Assert.True(funnel.Outcomes.CountOf(ReasonCode.OrderFilled) > 0, "the run never traded");
    }

    [Fact]
    public async Task Two_scanners_that_both_tick_every_minute_write_one_page_each_minute()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        var first = world.Minute;
        var (one, two) = (Process(world, null, "one"), Process(world, null, "two"));
        for (var minute = 0; minute < 10; minute++)
        {
            await (minute % 2 == 0 ? one : two).Scan.RunAsync(default);
            await (minute % 2 == 0 ? two : one).Scan.RunAsync(default);
            await one.Scan.RunAsync(default);
            world.Time.AdvanceTo(world.Now.AddMinutes(1));
        }

        await world.RunForAsync(TimeSpan.FromMinutes(4));
        await world.AssertNoSilenceAsync(first, world.Scanned, Symbols, world.Scanned - 3, "double ticks");
    }

    [Fact]
    public async Task Scanners_that_race_for_a_minute_write_one_page()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var (world, _) = await World.FlatAsync(Symbols, Settings);
            var first = world.Minute;
            var race = new Interleaver(seed);
            var scans = new[] { "one", "two", "three" }.Select(owner => Process(world, race, owner));
            await race.RunAsync(scans.Select(process => (Func<Task>)(() => process.Scan.RunAsync(default))));
            await world.RunForAsync(TimeSpan.FromMinutes(3));
            await world.AssertNoSilenceAsync(first, world.Scanned, Symbols, first, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(FaultKind.KillBefore, "one")]
    [InlineData(FaultKind.KillAfter, "one")]
    [InlineData(FaultKind.KillBefore, "another")] // It has to wait for the lease of the dead one.
    [InlineData(FaultKind.KillAfter, "another")]
    [InlineData(FaultKind.FailBefore, "one")]
    [InlineData(FaultKind.FailAfter, "one")]
    public async Task A_scan_that_ends_at_any_port_call_is_finished_by_a_later_tick(FaultKind kind, string successor)
    {
        for (var call = 1; ; call++)
        {
            var plan = new FaultPlan(kind, call);
            var (world, _) = await World.FlatAsync(Symbols, Settings);
            var first = world.Minute;
            await DieAsync(() => Process(world, plan, "one").Scan.RunAsync(default));
            if (plan.Struck is null)
            {
                Assert.True(call > 8, $"a scan of {call} calls cannot have done its work");
                return;
            }

            await world.RunAsync(world.OpenLoop(Process(world, null, successor)), world.Now.AddMinutes(5));
            await world.AssertNoSilenceAsync(first, world.Scanned, Symbols, first, plan.Struck);
        }
    }

    [Fact]
    public async Task A_scan_killed_while_it_catches_up_is_resumed()
    {
        for (var call = 1; ; call++)
        {
            var plan = new FaultPlan(FaultKind.KillAfter, call);
            var (world, _) = await World.FlatAsync(Symbols, Settings);
            var first = world.Minute;
            await Process(world, null, "one").Scan.RunAsync(default);
            world.Time.AdvanceTo(world.Now.AddMinutes(4));
            await DieAsync(() => Process(world, plan, "one").Scan.RunAsync(default));
            if (plan.Struck is null) return;

            await world.RunForAsync(TimeSpan.FromMinutes(3));
            await world.AssertNoSilenceAsync(first, world.Scanned, Symbols, first, plan.Struck);
        }
    }

    [Fact]
    public async Task An_outage_beyond_the_catch_up_is_on_record_and_why_says_so()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        await world.RunForAsync(TimeSpan.FromMinutes(3));
        var last = world.Scanned;
        world.Time.AdvanceTo(world.Now.AddMinutes(40));
        var earliest = world.Minute - Settings.Data.CatchUpMaxMinutes;
        await world.RunForAsync(TimeSpan.FromMinutes(2));

        var missed = last + 15;
        var why = await world.Open().Explain.HandleAsync(FlatMarket.SymbolOf(0), missed, default);
        Assert.Equal($"The system was off from {last + 1} to {earliest - 1}; nothing was decided at {missed}.",
            Assert.Single(why.Sentences));
        await world.AssertNoSilenceAsync(earliest, world.Scanned, Symbols, last, "after the outage");
    }

    [Fact]
    public async Task An_outage_that_grows_while_the_venue_is_away_leaves_no_minute_unexplained()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        await world.RunForAsync(TimeSpan.FromMinutes(3));
        var last = world.Scanned;
        world.Time.AdvanceTo(world.Now.AddMinutes(40));
        var away = true;
        var process = Process(world,
            new FaultSwitch(call => away && call.StartsWith("market.", StringComparison.Ordinal)), "one");
        for (var minute = 0; minute < 3; minute++)
        {
            await DieAsync(() => process.Scan.RunAsync(default));
            world.Time.AdvanceTo(world.Now.AddMinutes(1));
        }

        away = false;
        await process.Scan.RunAsync(default);
        for (var minute = last + 1; minute <= world.Minute; minute += 1)
        {
            var why = await world.Open().Explain.HandleAsync(FlatMarket.SymbolOf(0), minute, default);
            var isExplained = why.Sentences[0].StartsWith("The system was off", StringComparison.Ordinal);
            Assert.True(why.Record is not null || isExplained, $"{minute}: {why.Sentences[0]}");
        }
    }

    [Fact]
    public async Task A_minute_that_was_claimed_and_then_fell_into_an_outage_does_not_stop_the_sweep()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        var claimed = world.Scanned + 1;
        world.Time.AdvanceTo(claimed.Start.AddSeconds(1));
        var plan = new FaultPlan(FaultKind.KillAfter, 1, "blob.Put");
        await DieAsync(() => Process(world, plan, "one").Scan.RunAsync(default));
        world.Time.AdvanceTo(world.Now.AddMinutes(40));
        await world.RunForAsync(TimeSpan.FromMinutes(4));

        Assert.All(await world.SignalsAsync(claimed), row => Assert.NotNull(row.Outcome));
        Assert.True((await world.BookAsync()).Monitor!.Value.SweptTo >= world.Scanned - 3, "the sweep stands still");
    }

    [Fact]
    public void A_decider_that_skips_a_symbol_in_silence_cannot_close_its_page()
    {
        var universe = Enumerable.Range(0, 3).Select(FlatMarket.SymbolOf).ToList();
        var sheet = new MinuteSheet(Minute.OfKey("20250602T1200"), universe);
        foreach (var symbol in universe)
        {
            if (symbol == universe[1]) continue; // The line that made this system's predecessor fall silent.
            sheet.Write(new DecisionRecord(symbol, DecisionOutcome.Hold, new Reason(ReasonCode.RuleNeutral, 50, 20),
                Side.None, SignalSource.RuleRsi, double.NaN, 50, 100, ReasonCode.ModelNone, null));
        }

        var error = Assert.Throws<InvalidOperationException>(() => sheet.Seal());
        Assert.Equal("Invariant: BBBUSDT has no record at 2025-06-02T12:00Z.", error.Message);
    }

    [Fact]
    public async Task A_model_that_answers_nonsense_is_silent_with_a_reason_and_the_rule_decides()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        var answers = new[]
        {
            Prediction.Of(double.NaN, 0.5, 0.5, 0.5, "m1"),
            Prediction.Of(0.7, 0.7, 0.7, 0.5, "m1"),
            Prediction.Of(-0.1, 0.6, 0.5, 0.5, "m1"),
            Prediction.Of(0.1, 0.8, 0.1, 0.5, "m1"),
        };
        var ports = world.Ports() with { Predictor = new FakePredictor(index => answers[index]) };
        await new TradingUseCases(ports).Scan.RunAsync(default);

        var records = await world.RecordsAsync(world.Minute);
        Assert.Equal(Symbols, records.Count);
        Assert.All(records.Take(3), record => Assert.Equal(ReasonCode.ModelFailed, record.ModelSilence));
        Assert.All(records.Take(3), record => Assert.Equal(SignalSource.RuleRsi, record.Source));
        Assert.Equal(SignalSource.Model, records[3].Source);
    }

    [Fact]
    public async Task A_model_that_answers_for_too_few_symbols_speaks_for_none()
    {
        var (world, _) = await World.FlatAsync(Symbols, Settings);
        var ports = world.Ports() with { Predictor = new FakePredictor(_ => Buy, missing: 1) };
        await new TradingUseCases(ports).Scan.RunAsync(default);

        var records = await world.RecordsAsync(world.Minute);
        Assert.Equal(Symbols, records.Count);
        Assert.All(records, record => Assert.Equal(ReasonCode.ModelFailed, record.ModelSilence));
        Assert.All(records, record => Assert.Equal(SignalSource.RuleRsi, record.Source));
    }

    private static Prediction Buy => Prediction.Of(0.1, 0.1, 0.8, 0.5, "m1");

    private static TradingUseCases Process(World world, IPortGate? gate, string owner) => new(
        world.Ports(gate, owner) with
        {
            Predictor = new FakePredictor(index => index % 2 == 0 ? Buy : Prediction.Of(0.1, 0.8, 0.1, 0.5, "m1")),
        });

    private static async Task DieAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception error) when (error is ProcessKilledException or TimeoutException
            or App.Ports.VenueUnavailableException or InvalidOperationException)
        {
            // What a timer of a host sees; the next tick is the answer.
        }
    }
}
