namespace Quantum.Adapters.Archive;

/// <summary>One kind of table in the archive and the recording that is made of it.</summary>
public sealed record ArchiveSeries
{
    private const string CandleHeader =
        "open_time_ms,open,high,low,close,volume,quote_volume,trades,taker_buy_volume";

    private ArchiveSeries(string name, string header, long spanMilliseconds, bool isFunding) =>
        (Name, Header, SpanMilliseconds, IsFunding) = (name, header, spanMilliseconds, isFunding);

    /// <summary>
    /// Candles of every interval that the archive has and that divides a day, shortest first. Three days, weeks and
    /// months are left out: theirs do not begin with the days of a range.
    /// </summary>
    public static IReadOnlyList<ArchiveSeries> Candles { get; } =
    [
        CandlesOf("1m", minutes: 1), CandlesOf("3m", minutes: 3), CandlesOf("5m", minutes: 5),
        CandlesOf("15m", minutes: 15), CandlesOf("30m", minutes: 30), CandlesOf("1h", minutes: 60),
        CandlesOf("2h", minutes: 120), CandlesOf("4h", minutes: 240), CandlesOf("6h", minutes: 360),
        CandlesOf("8h", minutes: 480), CandlesOf("12h", minutes: 720), CandlesOf("1d", minutes: 1_440),
    ];

    /// <summary>Candles of a minute, kept in <c>1m/</c>.</summary>
    public static ArchiveSeries Minutes { get; } = Candles[0];

    /// <summary>Funding payments, kept in <c>funding/</c>; the archive has them by month only.</summary>
    public static ArchiveSeries Funding { get; } =
        new("funding", "funding_time_ms,funding_rate", 60_000, isFunding: true);

    /// <summary>Folder of the recordings; for candles also the archive's name of the interval.</summary>
    public string Name { get; }

    /// <summary>First line of a recording.</summary>
    public string Header { get; }

    /// <summary>What times are multiples of, milliseconds. Payments are kept at the whole minute.</summary>
    public long SpanMilliseconds { get; }

    /// <summary>Whether these are funding payments.</summary>
    public bool IsFunding { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ArchiveSeries CandlesOf(string interval, int minutes) =>
        new(interval, CandleHeader, minutes * 60_000L, isFunding: false);
}
