using System.Text;
using System.Text.Json;
using Quantum.Dashboard.Tests.Fakes;
using Quantum.Dashboard.Views;

namespace Quantum.Dashboard.Tests.Views;

/// <summary>The shapes that others read: a change here is a change for them.</summary>
public sealed class ReportJsonTests
{
    private static readonly string[] StatusMembers =
    [
        "at", "mode", "state", "diagnosis", "health", "lastScan", "books", "unprotectedSecondsMax", "positions", "hour",
        "day", "equity", "trades", "tradesCount", "deadLetters", "deadLettersCount",
        "alarms", "alarmsCount",
    ];

    [Fact]
    public async Task Health_tells_levels_and_nothing_else() => Assert.Equal("""
        {"at":"2025-06-02T18:20:47Z","status":"good","components":[{"component":"infrastructure","level":"good"},
        {"component":"safety","level":"good"},{"component":"risk","level":"good"},{"component":"data","level":"good"},
        {"component":"signals","level":"good"},{"component":"models","level":"absent"},
        {"component":"training","level":"absent"},{"component":"sentiment","level":"absent"}]}
        """.ReplaceLineEndings(""), await TextAsync("/api/health"));

    [Fact]
    public async Task A_funnel_parts_every_decision_and_every_signal() => Assert.Equal("""
        {"from":"2025-06-02T18:19Z","to":"2025-06-02T18:21Z","minutes":2,"symbolsMax":222,"candles":444,
        "decisions":{"total":444,"universeRefused":24,"dataRefused":0,"held":415,"signalRefused":4,"queued":1},
        "signals":{"total":1,"buy":1,"sell":0,"filled":0,"refused":1,"open":0,
        "bySource":[{"source":"rule_rsi","buy":1,"buyFilled":0,"sell":0,"sellFilled":0}]},
        "decisionsByReason":[{"code":"UNIVERSE_TOO_YOUNG","stage":"universe","source":"none","side":"none","count":18,
        "sentence":"The contract is listed for … days; at least … are needed."},
        {"code":"UNIVERSE_RANGE_NARROW","stage":"universe","source":"none","side":"none","count":6,
        "sentence":"The ten-day range is … % of the price; at least … % is needed."},
        {"code":"RULE_NEUTRAL","stage":"signal","source":"rule_rsi","side":"none","count":415,
        "sentence":"RSI is …; the nearer threshold is …."},
        {"code":"CONFIDENCE_LOW","stage":"signal","source":"rule_rsi","side":"sell","count":4,
        "sentence":"The confidence is …; at least … is needed."},
        {"code":"SIGNAL_QUEUED","stage":"signal","source":"rule_rsi","side":"buy","count":1,
        "sentence":"A signal went to the executor."}],
        "outcomesByReason":[{"code":"SPREAD_WIDE","stage":"market","source":"rule_rsi","side":"buy","count":1,
        "sentence":"The spread is … bps; at most … bps is allowed."}]}
        """.ReplaceLineEndings(""), await TextAsync("/api/funnel?from=2025-06-02T18:19Z"));

    [Fact]
    public async Task A_reason_has_both_sides_of_its_comparison() => Assert.Equal("""
        {"symbol":"OPUSDT","minute":"2025-06-02T18:20Z",
        "sentences":["OPUSDT at 2025-06-02T18:20Z: the candle of 2025-06-02T18:19Z closed at 0.6312, RSI(14) 24.50.",
        "No model spoke: No model bundle is installed. The RSI rule decided.",
        "BUY signal from rule_rsi with confidence 0.6200 (at least 0.5 needed): queued.",
        "The executor REFUSED it (SPREAD_WIDE 12.5 / 10): The spread is 12.5 bps; at most 10 bps is allowed."],
        "record":{"outcome":"queued","reason":{"code":"SIGNAL_QUEUED","stage":"signal","value":0.75,"limit":0.5,
        "margin":0.25,"sentence":"A signal went to the executor."},"side":"buy","source":"rule_rsi","confidence":0.62,
        "rsi":24.5,"close":0.6312,"modelSilence":"MODEL_NONE","modelVersion":null,
        "model":null,"rule":"none","ruleConfidence":null},
        "signal":{"id":"arwt5w7x65md7jrf","side":"buy","source":"rule_rsi","confidence":0.62,
        "outcome":{"code":"SPREAD_WIDE","stage":"market","value":12.5,"limit":10,"margin":2.5,
        "sentence":"The spread is 12.5 bps; at most 10 bps is allowed."},"endedAt":"2025-06-02T18:20:03Z"},
        "positionId":null,"trade":null}
        """.ReplaceLineEndings(""), await TextAsync("/api/why/OPUSDT"));

    [Fact]
    public async Task What_is_not_a_number_is_null()
    {
        var record = (await JsonAsync("/api/why/NEWUSDT")).GetProperty("record");

        Assert.Equal("""
            {"outcome":"refused","reason":{"code":"UNIVERSE_TOO_YOUNG","stage":"universe","value":2,"limit":3,
            "margin":1,
            "sentence":"The contract is listed for 2 days; at least 3 are needed."},"side":"none","source":"none",
            "confidence":null,"rsi":null,"close":null,"modelSilence":null,"modelVersion":null,
            "model":null,"rule":"none","ruleConfidence":null}
            """.ReplaceLineEndings(""), record.GetRawText());
        Assert.Null(ReasonView.Finite(double.NegativeInfinity));
    }

