using System.Globalization;
using Quantum.App.Hosting;
using Quantum.App.Reporting;
using Quantum.Cli.Running;
using Quantum.Core.Reasons;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Quantum.Cli.Views;

/// <summary>Shows a run while it goes on: a live screen in a terminal, a line now and then elsewhere.</summary>
internal static class LiveView
{
    private static readonly TimeSpan ScreenEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
    private const int TradesShown = 6;
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Shows until the run has ended.</summary>
    /// <param name="title">What runs, in words.</param>
    /// <param name="useCases">Where the status is read.</param>
    /// <param name="progress">How far the run has come.</param>
    /// <param name="run">The run.</param>
    public static async Task ShowAsync(string title, TradingUseCases useCases, RunProgress progress, Task run)
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
                screen.UpdateTarget(Screen(title, await useCases.Status.HandleAsync(CancellationToken.None), progress));
                if (isOver) return;
                await Task.WhenAny(run, Task.Delay(ScreenEvery));
            }
        });
    }

    private static async Task ShowLinesAsync(TradingUseCases useCases, RunProgress progress, Task run)
    {
        while (await Task.WhenAny(run, Task.Delay(LineEvery)) != run)
        {
            var status = await useCases.Status.HandleAsync(CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{status.At:yyyy-MM-dd'T'HH:mm:ss'Z'} {progress.Minutes} minutes, {progress.Decisions} decisions, ")
                + string.Create(CultureInfo.InvariantCulture,
                $"{status.Positions.Count} open, equity {status.Books?.Equity:0.00} USDT. {status.Diagnosis}"));
        }
    }

    private static Rows Screen(string title, StatusReport status, RunProgress progress)
    {
        var parts = new List<IRenderable>
        {
            new Rule($"[bold]Quantum {status.Mode.ToString().ToUpperInvariant()}[/] {Markup.Escape(title)}").LeftJustified(),
            new Markup($"[bold]{Markup.Escape(status.Diagnosis)}[/]"),
            new Text(string.Create(CultureInfo.InvariantCulture,
                $"{status.At:yyyy-MM-dd HH:mm:ss} UTC   state {status.State.Kind}   last scan {status.LastScan}   ")
                + string.Create(CultureInfo.InvariantCulture,
                $"{progress.Minutes} minutes, {progress.Decisions} decisions")),
            new Text($"{StatusText.Money(status.Books)}   {Curve(status)}"),
            new Rule("positions").LeftJustified(),
            StatusText.Positions(status.Positions, status.At),
            new Rule("last hour").LeftJustified(),
            Hour(status.Hour),
            new Rule("last trades").LeftJustified(),
            StatusText.Trades([.. status.Trades.TakeLast(TradesShown)]),
        };
        if (progress.LastFault is { } fault)
            parts.Add(new Markup($"[red]{progress.Faults} faults, the last: {Markup.Escape(fault)}[/]"));
        parts.Add(new Text("Ctrl+C stops; the state stays and the next run goes on.", new Style(Color.Grey)));
        return new Rows(parts);
    }

    /// <summary>The hour's funnel in a few lines: the commonest reasons of symbols and of signals.</summary>
    private static Rows Hour(FunnelReport hour) => new(
        new Text($"{hour.Decisions.Total} decisions: {Top(hour.Decisions)}"),
        new Text($"{hour.Decisions.CountOf(ReasonCode.SignalQueued)} signals: {Top(hour.Outcomes)}"));

    private static string Top(Core.Ledger.Funnel funnel) => string.Join(", ", funnel.Lines
        .GroupBy(line => line.Code)
        .OrderByDescending(group => group.Sum(line => line.Count))
        .Take(5)
        .Select(group => $"{ReasonCatalog.Of(group.Key).Name} {group.Sum(line => line.Count)}"));

    /// <summary>Equity of the day as a line of blocks, at most 48 of them.</summary>
    private static string Curve(StatusReport status)
    {
        var points = status.Equity;
        if (points.Count < 2) return "";
        var step = Math.Max(1, points.Count / 48);
        var shown = points.Where((_, index) => index % step == 0).Select(point => point.Equity).ToList();
        var (low, high) = (shown.Min(), shown.Max());
        return high == low
            ? new string(Blocks[0], shown.Count)
            : string.Concat(shown.Select(equity => Blocks[(int)((equity - low) / (high - low) * (Blocks.Length - 1))]));
    }
}
