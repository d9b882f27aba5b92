using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>Which files cover a range: whole past months by the month, the rest by the day.</summary>
public static class ArchivePlan
{
    /// <summary>The files of one table of one contract, ascending and without overlap.</summary>
    /// <param name="series">What is wanted. Payments come by the month alone, so a month is taken as a whole.</param>
    /// <param name="symbol">Of which contract.</param>
    /// <param name="from">First instant wanted.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="today">
    /// The day it is, UTC: neither it nor its month is complete, so no file of theirs is planned.
    /// </param>
    public static IReadOnlyList<ArchiveFile> Of(
        ArchiveSeries series, Symbol symbol, DateTimeOffset from, DateTimeOffset to, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(series);
        var files = new List<ArchiveFile>();
        if (from >= to) return files;
        var first = DateOnly.FromDateTime(from.UtcDateTime);
        // The day of the last instant, so that an end at midnight does not ask for the day that it begins.
        var end = DateOnly.FromDateTime(to.UtcDateTime.AddTicks(-1)).AddDays(1);
        if (end > today) end = today;
        var thisMonth = MonthOf(today);
        for (var day = first; day < end;)
        {
            var month = new ArchiveFile(series, symbol, MonthOf(day), IsMonth: true);
            var isWhole = month.First == day && month.End <= end;
            if (series.IsFunding)
            {
                if (month.First < thisMonth) files.Add(month);
                day = month.End;
            }
            else if (isWhole && month.First < thisMonth)
            {
                files.Add(month);
                day = month.End;
            }
            else
            {
                files.Add(month with { First = day, IsMonth = false });
                day = day.AddDays(1);
            }
        }

        return files;
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