    [Fact]
    public async Task A_position_tells_where_its_orders_rest()
    {
        var position = (await JsonAsync("/api/positions")).GetProperty("positions")[3];

        Assert.Equal("""
            {"id":"wfr47ijgx7cifr6r","symbol":"SOLUSDT","side":"sell","phase":"open","source":"rule_rsi",
            "confidence":0.62,"minute":"2025-06-02T17:36Z","openedAt":"2025-06-02T17:36:47Z","ageSeconds":2640,
            "leverage":3,"quantity":3,"entryPrice":154.83,"entryNotional":464.49,"stopPrice":154.5978,
            "stopTarget":154.5978,"takeProfitPrice":152.3914,"isTrailing":true,"isProtected":true,
            "unprotectedSecondsMax":0.6,"markPrice":154.1,"pnl":2.19,"pnlShare":0.00471485,
            "bestMark":153.7926,"bestPnlShare":0.00670025,"closing":"none"}
            """.ReplaceLineEndings(""), position.GetRawText());
    }

    [Fact]
    public void A_position_without_a_stop_says_so_and_for_how_long()
    {
        var now = SampleDay.Last.Start;
        var open = SamplePositions.Open("SOLUSDT", Quantum.Core.Markets.Side.Buy, 150, 3, now.AddMinutes(-5), 0);
        var naked = open with { Orders = [open.Orders[0]], UnprotectedSince = now.AddSeconds(-7.5) };
        var opening = naked with { Orders = [naked.Orders[0] with { AveragePrice = null, FilledQuantity = 0 }] };

        var view = PositionView.Of(naked, null, now);

        Assert.Equal((false, null, 7.5), (view.IsProtected, view.StopPrice, view.UnprotectedSecondsMax));
        Assert.Equal("opening", PositionView.Of(opening, null, now).Phase);
        Assert.Null(PositionView.Of(opening, null, now).EntryNotional);
    }

    [Fact]
    public async Task A_trade_tells_its_money_part_by_part() => Assert.Equal("""
        {"from":"2025-06-02T16:00Z","to":"2025-06-02T18:21Z","trades":[{"id":"umcfb3tj642kg7ni","symbol":"SUIUSDT",
        "side":"buy","source":"rule_rsi","confidence":0.62,"minute":"2025-06-02T16:49Z",
        "openedAt":"2025-06-02T16:49:47Z","closedAt":"2025-06-02T17:12:47Z","quantity":155.337,"entryPrice":3.2188,
        "exitPrice":3.256975,"realisedPnl":5.93,"fees":-0.5,"funding":-0.02,"netPnl":5.41,
        "netShare":0.010820027361685192,"close":"takeProfit","unprotectedSecondsMax":1.3,"slippageBps":1.4}]}
        """.ReplaceLineEndings(""), await TextAsync("/api/trades?from=2025-06-02T16:00Z"));

    [Fact]
    public async Task The_status_has_every_part_of_the_page()
    {
        var status = await JsonAsync("/api/status");

        Assert.Equal(StatusMembers, status.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"kind":"active","causes":[]}""", status.GetProperty("state").GetRawText());
        Assert.Equal((8, 5, 8), (status.GetProperty("health").GetArrayLength(),
            status.GetProperty("positions").GetArrayLength(), status.GetProperty("tradesCount").GetInt32()));
        Assert.Equal("SUIUSDT", status.GetProperty("trades")[0].GetProperty("symbol").GetString()); // newest first
        var books = status.GetProperty("books");
        Assert.Equal(books.GetProperty("equity").GetDecimal() - books.GetProperty("dayStartEquity").GetDecimal(),
            books.GetProperty("todayPnl").GetDecimal());
        Assert.Equal(1.3, status.GetProperty("unprotectedSecondsMax").GetDouble());
    }

    [Fact]
    public async Task An_empty_store_is_told_with_nulls_and_empty_lists()
    {
        var day = SampleDay.Empty();
        var answer = await day.Site.HandleAsync(new("GET", "/api/status") { Host = "localhost" }, default);
        var status = JsonDocument.Parse(answer.Body).RootElement;

        Assert.Equal(StatusMembers, status.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("books").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("lastScan").ValueKind);
        Assert.Equal(0, status.GetProperty("equity").GetArrayLength());
    }

    [Fact]
    public async Task An_order_tells_the_state_before_and_after()
    {
        var day = await SampleDay.TradedAsync();
        var answer = await day.Site.HandleAsync(new("POST", "/api/control/pause") { Host = "localhost" }, default);

        Assert.Equal("""
            {"action":"pause","before":{"kind":"active","causes":[]},"after":{"kind":"reducing","causes":
            [{"code":"OPERATOR_PAUSED","stage":"state","value":null,"limit":null,"margin":null,
            "sentence":"The operator paused new entries."}]},
            "sentence":"New entries are paused; 5 open positions are managed as before."}
            """.ReplaceLineEndings(""), Encoding.UTF8.GetString(answer.Body.Span));
    }

    private static async Task<string> TextAsync(string target)
    {
        var day = await SampleDay.TradedAsync();
        var answer = await day.Site.HandleAsync(new("GET", target) { Host = "localhost" }, default);
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    private static async Task<JsonElement> JsonAsync(string target) =>
        JsonDocument.Parse(await TextAsync(target)).RootElement;
}
