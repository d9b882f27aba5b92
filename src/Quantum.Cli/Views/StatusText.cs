using System.Globalization;
using Quantum.App.Reporting;
using Quantum.App.Storage;
using Quantum.Core.Accounting;
using Quantum.Core.Diagnosis;
using Quantum.Core.Ledger;
using Quantum.Core.Markets;
using Quantum.Core.Positions;
using Quantum.Core.Reasons;
using Quantum.Core.Signals;
using Spectre.Console;

namespace Quantum.Cli.Views;

/// <summary>Tables of the reading commands; the live view is made of the same ones.</summary>
internal static class StatusText
{
    /// <summary>Terminals narrower than this get tables without what can be spared.</summary>
    public const int WideColumns = 112;

    private const int LettersMax = 5;
    private const int LetterLengthMax = 160;

    /// <summary>Health by component.</summary>
    public static Table Health(IReadOnlyList<HealthRow> rows)
    {
        var table = Plain("component", "state", "evidence");
        foreach (var row in rows)
        {
            var level = row.Level switch
            {
                HealthLevel.Good => "[green]good[/]",
                HealthLevel.Warning => "[yellow]warning[/]",
                HealthLevel.Bad => "[red]bad[/]",
                _ => "[grey]absent[/]",
            };
            table.AddRow(Markup.Escape(row.Component), level, Markup.Escape(row.Evidence));
        }

        return table;
    }

    /// <summary>
    /// Alarms a line each, oldest first: those from before the last 24 hours, which are told because they last, and the
    /// newest of the others.
    /// </summary>
    public static IEnumerable<string> Alarms(IReadOnlyList<AlarmRow> alarms, DateTimeOffset now)
    {
        if (alarms.Count == 0) yield break;
        var (day, lasting) = (now.AddDays(-1), 0);
        var ordered = alarms.OrderBy(alarm => alarm.At).ToList();
        while (lasting < ordered.Count && ordered[lasting].At < day) lasting++;
        yield return Counted.Of(ordered.Count - lasting, "alarm") + " in 24 hours"
            + (lasting > 0 ? Text($", and {lasting} older that {(lasting == 1 ? "lasts" : "last")}") : "") + ":";
        foreach (var alarm in ordered.Take(lasting).Concat(ordered.Skip(lasting).TakeLast(5)))
        {
            yield return Text($"  {alarm.At:yyyy-MM-dd HH:mm:ss} {ReasonCatalog.Of(alarm.Reason.Code).Name} ")
                + (alarm.OrderId is { } order ? $"{order.Text} " : "")
                + (alarm.Symbol is { } symbol ? $"{symbol.Name} " : "") + alarm.Reason.Sentence
                + (alarm.EndedAt is { } ended ? Text($" Over at {ended:yyyy-MM-dd HH:mm:ss}.") : "");
        }
    }

    /// <summary>
    /// The newest messages that were given up, oldest first, two lines each: why, and what they said.
    /// </summary>
    public static IEnumerable<string> DeadLetters(IReadOnlyList<DeadLetterRow> letters)
    {
        if (letters.Count == 0) yield break;
        yield return letters.Count <= LettersMax
            ? Counted.Of(letters.Count, "dead letter") + ":"
            : Text($"{Counted.Of(letters.Count, "dead letter")}; the newest {LettersMax}:");
        foreach (var letter in letters.OrderBy(letter => letter.At).TakeLast(LettersMax))
        {
            yield return Text($"  {letter.At:yyyy-MM-dd HH:mm:ss} {Short(letter.Reason)}");
            yield return $"    {Short(letter.Body)}";
        }
    }

    /// <summary>One line of printable characters: whoever wrote the message may not steer the terminal.</summary>
    private static string Short(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= LetterLengthMax ? line : line[..(LetterLengthMax - 1)] + "…";
    }

