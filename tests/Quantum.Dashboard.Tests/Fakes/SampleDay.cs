using System.Text.Json.Serialization.Metadata;
using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Risk;
using Quantum.Core.Settings;
using Quantum.Core.Signals;
using Quantum.Dashboard.Site;
using static Quantum.Core.Reasons.ReasonCode;

namespace Quantum.Dashboard.Tests.Fakes;

/// <summary>A store after a day on paper: 222 symbols, five positions, a dozen trades. Every number is fixed.</summary>
public sealed class SampleDay
{
    /// <summary>The last minute scanned; the clock stands seven seconds into the one after.</summary>
    public static readonly Minute Last = Minute.OfKey("20250602T1820");

    private readonly Queue<(string Partition, EntityWrite Write)> _writes = new();

    private SampleDay()
    {
    }

    public MemoryStore Store { get; } = new();

    public StoppedClock Clock { get; } = new(Last.Start.AddSeconds(47));

    public DashboardSite Site => new(
        DashboardUseCases.Over(Store, Store, new PaperModeGate(), Clock, Settings), Clock, new("quantum.example"));

    private static TradingSettings Settings { get; } = new() { Risk = new RiskSettings { PositionsMax = 5 } };

    /// <summary>A store in which nothing ever happened.</summary>
    public static SampleDay Empty() => new();

    public static async Task<SampleDay> TradedAsync()
    {
        var day = new SampleDay();
        day.AddScans();
        day.AddBook();
        day.AddTrades();
        day.AddSignals();
        while (day._writes.TryDequeue(out var next))
        {
            if (!await day.Store.TryWriteAsync(next.Partition, [next.Write], CancellationToken.None))
                throw new InvalidOperationException($"{next.Partition}/{next.Write.Row} was written twice.");
        }

        await day.Store.TryPutAsync(StoreLayout.Ledger(Last), LedgerCodec.Encode(Last, Records()), default);
        return day;
    }

    public Task AddDeadLetterAsync(string reason, string body) => Store.TryInsertAsync(StoreLayout.DeadLetters, "0001",
        new DeadLetterRow(Last.Start, reason, body), DocumentJson.Default.DeadLetterRow, default);

    private void Put<T>(string partition, string row, T value, JsonTypeInfo<T> type) =>
        _writes.Enqueue((partition, DocumentStore.Put(row, value, null, type)));

    private void AddScans()
    {
        Put(StoreLayout.ScanHead, StoreLayout.HeadRow, new ScanHead(Last - 1439, Last), DocumentJson.Default.ScanHead);
        var equity = 10_000m;
        for (var back = 1439; back >= 0; back--)
        {
            var minute = Last - back;
            var signals = back == 0 ? 1 : back % 7 == 3 ? 2 : back % 11 == 4 ? 1 : 0;
            var stale = back % 97 == 5 ? 3 : 0;
            Put(StoreLayout.Scans(minute), minute.Key, new ScanRow
            {
                Minute = minute,
                Owner = "scanner",
                ClaimedAt = minute.Start.AddSeconds(2),
                Attempt = 1,
                CompletedAt = minute.Start.AddSeconds(2.4),
                Candles = 222 - stale,
                Symbols = 222,
                Decisions = Decisions(signals, stale),
                Outcomes = back == 0 ? null : Outcomes(signals, back),
            }, DocumentJson.Default.ScanRow);
            var slow = Math.Sin(back / 83.0) * 0.16 + Math.Sin(back / 17.0) * 0.4;
            var quick = Math.Sin(back * back * 0.7) * 1.6 + Math.Sin(back * 1.7) * 1.1 + Math.Sin(back * back * 1.3);
            equity += Math.Round((decimal)(slow + quick), 4);
            Put(StoreLayout.Equity(minute), minute.Key, new EquityPoint(minute, equity, equity - 12.4m),
                DocumentJson.Default.EquityPoint);
        }

        Equity = equity;
    }

    private decimal Equity { get; set; }

    private static List<FunnelLine> Decisions(int signals, int stale)
    {
        var lines = new List<FunnelLine>
        {
            new(UniverseTooYoung, SignalSource.None, Side.None, 9),
            new(UniverseRangeNarrow, SignalSource.None, Side.None, 3),
            new(RuleNeutral, SignalSource.RuleRsi, Side.None, 222 - 12 - 2 - signals - stale),
            new(ConfidenceLow, SignalSource.RuleRsi, Side.Sell, 2),
        };
        if (stale > 0) lines.Add(new(DataStale, SignalSource.None, Side.None, stale));
        if (signals > 0) lines.Add(new(SignalQueued, SignalSource.RuleRsi, Side.Buy, 1));
        if (signals > 1) lines.Add(new(SignalQueued, SignalSource.RuleRsi, Side.Sell, 1));
        return lines;
    }

    private static List<FunnelLine> Outcomes(int signals, int back)
    {
        ReasonCode[] buys = [PositionsFull, OrderFilled, PositionsFull, SymbolCooldown, SpreadWide, PositionsFull];
        ReasonCode[] sells = [SymbolHasPosition, PositionsFull, OrderFilled, CostTooHigh, SizeBelowMinNotional];
        var lines = new List<FunnelLine>();
        if (signals > 0) lines.Add(new(buys[back % buys.Length], SignalSource.RuleRsi, Side.Buy, 1));
        if (signals > 1) lines.Add(new(sells[back % sells.Length], SignalSource.RuleRsi, Side.Sell, 1));
        return lines;
    }

