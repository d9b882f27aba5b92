using System.Globalization;
using Quantum.App.Hosting;
using Quantum.App.Reporting;
using Quantum.Cli.Running;
using Quantum.Core.Diagnosis;
using Quantum.Core.Reasons;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Quantum.Cli.Views;

/// <summary>Shows a run while it goes on: a live screen in a terminal, a line now and then elsewhere.</summary>
internal static class LiveView
{
    private static readonly TimeSpan ScreenEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
    private const int TradesMax = 6;
    private const int DecisionsMax = 5;
    private const int DecisionsMin = 3;
    private const int DecisionMinutes = 15;
    private const int CurveMax = 48;
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Lines that are always there: headings, counts, money, table heads, and room for wrapped ones.</summary>
    private const int FixedLines = 20;

    /// <summary>Lines of the trades besides the trades.</summary>
    private const int TradesHead = 2;

    /// <summary>Shows until the run has ended.</summary>
    /// <param name="title">What runs, in words.</param>
    /// <param name="place">Its web page and its state.</param>
    /// <param name="useCases">Where the status is read.</param>
    /// <param name="decisions">Where the last decisions are read.</param>
    /// <param name="progress">How far the run has come.</param>
    /// <param name="run">The run.</param>
    public static async Task ShowAsync(string title, string place, TradingUseCases useCases, ReadDecisions decisions,
        RunProgress progress, Task run)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            await ShowLinesAsync(useCases, progress, run);
            return;
        }

        await AnsiConsole.Live(new Text("starting")).AutoClear(false).StartAsync(async screen =>
        {
            while (true)
            {
                var isOver = run.IsCompleted;
                var (status, problem) = await ReadAsync(useCases);
                var latest = status is null ? [] : await LatestAsync(decisions);
                screen.UpdateTarget(status is null
                    ? new Text(problem)
                    : Screen(title, place, status, latest, progress,
                        AnsiConsole.Profile.Width, AnsiConsole.Profile.Height));
                if (isOver) return;
                await Task.WhenAny(run, Task.Delay(ScreenEvery));
            }
        });
    }

    /// <summary>One picture, never higher than the terminal: a taller one cannot be redrawn in place.</summary>
    /// <param name="title">What runs, in words.</param>
    /// <param name="place">Its web page and its state.</param>
    /// <param name="status">The status.</param>
    /// <param name="latest">The last decisions, newest first.</param>
    /// <param name="progress">How far the run has come.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="height">Lines of the terminal.</param>
    public static Rows Screen(string title, string place, StatusReport status,
        IReadOnlyList<LatestDecision> latest, RunProgress progress, int width, int height)
    {
        // Decisions before trades: `quantum trades` tells of those at leisure, and what is decided now is gone soon.
        var lines = Math.Max(DecisionsMin + 1, height - FixedLines);
        var decisions = lines >= 2 * DecisionsMax ? DecisionsMax : DecisionsMin;
        lines -= decisions;
        var trades = Math.Min(Math.Min(TradesMax, Math.Max(1, status.Trades.Count)), (lines - TradesHead) / 2);
        if (trades > 0) lines -= TradesHead + trades;
        var positions = Math.Min(status.Positions.Count, lines);
        var hidden = status.Positions.Count - positions;
        var parts = new List<IRenderable>
        {
            new Rule($"[bold]Quantum {status.Mode}[/] {Markup.Escape(title)}").LeftJustified(),
            new Markup($"[bold]{Markup.Escape(status.Diagnosis)}[/]"),
            Text($"{status.At:yyyy-MM-dd HH:mm:ss} UTC   {status.State.Kind}   ",
                $"{Scanned(progress)}"),
            new Text(StatusText.Money(status.Books)),
            new Text(Curve(status)),
            new Rule(hidden > 0 ? $"positions ({hidden} more: quantum positions)" : "positions").LeftJustified(),
            Plain(StatusText.Positions([.. status.Positions.Take(positions)], status.At, width)),
            new Rule("last hour").LeftJustified(),
            Hour(status.Hour),
            new Rule("last decisions").LeftJustified(),
            new Rows(StatusText.Decisions([.. latest.Take(decisions)]).Select(text => new Text(Cut(text, width)))),
        };
        if (trades > 0)
        {
            parts.Add(new Rule("last trades").LeftJustified());
            parts.Add(Plain(StatusText.Trades([.. status.Trades.TakeLast(trades)], width)));
        }

        if (progress.LastFault is { } fault)
        {
            var count = Counted.Of(progress.Faults, "fault");
            parts.Add(new Markup($"[red]{count}, the last: {Markup.Escape(fault)}[/]").Ellipsis());
        }

        parts.Add(new Text($"{place}   Ctrl+C stops; the next run goes on.", new Style(Color.Grey)).Ellipsis());
        return new Rows(parts);
    }

    private static async Task ShowLinesAsync(TradingUseCases useCases, RunProgress progress, Task run)
    {
        while (await Task.WhenAny(run, Task.Delay(LineEvery)) != run)
        {
            var (status, problem) = await ReadAsync(useCases);
            Console.WriteLine(status is null ? problem : Line(status, progress));
        }
    }

    /// <summary>The status in one line, for a file or a pipe.</summary>
    public static string Line(StatusReport status, RunProgress progress)
    {
        var equity = status.Books is { } books
            ? string.Create(CultureInfo.InvariantCulture, $"equity {books.Equity:0.00} USDT")
            : "account not read yet";
        return string.Create(CultureInfo.InvariantCulture, $"{status.At:yyyy-MM-dd'T'HH:mm:ss'Z'} ")
            + string.Create(CultureInfo.InvariantCulture, $"{Scanned(progress)}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{status.Positions.Count} open, {equity}. ")
            + status.Diagnosis;
    }

    /// <summary>A view that cannot be drawn must not take the run down with it.</summary>
    private static async Task<(StatusReport? Status, string Problem)> ReadAsync(TradingUseCases useCases)
    {
        try
        {
            return (await useCases.Status.HandleAsync(CancellationToken.None), "");
        }
        catch (Exception error)
        {
            return (null, $"The status cannot be read: {error.Message}");
        }
    }

    private static async Task<IReadOnlyList<LatestDecision>> LatestAsync(ReadDecisions decisions)
    {
        try
        {
            return await decisions.HandleAsync(DecisionsMax, DecisionMinutes, CancellationToken.None);
        }
        catch (Exception)
        {
            return []; // Shown again in half a second; the run itself tells of a store that cannot be read.
        }
    }

    private static string Scanned(RunProgress progress) =>
        $"{Counted.Of(progress.Minutes, "minute")}, {Counted.Of(progress.Decisions, "decision")}";

    /// <summary>One line of the terminal, whatever it says.</summary>
    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private static Text Text(FormattableString first, FormattableString second) => new(
        first.ToString(CultureInfo.InvariantCulture) + second.ToString(CultureInfo.InvariantCulture));

    /// <summary>Every line counts here: no frame.</summary>
    private static Table Plain(Table table) => table.Border(TableBorder.None);

    /// <summary>The hour's funnel in a few lines: the commonest reasons of symbols and of signals.</summary>
    private static Rows Hour(FunnelReport hour) => new(
        new Text($"{Counted.Of(hour.Decisions.Total, "decision")}: {StatusText.Top(hour.Decisions)}"),
        new Text($"{Counted.Of(hour.Decisions.CountOf(ReasonCode.SignalQueued), "signal")}: "
            + StatusText.Top(hour.Outcomes)));

    /// <summary>Equity of the day as a line of blocks.</summary>
    private static string Curve(StatusReport status)
    {
        var points = status.Equity;
        if (points.Count < 2) return "";
        var step = (points.Count + CurveMax - 1) / CurveMax;
        var shown = points.Where((_, index) => index % step == 0).Select(point => point.Equity).ToList();
        var (low, high) = (shown.Min(), shown.Max());
        return high == low
            ? new string(Blocks[0], shown.Count)
            : string.Concat(shown.Select(equity => Blocks[(int)((equity - low) / (high - low) * (Blocks.Length - 1))]));
    }
}