    /// <summary>The last decisions with their reasons in plain words, a line each.</summary>
    public static IEnumerable<string> Decisions(IReadOnlyList<LatestDecision> latest)
    {
        if (latest.Count == 0) yield return "none but holds";
        foreach (var (minute, record, outcome, alike) in latest)
        {
            var others = alike == 0 ? "" : Text($"and {alike} more ");
            var side = record.Side == Side.None ? "" : record.Side.ToString().ToUpperInvariant() + " ";
            yield return $"{minute.Start:HH:mm} {record.Symbol} {side}{others}" + outcome switch
            {
                { Code: ReasonCode.OrderFilled } => "entered.",
                { } refusal => $"refused: {refusal.Sentence}",
                null when record.Outcome == DecisionOutcome.Queued => "queued.",
                null => $"refused: {record.Reason.Sentence}",
            };
        }
    }

    /// <summary>Counts by reason, symbols first, then signals.</summary>
    public static Table Funnel(FunnelReport report)
    {
        var table = Plain("stage", "reason", "source", "side", "count", "share");
        foreach (var column in table.Columns.TakeLast(2)) column.RightAligned();
        Add(table, report.Decisions, report.Decisions.Total);
        if (report.Outcomes.Total > 0) table.AddRow("[grey]of the signals[/]", "", "", "", "", "");
        Add(table, report.Outcomes, report.Outcomes.Total + report.Open);
        if (report.Open > 0) table.AddRow("", "without an outcome yet", "", "", Number(report.Open), "");
        return table;
    }

    /// <summary>Open positions.</summary>
    /// <param name="positions">What is open.</param>
    /// <param name="now">What ages are counted to, UTC.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static Table Positions(IReadOnlyList<Position> positions, DateTimeOffset now, int width)
    {
        string[] columns = ["symbol", "side", "size", "entry", "stop", "take profit", "age", "source", "guard"];
        var table = Plain(columns);
        foreach (var position in positions)
        {
            var takeProfit = position.EntryPrice is { } entry
                ? position.Plan.TakeProfitFor(position.Side, entry).ToString()
                : "";
            table.AddRow(position.Symbol.Name, SideText(position.Side), Number(position.HeldQuantity),
                position.EntryPrice?.ToString() ?? "opening", position.StopTarget?.ToString() ?? "", takeProfit,
                Age(now - (position.OpenedAt ?? position.PlannedAt)), position.Signal.Source.Name(),
                Guard(position));
        }

        if (positions.Count == 0) table.AddRow("[grey]none[/]", "", "", "", "", "", "", "", "");
        return width >= WideColumns ? table : Without(table, columns, "size", "take profit", "source");
    }

    /// <summary>Positions of a span of minutes, those that ended first.</summary>
    /// <param name="ended">Have ended since.</param>
    /// <param name="open">Are still open.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static Table Held(IReadOnlyList<Trade> ended, IReadOnlyList<Position> open, int width)
    {
        string[] columns = ["symbol", "side", "size", "entry", "opened", "closed", "net", "by", "source"];
        var table = Plain(columns);
        table.Columns[6].RightAligned();
        foreach (var trade in ended)
        {
            table.AddRow(trade.Symbol.Name, SideText(trade.Side), Number(trade.Quantity), Number(trade.EntryPrice),
                Time(trade.OpenedAt), Time(trade.ClosedAt), NetText(trade), trade.Close.Words(), trade.Source.Name());
        }

        foreach (var position in open)
        {
            table.AddRow(position.Symbol.Name, SideText(position.Side), Number(position.HeldQuantity),
                position.EntryPrice?.ToString() ?? "", Time(position.OpenedAt ?? position.PlannedAt), "still open", "",
                "", position.Signal.Source.Name());
        }

        if (table.Rows.Count == 0) table.AddRow("[grey]none[/]", "", "", "", "", "", "", "", "");
        return width >= WideColumns ? table : Without(table, columns, "size", "entry", "source");
    }

