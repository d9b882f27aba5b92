using Quantum.App.Hosting;
using Quantum.App.Scanning;
using Quantum.App.Storage;
using Quantum.App.Tests.Fakes;
using Quantum.Core.Features;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Core.Signals;

namespace Quantum.App.Tests.Scanning;

public sealed class ScanMarketTests
{
    private static readonly TradingSettings Settings = new() { Universe = new UniverseSettings { HistoryMinDays = 0 } };

    [Fact]
    public async Task A_scan_reports_what_it_did_and_a_second_one_in_the_minute_does_nothing()
    {
        var (world, _) = await World.FlatAsync(3, Settings);
        var process = Model(world, Prediction.Of(0.1, 0.1, 0.8, 0.5, "m1"));
        Assert.Equal(new ScanReport(1, 3, 3, 3 * 400), await process.Scan.RunAsync(default));
        Assert.Equal(new ScanReport(0, 0, 0, 0), await process.Scan.RunAsync(default));
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        Assert.Equal(new ScanReport(1, 3, 3, 3), await process.Scan.RunAsync(default));
    }

    [Fact]
    public async Task A_new_process_builds_states_that_models_know_and_not_only_ones_that_the_rule_may_trade()
    {
        var (world, _) = await World.FlatAsync(1, Settings, history: 3_000);
        var candles = (await Model(world, Prediction.Of(0.1, 0.1, 0.8, 0.5, "m1")).Scan.RunAsync(default)).Candles;
        // The oldest row of the window has forgotten where its state began, as the rows of a data set have.
        Assert.Equal(FeatureSchema.WarmUp, candles - FeatureWindow.Steps);
    }

    [Fact]
    public async Task A_model_speaks_by_its_own_threshold_and_the_rule_is_silent()
    {
        var (world, _) = await World.FlatAsync(1, Settings);
        await Model(world, Prediction.Of(0.1, 0.3, 0.6, 0.61, "m1")).Scan.RunAsync(default);
        var record = Assert.Single(await world.RecordsAsync(world.Minute));
        Assert.Equal(DecisionOutcome.Refused, record.Outcome);
        Assert.Equal((SignalSource.Model, Side.Buy), (record.Source, record.Side));
        Assert.Equal("CONFIDENCE_LOW 0.6 / 0.61", record.Reason.ToString());
        Assert.Empty(await world.SignalsAsync(world.Minute));
    }

    [Fact]
    public async Task A_candle_that_is_missing_is_a_stale_symbol_and_then_a_gap()
    {
        var (world, market) = await World.FlatAsync(2, Settings);
        market.Move(FlatMarket.SymbolOf(0), world.Minute + 1, null);
        var process = world.Open();
        await process.Scan.RunAsync(default);
        world.Time.AdvanceTo((Minute.Of(World.Start) + 2).Start.AddSeconds(31)); // Its newest candle is 91 s old.
        await process.Scan.RunAsync(default);
        var records = await world.RecordsAsync(world.Minute);
        Assert.Equal("DATA_STALE 91 / 90", records[0].Reason.ToString());
        Assert.Equal(SignalSource.RuleRsi, records[1].Source);

        world.Time.AdvanceTo((Minute.Of(World.Start) + 3).Start.AddSeconds(1));
        await process.Scan.RunAsync(default);
        Assert.Equal("DATA_GAP 1 / 300", (await world.RecordsAsync(world.Minute))[0].Reason.ToString());
    }

    [Fact]
    public async Task A_market_that_is_away_gives_every_symbol_a_record_and_is_caught_up_afterwards()
    {
        var (world, _) = await World.FlatAsync(2, Settings);
        var isAway = false;
        var process = world.Open(new FaultSwitch(call =>
            isAway && call.StartsWith("market.", StringComparison.Ordinal)));
        await process.Scan.RunAsync(default);
        isAway = true;
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        await process.Scan.RunAsync(default);
        Assert.All(await world.RecordsAsync(world.Minute),
            record => Assert.Equal(ReasonCode.DataUnavailable, record.Reason.Code));

        isAway = false;
        world.Time.AdvanceTo(world.Now.AddMinutes(1));
        Assert.Equal(4, (await process.Scan.RunAsync(default)).Candles);
        Assert.All(await world.RecordsAsync(world.Minute), record => Assert.Equal(SignalSource.RuleRsi, record.Source));
    }

    [Fact]
    public async Task An_excluded_symbol_is_on_the_page_with_its_reason()
    {
        var (world, _) = await World.FlatAsync(3, Settings with
        {
            Universe = new UniverseSettings { HistoryMinDays = 0, Exclude = "BBBUSDT" },
        });
        await world.Open().Scan.RunAsync(default);
        var records = await world.RecordsAsync(world.Minute);
        Assert.Equal(["AAAUSDT", "BBBUSDT", "CCCUSDT"], records.Select(record => record.Symbol.Name));
        Assert.Equal(ReasonCode.UniverseExcluded, records[1].Reason.Code);
    }

    [Fact]
    public async Task The_message_rings_after_page_and_signals_are_durable()
    {
        var (world, _) = await World.FlatAsync(2, Settings);
        var rang = false;
        var gate = new CallHook(async call =>
        {
            if (call == "blob.Put " + StoreLayout.Ledger(world.Minute))
                Assert.Equal(2, (await world.SignalsAsync(world.Minute)).Count);
            if (call != "queue.Send") return;
            rang = true;
            Assert.Equal(2, (await world.RecordsAsync(world.Minute)).Count);
        });
        await Model(world, Prediction.Of(0.8, 0.1, 0.1, 0.5, "m1"), gate).Scan.RunAsync(default);
        Assert.True(rang);
        Assert.All(await world.SignalsAsync(world.Minute), row => Assert.Equal((Side.Sell, "m1"),
            (row.Signal.Side, row.Signal.ModelVersion)));
    }

    private static TradingUseCases Model(World world, Prediction prediction, IPortGate? gate = null) =>
        new(world.Ports(gate) with { Predictor = new FakePredictor(_ => prediction) });
}
