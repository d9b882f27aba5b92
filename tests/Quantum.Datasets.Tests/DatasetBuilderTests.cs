using System.Text.Json;
using Quantum.Core.Features;
using Quantum.Core.Indicators;
using Quantum.Core.Labels;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Quantum.Core.Settings;
using Quantum.Datasets.Tests.Fakes;

namespace Quantum.Datasets.Tests;

public class DatasetBuilderTests
{
    private const int Horizon = 45;
    private static readonly LabelRules Rules = LabelRules.Of(new TradingSettings());

    [Fact]
    public void Rows_stand_contract_after_contract_and_ascend_in_time()
    {
        using var set = new WrittenDataset(
            [Recording.Walk("AAAUSDT", 1_500, 1).ToContract(), Recording.Walk("BTCUSDT", 900, 2).ToContract()]);
        var rows = FeatureSchema.CandlesMin - 1;
        Assert.Equal((1_500 - rows) + (900 - rows), set.Rows);
        Assert.Equal(set.Symbols.Order(), set.Symbols);
        for (var row = 1; row < set.Rows; row++)
        {
            var isFirst = set.Symbols[row] != set.Symbols[row - 1];
            Assert.Equal(isFirst ? (Recording.Start + rows).StartMilliseconds : set.Times[row - 1] + 60_000,
                set.Times[row]);
            Assert.Equal(isFirst ? 1 : Math.Min(64, set.Steps[row - 1] + 1), set.Steps[row]);
        }

        Assert.All(set.Weights, weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Every_candle_is_a_row_or_has_a_reason()
    {
        var recording = Recording.Walk("BTCUSDT", 2_000, 1, holes: [1_000, 1_001, 1_300]);
        var from = Recording.Start + 100;
        using var set = new WrittenDataset([recording.ToContract()], from);
        var report = set.Report;
        Assert.Equal((100, 1_897), (report.WarmUpCandles, report.Contracts[0].Candles));
        Assert.Equal(1_897, report.Rows + report.Refusals.Values.Sum());
        // Of the warm-up 100 candles lie before the first minute; both holes begin it anew.
        Assert.Equal(FeatureSchema.CandlesMin - 1 - 100, report.Refusals[ReasonCode.DataWarmUp]);
        Assert.Equal(2 * (FeatureSchema.CandlesMin - 1), report.Refusals[ReasonCode.DataGap]);
        Assert.Equal(report.Rows, report.Classes.Down + report.Classes.Flat + report.Classes.Up + report.Classes.None);
        Assert.Equal(1, set.Steps[set.Find(0, Recording.Start + 1_002 + FeatureSchema.CandlesMin - 1)]);
    }

    [Fact]
    public void Labels_are_those_of_the_barriers_over_the_candles_that_follow()
    {
        var recording = Recording.Walk("BTCUSDT", 3_000, 3, holes: [1_500]);
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 480).Start.AddMilliseconds(7), 0.003));
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 960).Start, -0.002));
        using var set = new WrittenDataset([recording.ToContract()]);
        var expected = Expected(recording, Rules);
        Assert.Equal(expected.Count, set.Rows);
        for (var row = 0; row < set.Rows; row++)
        {
            var label = expected[row];
            Assert.Equal((sbyte)label.Class, set.Labels[row]);
            Assert.Equal([(float)label.Long.NetReturn, (float)label.Short.NetReturn],
                set.Returns[(2 * row)..(2 * row + 2)]);
            Assert.Equal([(short)label.Long.ExitMinutes, (short)label.Short.ExitMinutes],
                set.Exits[(2 * row)..(2 * row + 2)]);
        }

        // The sample has something of everything, or it would prove little.
        var classes = set.Report.Classes;
        Assert.True(classes is { Down: > 20, Flat: > 20, Up: > 20, None: 2 * Horizon }, $"{classes}");
    }

    [Fact]
    public void No_row_has_a_class_whose_horizon_reaches_beyond_the_data_or_into_a_hole()
    {
        var recording = Recording.Walk("BTCUSDT", 2_000, 3, holes: [1_150]); // in a wild stretch
        using var set = new WrittenDataset([recording.ToContract()]);
        var known = recording.Candles.Select(candle => candle.Minute).ToHashSet();
        for (var row = 0; row < set.Rows; row++)
        {
            var minute = Minute.Of(DateTimeOffset.FromUnixTimeMilliseconds(set.Times[row]));
            var isWhole = Enumerable.Range(1, Horizon).All(offset => known.Contains(minute + offset));
            Assert.True(isWhole == (set.Labels[row] != (sbyte)LabelClass.None),
                $"{minute}: class {set.Labels[row]}, though its horizon is {(isWhole ? "" : "not ")}there.");
        }

        // Sides that ended before the data keep their result, so a class could have been told.
        Assert.Contains(Enumerable.Range(0, set.Rows), row => set.Labels[row] < 0
            && float.IsFinite(set.Returns[2 * row]) && float.IsFinite(set.Returns[(2 * row) + 1]));
        using var small = new WrittenDataset([Recording.Walk("BTCUSDT", 400, 3).ToContract()],
            rules: Rules with { HorizonMinutes = LabelRules.HorizonMax });
        Assert.Equal(new(0, 0, 0, small.Rows), small.Report.Classes);
    }

    [Fact]
    public void The_future_changes_no_feature_and_no_label_whose_horizon_it_does_not_lie_in()
    {
        Recording[] recordings = [Recording.Walk("AAAUSDT", 1_200, 4), Recording.Walk("BTCUSDT", 1_200, 5)];
        var cut = Recording.Start + 1_000;
        foreach (var offset in new[] { 480, 960, 1_000 })
            recordings[0].Funding.Add(new(recordings[0].Symbol, (Recording.Start + offset).Start, offset / 1e6));
        using var whole = new WrittenDataset(recordings.Select(recording => recording.ToContract()));
        using var past = new WrittenDataset(recordings.Select(recording => recording.ToContract(cut)));
        for (var row = 0; row < past.Rows; row++)
        {
            var minute = Minute.Of(DateTimeOffset.FromUnixTimeMilliseconds(past.Times[row]));
            var same = whole.Find(past.Symbols[row], minute);
            Assert.Equal(whole.Row(same), past.Row(row));
            Assert.Equal(whole.Steps[same], past.Steps[row]);
            var isWhole = cut - minute > Horizon;
            Assert.Equal(isWhole ? whole.Labels[same] : (sbyte)LabelClass.None, past.Labels[row]);
        }
    }

    [Fact]
    public void Candles_before_the_first_minute_warm_the_states_up_and_give_no_row()
    {
        var recording = Recording.Walk("BTCUSDT", 1_000, 6);
        using var whole = new WrittenDataset([recording.ToContract()]);
        using var late = new WrittenDataset([recording.ToContract()], Recording.Start + 600);
        Assert.Equal(400, late.Rows);
        Assert.Equal(whole.Row(whole.Find(0, Recording.Start + 600)), late.Row(0));
        Assert.Equal(1, late.Steps[0]); // a window holds rows of the data set only
    }

    [Fact]
    public void Funding_is_known_from_the_candle_in_whose_minute_it_was_settled()
    {
        var recording = Recording.Walk("BTCUSDT", 600, 7);
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 300).Start, 0.001));
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 400).Start.AddMilliseconds(3), 0.002));
        using var set = new WrittenDataset([recording.ToContract()]);
        var column = FeatureSchema.All.Select(feature => feature.Name).ToList().IndexOf("funding_rate");
        float At(int minute) => set.Row(set.Find(0, Recording.Start + minute))[column];
        Assert.Equal([0, 0.001f, 0.001f, 0.002f], new[] { 299, 300, 399, 400 }.Select(At));
    }

    [Fact]
    public void Minutes_without_bitcoin_and_rows_that_stand_alone_are_counted()
    {
        using var set = new WrittenDataset([Recording.Walk("AAAUSDT", 500, 8).ToContract(),
            Recording.Walk("BTCUSDT", 400, 9).ToContract()]);
        Assert.Equal((100, 100), (set.Report.WithoutReference, set.Report.Alone));
        Assert.Equal(100, set.Description.GetProperty("rowsWithoutReference").GetInt64());
    }

    [Fact]
    public void Rows_whose_newest_payment_is_older_than_an_interval_are_counted()
    {
        var recording = Recording.Walk("BTCUSDT", 1_500, 7);
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 300).Start, 0.001));
        // Noted late, as some sources do: the row of minute 780 does not miss it by that.
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + 780).Start.AddMilliseconds(7), 0.002));
        using var set = new WrittenDataset(
            [Recording.Walk("AAAUSDT", 240, 8).ToContract(), recording.ToContract()]);
        // From the first row, 238, to the first payment; and from the minute after 780 + 480 + 1 to the end.
        Assert.Equal((300 - 238) + (1_500 - 1_262), set.Report.Contracts[1].WithoutFunding);
        Assert.Equal((2, false, true), (set.Report.Contracts[0].WithoutFunding,
            set.Report.Contracts[0].HasFundingFile, set.Report.Contracts[1].HasFundingFile));
        Assert.Equal(302, set.Description.GetProperty("rowsWithoutFunding").GetInt64());
        Assert.Equal("{\"AAAUSDT\":2,\"BTCUSDT\":300}",
            JsonSerializer.Serialize(set.Description.GetProperty("rowsWithoutFundingBySymbol")));
        Assert.Equal("[\"AAAUSDT\"]",
            JsonSerializer.Serialize(set.Description.GetProperty("symbolsWithoutFundingFile")));
    }

    [Theory]
    [InlineData(-100, 500 - 382)] // until minute 381
    [InlineData(-242, 500 - 240)]
    [InlineData(-243, 500 - 238 - 1)] // the first row is that of minute 238
    [InlineData(-244, 500 - 238)]
    public void Payments_before_the_first_row_count_for_it(int minute, int without)
    {
        var recording = Recording.Walk("BTCUSDT", 500, 7);
        recording.Funding.Add(new(recording.Symbol, (Recording.Start + minute).Start, 0.001));
        using var set = new WrittenDataset([recording.ToContract()]);
        Assert.Equal(without, set.Report.WithoutFunding);
    }

    [Fact]
    public void Signals_of_a_run_give_their_rows_a_weight_and_trades_their_result()
    {
        // The third one waits for its label while the rows before it are written.
        var minutes = new[] { 300, 310, 780, 900, 9_999 }.Select(offset => Recording.Start + offset).ToArray();
        var contract = Recording.Walk("BTCUSDT", 1_500, 10).ToContract();
        using var plain = new WrittenDataset([contract]);
        using var set = new WrittenDataset([contract with
        {
            Outcomes = new Dictionary<Minute, SignalOutcome>
            {
                [minutes[0]] = SignalOutcome.Untraded(Side.Buy),
                [minutes[1]] = new(Side.Buy, new(0.5, 7)),
                [minutes[2]] = new(Side.Sell, new(-0.25, Horizon)),
                [minutes[3]] = new(Side.Sell, new(0.75, Horizon + 1)), // it outlived the horizon
                [minutes[4]] = SignalOutcome.Untraded(Side.Buy), // no candle
            },
        }], outcomeWeight: 3);
        Assert.Equal(new(3, 5, 4, 2), set.Report.Outcomes);
        for (var row = 0; row < set.Rows; row++)
        {
            var signal = Array.IndexOf(minutes, Minute.Of(DateTimeOffset.FromUnixTimeMilliseconds(set.Times[row])));
            Assert.Equal(signal >= 0 ? 3 : 1, set.Weights[row]);
            Assert.Equal(plain.Labels[row], set.Labels[row]);
            var (bought, sold) = (plain.Returns[2 * row], plain.Returns[2 * row + 1]);
            Assert.Equal([signal == 1 ? 0.5f : bought, signal == 2 ? -0.25f : sold],
                set.Returns[(2 * row)..(2 * row + 2)]);
            if (signal == 1) Assert.Equal([7, plain.Exits[2 * row + 1]], set.Exits[(2 * row)..(2 * row + 2)]);
        }
    }

    [Fact]
    public void Work_that_is_stopped_leaves_no_description()
    {
        var contract = Recording.Walk("BTCUSDT", 70_000, 11).ToContract();
        using var set = new WrittenDataset([contract]);
        var request = new DatasetRequest(set.Folder, [contract], Recording.Start, Rules, "abc");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => DatasetBuilder.Build(request, null, stop.Token));
        Assert.False(File.Exists(Path.Combine(set.Folder, "dataset.json")));
    }

    [Fact]
    public void Contracts_out_of_order_are_a_bug()
    {
        var contract = Recording.Walk("BTCUSDT", 10, 12).ToContract();
        Assert.Throws<ArgumentException>(() => new WrittenDataset([contract, contract]));
        Assert.Throws<ArgumentException>(() => new WrittenDataset([]));
    }

    /// <summary>Every row's label by the plainest way: all candles of its horizon are looked up.</summary>
    private static List<TradeLabel> Expected(Recording recording, LabelRules rules)
    {
        var (state, barrier, labels) = (new SymbolFeatures(), new TripleBarrier(rules), new List<TradeLabel>());
        var byMinute = recording.Candles.ToDictionary(candle => candle.Minute);
        var own = new float[FeatureSchema.OwnCount];
        foreach (var candle in recording.Candles)
        {
            state.Add(candle);
            if (!state.Write(own).Passed) continue;
            var path = Enumerable.Range(1, rules.HorizonMinutes).Select(offset => candle.Minute + offset)
                .TakeWhile(byMinute.ContainsKey).Select(minute =>
                {
                    var bar = Bar.Of(byMinute[minute]);
                    var rate = recording.Funding.Where(payment => Minute.Of(payment.At) == minute)
                        .Sum(payment => payment.Rate);
                    return new PathBar(bar.Open, bar.High, bar.Low, bar.Close, rate);
                });
            labels.Add(barrier.Label(state.AtrShare, path.ToArray()));
        }

        return labels;
    }
}
