using System.Globalization;
using Quantum.Adapters.Archive;
using Quantum.Core.Diagnosis;
using Spectre.Console;

namespace Quantum.Cli.Recordings;

/// <summary>Shows a download: a bar in a terminal, a line for every tenth of the files elsewhere.</summary>
internal static class DownloadView
{
    private const double Megabyte = 1_000_000;

    /// <summary>Shows progress while the work is done.</summary>
    public static Task<ArchiveReport> ShowAsync(Func<IProgress<ArchiveProgress>, Task<ArchiveReport>> work)
    {
        if (Console.IsOutputRedirected) return work(new Lines(Console.WriteLine));
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bar(context.AddTask("asking the archive"))));
    }

    /// <summary>Says what is asked for, before a first answer may be long in coming.</summary>
    public static string Beginning(DownloadOptions options)
    {
        var (request, archive) = (options.Request, options.Archive);
        var series = string.Join(" and ", request.Series.Select(one => one.IsFunding ? "funding" : $"{one} candles"));
        return $"Asking {archive.Address} for {series} of {Counted.Of(request.Symbols.Count, "contract")} from "
            + $"{Show(request.From)} to before {Show(request.To)}. A request that fails is tried "
            + $"{archive.AttemptsMax} times.";
    }

    /// <summary>Tells what became of every recording, one line each.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">End of what was asked for.</param>
    /// <param name="now">When it was asked for.</param>
    public static IEnumerable<string> Sentences(ArchiveReport report, DateTimeOffset to, DateTimeOffset now)
    {
        foreach (var recording in report.Recordings)
        {
            var name = $"{recording.Series}/{recording.Symbol}";
            if (recording.Found == 0)
            {
                var left = recording.Rows == 0
                    ? "no file was written"
                    : $"{Counted.Of(recording.Rows, "row")} as before";
                yield return $"{name}: the archive has nothing of this range; {left}.";
                continue;
            }

            yield return $"{name}: {Counted.Of(recording.Rows, "row")}, {recording.Added:N0} new"
                + (recording.Replaced > 0 ? $", {recording.Replaced:N0} corrected." : ".");
            foreach (var absence in recording.Absences)
            {
                var span = $"{absence.First:yyyy-MM-dd} to before {absence.End:yyyy-MM-dd}";
                yield return absence.IsBeforeFirst
                    ? $"{name}: nothing from {span}, ahead of its first row: probably not listed yet."
                    : $"{name}: the archive lacks {span}: not published yet, or a gap.";
            }
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (to > now.UtcDateTime.Date)
            yield return $"The archive is a day late: candles end before {today:yyyy-MM-dd}, and funding payments, "
                + $"which come by the month, before {today:yyyy-MM}-01.";
        yield return $"{Counted.Of(report.Downloaded, "file")} downloaded ({report.Bytes / Megabyte:N1} MB), "
            + $"{report.Cached:N0} {(report.Cached == 1 ? "was" : "were")} here, "
            + $"{report.Absent:N0} {(report.Absent == 1 ? "is" : "are")} not in the archive.";
    }

    /// <summary>Names the contracts of which the whole range gave no candle.</summary>
    /// <param name="report">The report.</param>
    /// <returns><see langword="null"/> where every contract that did not fail has one.</returns>
    public static string? Nothing(ArchiveReport report)
    {
        var nothing = report.Recordings
            .Where(recording => recording is { Series.IsFunding: false, Found: 0 }).ToList();
        var symbols = string.Join(", ", nothing.Select(recording => recording.Symbol));
        return nothing.Count == 0
            ? null
            : $"the archive has no {nothing[0].Series} candle of {symbols} in this range; are the symbols and the "
                + "range right?";
    }

    private static string Describe(ArchiveProgress progress) =>
        $"{progress.FilesDone}/{progress.FilesTotal} files, {progress.Bytes / Megabyte:N1} MB";

    private static string Describe(ArchiveRetry retry) =>
        $"{retry.Problem}; try {retry.Attempt} in {retry.Wait.TotalSeconds:0.#} s";

    private static string Show(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed class Bar(ProgressTask task) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value)
        {
            (task.MaxValue, task.Value) = (Math.Max(1, value.FilesTotal), value.FilesDone);
            var retry = value.Retry is null ? "" : $": {Describe(value.Retry)}";
            task.Description = Markup.Escape($"{Describe(value)}, {value.Name}{retry}");
        }
    }

    /// <summary>A line for every tenth of the files, and for the first of their requests that fails so often.</summary>
    internal sealed class Lines(Action<string> write) : IProgress<ArchiveProgress>
    {
        private const int Parts = 10;

        private int _part;
        private int _done;
        private int _attempt;

        public void Report(ArchiveProgress value)
        {
            // Files that fail side by side fail alike: one line an attempt is enough until something has come.
            if (value.FilesDone > _done) (_done, _attempt) = (value.FilesDone, 0);
            if (value.Retry is { } retry && retry.Attempt > _attempt)
            {
                _attempt = retry.Attempt;
                write($"{value.Name}: {Describe(retry)}.");
            }

            var part = value.FilesDone * Parts / Math.Max(1, value.FilesTotal);
            if (part == _part) return;
            _part = part;
            write(Describe(value));
        }
    }
}
