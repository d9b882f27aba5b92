using System.Globalization;

namespace Quantum.Core.Markets;

/// <summary>
/// A whole UTC minute, counted from 1970-01-01T00:00Z. A scan is named by the minute it runs in: the scan of 18:20
/// decides on the candle that opened at 18:19 and closed at 18:20:00.
/// </summary>
/// <param name="Index">Whole minutes since the Unix epoch.</param>
public readonly record struct Minute(int Index) : IComparable<Minute>
{
    private const string KeyFormat = "yyyyMMdd'T'HHmm";

    /// <summary>The minute that contains the instant.</summary>
    public static Minute Of(DateTimeOffset instant)
    {
        // Whole ticks: a double would round the last 100 ns of a minute into the next one.
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var minutes = ticks / TimeSpan.TicksPerMinute;
        return new(checked((int)(ticks % TimeSpan.TicksPerMinute < 0 ? minutes - 1 : minutes)));
    }

    /// <summary>The minute's first instant, UTC.</summary>
    public DateTimeOffset Start => DateTimeOffset.UnixEpoch.AddMinutes(Index);

    /// <summary>The instant just past the minute, UTC; equal to the next minute's <see cref="Start"/>.</summary>
    public DateTimeOffset End => DateTimeOffset.UnixEpoch.AddMinutes(Index + 1L);

    /// <summary>The minute's first instant in Unix milliseconds, as Binance writes open times.</summary>
    public long StartMilliseconds => Index * 60_000L;

    /// <summary>A fixed-width key that sorts by time, e.g. <c>20250602T1820</c>.</summary>
    public string Key => Start.ToString(KeyFormat, CultureInfo.InvariantCulture);

    /// <summary>The UTC day's key, e.g. <c>20250602</c>.</summary>
    public string DayKey => Start.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Reads <see cref="Key"/> back.</summary>
    /// <exception cref="FormatException">The text is not a minute key.</exception>
    public static Minute OfKey(string key) => DateTimeOffset.TryParseExact(
        key, KeyFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
        ? Of(start)
        : throw new FormatException($"'{key}' is not a minute key like 20250602T1820.");

    /// <inheritdoc/>
    public int CompareTo(Minute other) => Index.CompareTo(other.Index);

    /// <summary>ISO 8601 to the minute, e.g. <c>2025-06-02T18:20Z</c>.</summary>
    public override string ToString() => Start.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The minute so many minutes later.</summary>
    public static Minute operator +(Minute minute, int minutes) => new(minute.Index + minutes);

    /// <summary>The minute so many minutes earlier.</summary>
    public static Minute operator -(Minute minute, int minutes) => new(minute.Index - minutes);

    /// <summary>The distance in minutes.</summary>
    public static int operator -(Minute left, Minute right) => left.Index - right.Index;

    /// <summary>Time order.</summary>
    public static bool operator <(Minute left, Minute right) => left.Index < right.Index;

    /// <summary>Time order.</summary>
    public static bool operator >(Minute left, Minute right) => left.Index > right.Index;

    /// <summary>Time order.</summary>
    public static bool operator <=(Minute left, Minute right) => left.Index <= right.Index;

    /// <summary>Time order.</summary>
    public static bool operator >=(Minute left, Minute right) => left.Index >= right.Index;
}