    /// <summary>Trades, newest last.</summary>
    /// <param name="trades">Positions that ended.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static Table Trades(IReadOnlyList<Trade> trades, int width)
    {
        string[] columns = ["closed", "symbol", "side", "size", "entry", "exit", "net", "by", "source"];
        var table = Plain(columns);
        table.Columns[6].RightAligned();
        foreach (var trade in trades)
        {
            table.AddRow(Time(trade.ClosedAt), trade.Symbol.Name, SideText(trade.Side), Number(trade.Quantity),
                Number(trade.EntryPrice), Number(decimal.Round(trade.ExitPrice, 8)),
                NetText(trade), trade.Close.Words(), trade.Source.Name());
        }

        if (trades.Count == 0) table.AddRow("[grey]none[/]", "", "", "", "", "", "", "", "");
        return width >= WideColumns ? table : Without(table, columns, "size", "entry", "exit", "source");
    }

    /// <summary>Money in one line.</summary>
    public static string Money(AccountBooks? books) => books is null
        ? "The account has not been read yet."
        : Text($"equity {books.Equity:0.00} USDT (wallet {books.WalletBalance:0.00}, ")
            + Text($"unrealised {books.UnrealisedPnl:+0.00;-0.00;0.00}); ")
            + Text($"realised {books.RealisedPnl:+0.00;-0.00;0.00}, ")
            + Text($"fees {books.Fees:0.00}, funding {books.Funding:+0.00;-0.00;0.00}");

    private static void Add(Table table, Funnel funnel, long total)
    {
        foreach (var line in funnel.Lines.OrderBy(line => ReasonCatalog.Of(line.Code).Stage).ThenBy(line => line.Code))
        {
            var info = ReasonCatalog.Of(line.Code);
            table.AddRow(info.Stage.ToString(), info.Name, line.Source == SignalSource.None ? "" : line.Source.Name(),
                line.Side == Side.None ? "" : SideText(line.Side), Counted.Number(line.Count),
                Text($"{100.0 * line.Count / total:0.0} %"));
        }
    }

    private static Table Plain(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(column).NoWrap());
        table.Columns[^1].NoWrap = false;
        return table;
    }

    /// <summary>A table that is too wide for its terminal would be shown as three dots.</summary>
    private static Table Without(Table table, string[] columns, params string[] spared)
    {
        var kept = Enumerable.Range(0, columns.Length).Where(index => !spared.Contains(columns[index])).ToList();
        var narrow = new Table { Border = table.Border };
        foreach (var index in kept) narrow.AddColumn(table.Columns[index]);
        foreach (var row in table.Rows) narrow.AddRow(kept.Select(index => row[index]));
        return narrow;
    }

    /// <summary>The commonest reasons of a funnel with how often each was given.</summary>
    public static string Top(Funnel funnel) => funnel.Total == 0 ? "none ended" : string.Join(", ", funnel.Lines
        .GroupBy(line => line.Code)
        .OrderByDescending(group => group.Sum(line => line.Count))
        .Take(5)
        .Select(group => $"{ReasonCatalog.Of(group.Key).Name} {Counted.Number(group.Sum(line => line.Count))}"));

    private static string NetText(Trade trade) =>
        Text($"[{(trade.NetPnl >= 0 ? "green" : "red")}]{trade.NetPnl:+0.00;-0.00;0.00}[/]");

    private static string Guard(Position position) => !position.IsProtected ? "[red]none[/]"
        : position.IsTrailing ? "[green]trailing stop[/]" : "[green]stop[/]";

    private static string SideText(Side side) => side == Side.Buy ? "[green]BUY[/]" : "[red]SELL[/]";

    private static string Age(TimeSpan age) => age.TotalHours >= 1
        ? Text($"{(int)age.TotalHours} h {age.Minutes} min")
        : Text($"{(int)age.TotalMinutes} min {age.Seconds} s");

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
