using System.Globalization;
using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>One zip file of the archive: a table of one contract over one day or one calendar month, UTC.</summary>
/// <remarks>Paths are those of the exchange's own description (github.com/binance/binance-public-data).</remarks>
/// <param name="Series">What the table holds.</param>
/// <param name="Symbol">Whose.</param>
/// <param name="First">First day of it.</param>
/// <param name="IsMonth">Whether it holds that day's whole month.</param>
public sealed record ArchiveFile(ArchiveSeries Series, Symbol Symbol, DateOnly First, bool IsMonth)
{
    /// <summary>First day behind the file.</summary>
    public DateOnly End => IsMonth ? First.AddMonths(1) : First.AddDays(1);

    /// <summary>The file's name, e.g. <c>BTCUSDT-1m-2025-05.zip</c>.</summary>
    public string Name
    {
        get
        {
            var kind = Series.IsFunding ? "fundingRate" : Series.Name;
            var period = First.ToString(IsMonth ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return $"{Symbol.Name}-{kind}-{period}.zip";
        }
    }

    /// <summary>Path below the archive's root, with <c>/</c> between its parts.</summary>
    public string Path
    {
        get
        {
            var kind = Series.IsFunding ? $"fundingRate/{Symbol.Name}" : $"klines/{Symbol.Name}/{Series.Name}";
            return $"data/futures/um/{(IsMonth ? "monthly" : "daily")}/{kind}/{Name}";
        }
    }

    /// <summary>The files of its days, for a month that the archive lacks.</summary>
    public IEnumerable<ArchiveFile> Days()
    {
        for (var day = First; day < End; day = day.AddDays(1)) yield return this with { First = day, IsMonth = false };
    }

    /// <summary>A day's first instant, Unix milliseconds.</summary>
    public static long MillisecondsOf(DateOnly day) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
