using Quantum.Core.Markets;
using Quantum.Core.Orders;
using Quantum.Core.Signals;

namespace Quantum.App.Storage;

/// <summary>Where everything is kept: the one place that knows partitions, rows and blob names.</summary>
public static class StoreLayout
{
    /// <summary>
    /// Control, risk, monitor and open positions: one partition, so that one transaction can span them. The scans' head
    /// lies with them, so that one reading of the monitor brings it too.
    /// </summary>
    public const string Book = "book";

    /// <summary>Row of the operator's order.</summary>
    public const string ControlRow = "control";

    /// <summary>Row of the risk book.</summary>
    public const string RiskRow = "risk";

    /// <summary>Row of what the monitor saw last.</summary>
    public const string MonitorRow = "monitor";

    /// <summary>Prefix of the rows of open positions.</summary>
    public const string PositionPrefix = "position-";

    /// <summary>Partition of <see cref="HeadRow"/>.</summary>
    public const string ScanHead = Book;

    /// <summary>Row of how far the scans came.</summary>
    public const string HeadRow = "scan-head";

    /// <summary>How the partitions of scans begin.</summary>
    public const string ScansPrefix = "scan-";

    /// <summary>Partition of minutes that nobody scanned.</summary>
    public const string Outages = "outages";

    /// <summary>Partition of messages that were given up.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>Partition of faults of the use cases themselves.</summary>
    public const string Faults = "faults";

    /// <summary>Partition of alarms: what somebody should know, each once.</summary>
    public const string Alarms = "alarms";

    /// <summary>Partition of the last preflight of each mode; the rows are the modes.</summary>
    public const string Preflight = "preflight";

    /// <summary>Partition of the days' universes, where the venue lists more than are watched.</summary>
    public const string Universe = "universe";

    /// <summary>Row of a day's universe of so many contracts.</summary>
    public static string UniverseOf(Minute minute, int symbolsMax) => $"{minute.DayKey}-{symbolsMax:D4}";

    /// <summary>Row of a symbol's open position.</summary>
    public static string Position(Symbol symbol) => PositionPrefix + RowSafe(symbol);

    /// <summary>Partition of a day's scans; the rows are minute keys.</summary>
    public static string Scans(Minute minute) => ScansPrefix + minute.DayKey;

    /// <summary>Partition of a minute's signals; the rows are signal ids.</summary>
    public static string Signals(Minute minute) => "signals-" + minute.Key;

    /// <summary>Partition of the trades whose signal came on a day.</summary>
    public static string Trades(Minute minute) => "trades-" + minute.DayKey;

    /// <summary>Partition of the settled positions, orders and all, whose signal came on a day.</summary>
    public static string Settled(Minute minute) => "settled-" + minute.DayKey;

    /// <summary>
    /// Row of an alarm: the minute in which its cause began, the reason's name, the order where there is one.
    /// </summary>
    public static string Alarm(DateTimeOffset since, string code, ClientOrderId? order) =>
        $"{Minute.Of(since).Key}-{code}{(order is { } id ? $"-{id.Text.Replace('/', ':')}" : "")}";

    /// <summary>The minute in which an alarm's cause began, read from its row.</summary>
    public static DateTimeOffset AlarmSince(string row) => Minute.OfKey(row.Split('-')[0]).Start;

    /// <summary>Row of a trade and of its settled position.</summary>
    public static string Trade(Signal signal) => $"{signal.Minute.Key}-{signal.Id.Text}";

    /// <summary>Partition of a day's equity; the rows are minute keys.</summary>
    public static string Equity(Minute minute) => "equity-" + minute.DayKey;

    /// <summary>Blob of a minute's ledger page.</summary>
    public static string Ledger(Minute minute) => $"ledger/{minute.DayKey}/{minute.Key}";

    /// <summary>Keys hold ASCII only, and the venue lists a few names that are not.</summary>
    private static string RowSafe(Symbol symbol) => string.Concat(symbol.Name.Select(character =>
        char.IsAscii(character) ? character.ToString() : $":{(int)character:x4}"));
}
