using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Quantum.Simulation.Stores;

namespace Quantum.App.Tests.Reporting;

public sealed class ReadDecisionsTests
{
    private static readonly Minute First = Minute.Of(new DateTimeOffset(2025, 6, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryEntityStore _store = new();
    private readonly MemoryBlobStore _blobs = new();

    [Fact]
    public async Task Newest_first_entries_before_other_signals_before_refusals_and_no_holds()
    {
        await WriteAsync(First, Record("AAAUSDT", DecisionOutcome.Refused, ReasonCode.DataGap));
        await WriteAsync(First + 1,
            Record("AAAUSDT", DecisionOutcome.Refused, ReasonCode.DataGap),
            Record("BBBUSDT", DecisionOutcome.Hold, ReasonCode.RuleNeutral),
            Record("CCCUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued),
            Record("DDDUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued));
        await EndAsync(First + 1, "CCCUSDT", ReasonCode.PositionsFull);
        await EndAsync(First + 1, "DDDUSDT", ReasonCode.OrderFilled);

        Assert.Equal(
            [
                "12:01 DDDUSDT OrderFilled +0", "12:01 CCCUSDT PositionsFull +0", "12:01 AAAUSDT DataGap +0",
                "12:00 AAAUSDT DataGap +0",
            ],
            await LatestAsync(9, 9));
        Assert.Equal(2, (await LatestAsync(countMax: 2, 9)).Count);
        Assert.DoesNotContain("12:00 AAAUSDT DataGap +0", await LatestAsync(9, minutesMax: 1));
    }

    [Fact]
    public async Task Symbols_of_a_minute_with_one_reason_are_one_line_that_counts_them()
    {
        await WriteAsync(First,
            Record("CCCUSDT", DecisionOutcome.Refused, ReasonCode.DataGap),
            Record("BBBUSDT", DecisionOutcome.Refused, ReasonCode.DataGap),
            Record("DDDUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued)); // No outcome yet.

        Assert.Equal(["12:00 DDDUSDT SignalQueued +0", "12:00 BBBUSDT DataGap +1"], await LatestAsync(9, 9));
    }

    [Fact]
    public async Task Signals_of_older_minutes_come_before_refusals_of_newer_ones()
    {
        await WriteAsync(First, Record("DDDUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued));
        await WriteAsync(First + 1, Record("AAAUSDT", DecisionOutcome.Refused, ReasonCode.DataGap));
        Assert.Equal(["12:00 DDDUSDT SignalQueued +0", "12:01 AAAUSDT DataGap +0"], await LatestAsync(9, 9));
    }

    [Fact]
    public async Task Wishes_to_buy_and_to_sell_are_two_lines()
    {
        await WriteAsync(First,
            Record("CCCUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued),
            Record("DDDUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued) with { Side = Side.Sell });
        await EndAsync(First, "CCCUSDT", ReasonCode.PositionsFull);
        await EndAsync(First, "DDDUSDT", ReasonCode.PositionsFull, Side.Sell);
        Assert.Equal(["12:00 CCCUSDT PositionsFull +0", "12:00 DDDUSDT PositionsFull +0"], await LatestAsync(9, 9));
    }

    [Fact]
    public async Task A_signal_that_a_scanner_left_before_it_lost_its_claim_is_not_the_records()
    {
        await WriteAsync(First, Record("DDDUSDT", DecisionOutcome.Queued, ReasonCode.SignalQueued));
        await EndAsync(First, "DDDUSDT", ReasonCode.SignalExpired, Side.Sell);
        await EndAsync(First, "DDDUSDT", ReasonCode.OrderFilled);
        Assert.Equal(["12:00 DDDUSDT OrderFilled +0"], await LatestAsync(9, 9));
    }

    [Fact]
    public async Task Before_the_first_scan_there_is_nothing() => Assert.Empty(await LatestAsync(9, 9));

    private async Task<IReadOnlyList<string>> LatestAsync(int countMax, int minutesMax) =>
    [
        .. (await new ReadDecisions(_store, _blobs).HandleAsync(countMax, minutesMax, CancellationToken.None))
            .Select(found => $"{found.Minute.Start:HH:mm} {found.Record.Symbol} "
                + $"{found.Outcome?.Code ?? found.Record.Reason.Code} +{found.Alike}"),
    ];

    private async Task WriteAsync(Minute minute, params DecisionRecord[] records)
    {
        await _blobs.TryPutAsync(StoreLayout.Ledger(minute), LedgerCodec.Encode(minute, records), default);
        await _store.UpdateAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead,
            _ => new(new ScanHead(First, minute)), default);
    }

    private async Task EndAsync(Minute minute, string name, ReasonCode code, Side side = Side.Buy)
    {
        var symbol = Symbol.Of(name);
        var signal = new Signal(SignalId.For(minute, symbol, side, "quantum-1"), minute, symbol, side,
            SignalSource.RuleRsi, 0.62, Price.Of(1), 0.007, 1_000_000, null);
        await _store.TryInsertAsync(StoreLayout.Signals(minute), signal.Id.Text,
            new SignalRow(signal, new Reason(code), minute.Start), DocumentJson.Default.SignalRow, default);
    }

    private static DecisionRecord Record(string name, DecisionOutcome outcome, ReasonCode code) => new(
        Symbol.Of(name), outcome, new Reason(code), outcome == DecisionOutcome.Queued ? Side.Buy : Side.None,
        SignalSource.None, double.NaN, double.NaN, 1, ReasonCode.None, null);
}
