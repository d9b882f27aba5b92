using Quantum.App.Storage;
using Quantum.Cli.Tests.Fakes;
using Quantum.Cli.Views;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Reasons;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Quantum.Cli.Tests.Views;

public sealed class StatusTextTests
{
    [Fact]
    public void Evidence_that_looks_like_markup_is_shown_as_it_is()
    {
        var text = Draw(StatusText.Health(SampleStatus.Of(0, 0).Health), 200);

        Assert.Equal(2, text.Split(SampleStatus.Markup).Length - 1); // As the component and as the evidence.
        Assert.Contains("bad", text);
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(80, false)]
    public void A_narrow_terminal_gets_the_columns_that_matter(int width, bool isWide)
    {
        var status = SampleStatus.Of(1, 1);
        var positions = Draw(StatusText.Positions(status.Positions, status.At, width), width);
        var trades = Draw(StatusText.Trades(status.Trades, width), width);

        foreach (var always in new[] { "1000VERYLONG000USDT", "BUY", "stop", "1 h 40 min", "none" })
            Assert.Contains(always, positions);
        Assert.Equal(isWide, positions.Contains("take profit", StringComparison.Ordinal));
        foreach (var always in new[] { "06-02 18:20:00", "1000VERYLONG000USDT", "+4.69", "trailing stop" })
            Assert.Contains(always, trades);
        Assert.Equal(isWide, trades.Contains("rule_rsi", StringComparison.Ordinal));
    }

    [Fact]
    public void An_old_alarm_that_lasts_is_not_pushed_out_by_newer_ones()
    {
        var now = new DateTimeOffset(2025, 6, 4, 12, 0, 0, TimeSpan.Zero);
        AlarmRow[] alarms =
        [
            .. Enumerable.Range(1, 7).Select(hours => new AlarmRow(
                now.AddHours(-hours), new Reason(ReasonCode.BreakerStopCluster, 3, 3))),
            new(now.AddHours(-30), new Reason(ReasonCode.SignalsSilent, 0, 12)),
        ];
        var lines = StatusText.Alarms(alarms, now).ToList();
        Assert.Equal("7 alarms in 24 hours, and 1 older that lasts:", lines[0]);
        Assert.StartsWith("  2025-06-03 06:00:00 SIGNALS_SILENT", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain("  ", line.TrimStart())); // No room for an order it has not.
        Assert.Equal((7, "  2025-06-04 11"), (lines.Count, lines[^1][..15]));
    }

    [Fact]
    public void A_decision_says_how_it_ended_or_that_it_has_not()
    {
        var refused = SampleStatus.Decisions(1)[0];
        var byScan = refused.Record with
        {
            Outcome = DecisionOutcome.Refused, Side = Side.None, Reason = new Reason(ReasonCode.DataStale, 180.26, 90),
        };

        Assert.Equal(
            [
                "18:20 SYN000USDT BUY and 12 more refused: 3 positions are open; at most 3 are allowed.",
                "18:20 SYN000USDT BUY queued.",
                "18:20 SYN000USDT BUY entered.",
                $"18:20 SYN000USDT refused: {byScan.Reason.Sentence}",
            ],
            StatusText.Decisions(
            [
                refused, refused with { Outcome = null, Alike = 0 },
                refused with { Outcome = new Reason(ReasonCode.OrderFilled), Alike = 0 },
                refused with { Record = byScan, Outcome = null, Alike = 0 },
            ]));
    }

    [Fact]
    public void Messages_that_were_given_up_are_shown_newest_last_each_with_reason_and_body()
    {
        DeadLetterRow Letter(int number, string body) =>
            new(SampleStatus.At.AddSeconds(number), $"reason {number}", body);

        Assert.Empty(StatusText.DeadLetters([]));
        Assert.Equal(["1 dead letter:", "  2025-06-02 18:20:01 reason 1", "    {\"a\": [ 1]}"],
            StatusText.DeadLetters([Letter(1, "{\"a\":\u001b[\n1]}")])); // Nothing that steers the terminal.
        var many = StatusText.DeadLetters([.. Enumerable.Range(1, 7).Select(n => Letter(n, new string('x', 999)))])
            .ToList();
        Assert.Equal("7 dead letters; the newest 5:", many[0]);
        Assert.Equal(["reason 3", "reason 7"], new[] { many[1], many[^2] }.Select(line => line[22..]));
        Assert.Equal($"    {new string('x', 159)}…", many[^1]);
    }

    [Fact]
    public void Nothing_is_said_to_be_nothing()
    {
        Assert.Equal(["none but holds"], StatusText.Decisions([]));
        Assert.Contains("none", Draw(StatusText.Positions([], SampleStatus.At, 80), 80));
        Assert.Contains("none", Draw(StatusText.Trades([], 80), 80));
        Assert.Equal("The account has not been read yet.", StatusText.Money(null));
    }

    [Fact]
    public void The_funnel_counts_symbols_then_signals_then_what_is_open()
    {
        var text = Draw(StatusText.Funnel(SampleStatus.Of(0, 0).Hour), 120);

        Assert.Contains("RULE_NEUTRAL", text);
        Assert.Contains("97.6 %", text); // 13,000 of 13,320 symbols.
        Assert.Contains("93.8 %", text); // 300 of 320 signals, the open ones included.
        Assert.Contains("without an outcome yet", text);
    }

    private static string Draw(IRenderable picture, int width)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Write(picture);
        return writer.ToString();
    }
}