    private void AddBook()
    {
        var now = Clock.Now;
        Position[] positions =
        [
            SamplePositions.Open("1000PEPEUSDT", Side.Buy, 0.01184m, 42_200m, now.AddMinutes(-31), bestShare: 0.0112m),
            SamplePositions.Open("BTCUSDT", Side.Sell, 104_312.5m, 0.005m, now.AddMinutes(-12), bestShare: 0.0021m),
            SamplePositions.Open("NEARUSDT", Side.Buy, 2.4131m, 207m, now.AddSeconds(-26), bestShare: 0.0004m),
            SamplePositions.Open("SOLUSDT", Side.Sell, 154.83m, 3m, now.AddMinutes(-44), 0.0067m, trailing: true),
            SamplePositions.Open("WIFUSDT", Side.Buy, 0.8642m, 578m, now.AddMinutes(-3), bestShare: -0.0013m),
        ];
        foreach (var position in positions)
            Put(StoreLayout.Book, StoreLayout.Position(position.Symbol), position, DocumentJson.Default.Position);
        Put(StoreLayout.Book, StoreLayout.RiskRow, new RiskBook
        {
            Slots = [.. positions.Select(position => new RiskSlot(
                position.Id, position.Symbol, position.Side, 500, 167, 5, position.PlannedAt))],
        }, DocumentJson.Default.RiskBook);
        Put(StoreLayout.Book, StoreLayout.MonitorRow, new MonitorRow
        {
            TickAt = now.AddSeconds(-3),
            SweptTo = Last - 1,
            UnprotectedSecondsMax = 1.3,
            Marks =
            [
                Mark("1000PEPEUSDT", 0.011901m), Mark("BTCUSDT", 104_180.3m), Mark("NEARUSDT", 2.4119m),
                Mark("SOLUSDT", 154.1m), Mark("WIFUSDT", 0.8611m),
            ],
            Books = new AccountBooks
            {
                OpeningBalance = 10_000,
                RealisedPnl = 66.41m,
                Fees = -21.87m,
                Funding = -0.93m,
                IncomeFrom = now,
                WalletBalance = 10_043.61m,
                UnrealisedPnl = Equity - 10_043.61m,
                ReadAt = now.AddSeconds(-3),
                DayStartEquity = 10_011.2m,
                PeakEquity = 10_090.3m,
            },
        }, DocumentJson.Default.MonitorRow);
    }

    private void AddTrades()
    {
        (string Symbol, Side Side, decimal Entry, CloseType Close, decimal Net)[] ended =
        [
            ("ADAUSDT", Side.Buy, 0.6843m, CloseType.TakeProfit, 5.62m),
            ("LINKUSDT", Side.Sell, 13.872m, CloseType.StopLoss, -4.61m),
            ("DOGEUSDT", Side.Buy, 0.19113m, CloseType.TimeStop, 0.87m),
            ("ETHUSDT", Side.Sell, 2_517.34m, CloseType.TrailingStop, 3.94m),
            ("1000SHIBUSDT", Side.Buy, 0.012713m, CloseType.StopLoss, -4.22m),
            ("XRPUSDT", Side.Buy, 2.1704m, CloseType.TakeProfit, 6.05m),
            ("AVAXUSDT", Side.Sell, 20.341m, CloseType.TimeStop, -0.92m),
            ("SUIUSDT", Side.Buy, 3.2188m, CloseType.TakeProfit, 5.41m),
        ];
        foreach (var (trade, index) in ended.Select((trade, index) => (trade, index)))
        {
            var opened = Clock.Now.AddMinutes(-60 * (ended.Length - index) - 31);
            Put(StoreLayout.Trades(Minute.Of(opened)), $"{Minute.Of(opened).Key}-{index}",
                SamplePositions.Ended(trade.Symbol, trade.Side, trade.Entry, opened, trade.Close, trade.Net),
                DocumentJson.Default.Trade);
        }
    }

    private void AddSignals()
    {
        var signal = SamplePositions.SignalOf("OPUSDT", Side.Buy, 0.6312m, Last);
        Put(StoreLayout.Signals(Last), signal.Id.Text, new SignalRow(signal,
            new Reason(SpreadWide, 12.5, 10), Last.Start.AddSeconds(3)), DocumentJson.Default.SignalRow);
    }

    private static List<DecisionRecord> Records() =>
    [
        new(Symbol.Of("NEARUSDT"), DecisionOutcome.Hold, new Reason(RuleNeutral, 45.75, 15.75), Side.None,
            SignalSource.RuleRsi, double.NaN, 45.75, 2.4131m, ModelNone, null),
        new(Symbol.Of("NEWUSDT"), DecisionOutcome.Refused, new Reason(UniverseTooYoung, 2, 3), Side.None,
            SignalSource.None, double.NaN, double.NaN, 0, ReasonCode.None, null),
        new(Symbol.Of("OPUSDT"), DecisionOutcome.Queued, new Reason(SignalQueued, 0.75, 0.5), Side.Buy,
            SignalSource.RuleRsi, 0.62, 24.5, 0.6312m, ModelNone, null),
    ];

    private static HeldMark Mark(string symbol, decimal price) => new(Symbol.Of(symbol), Price.Of(price));
}
