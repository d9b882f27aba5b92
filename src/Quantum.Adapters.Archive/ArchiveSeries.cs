namespace Quantum.Adapters.Archive;

/// <summary>One kind of table in the archive and the recording that is made of it.</summary>
public sealed record ArchiveSeries
{
    private const string CandleHeader =
        "open_time_ms,open,high,low,close,volume,quote_volume,trades,taker_buy_volume";

    private ArchiveSeries(string name, string header, long spanMilliseconds, bool isFunding) =>
        (Name, Header, SpanMilliseconds, IsFunding) = (name, header, spanMilliseconds, isFunding);

    /// <summary>Candles of a minute, kept in <c>1m/</c>.</summary>
    public static ArchiveSeries Minutes { get; } = new("1m", CandleHeader, 60_000, isFunding: false);

    /// <summary>Candles of an hour, kept in <c>1h/</c>.</summary>
    public static ArchiveSeries Hours { get; } = new("1h", CandleHeader, 3_600_000, isFunding: false);

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
}
