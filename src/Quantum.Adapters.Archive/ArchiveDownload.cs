using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>
/// Downloads tables of the archive and keeps them as recordings that a replay reads. Everything that was verified once
/// stays in the cache, so stopping it at any point costs nothing but the bytes on the way.
/// </summary>
/// <param name="handler">Connects to the archive; owned by the caller.</param>
/// <param name="options">How the archive is reached.</param>
/// <param name="time">Clock of the waits, and the one that says which day it is.</param>
public sealed class ArchiveDownload(HttpMessageHandler handler, ArchiveOptions options, TimeProvider time)
{
    private const int DamagedMax = 2;

    /// <summary>Longest time between payments: so far back lies the one that holds at the first minute.</summary>
    private const long FundingLeadMilliseconds = 8 * 3_600_000;

    private ArchiveOptions Options => options;

    private enum Arrival
    {
        Downloaded,
        Cached,
        Absent,
        Failed,
    }

    /// <summary>Downloads and records.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="progress">Told of every settled file, of every retry and, at most once a read, of bytes.</param>
    /// <param name="ct">Stops the work. Recordings are whole at every instant.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<ArchiveReport> RunAsync(
        ArchiveRequest request, IProgress<ArchiveProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        options.Check();
        using var client = new ArchiveClient(handler, options, time);
        using var work = new Work(this, client, new ArchiveCache(request.Cache), progress);
        client.Retrying = (name, retry) => work.Tell(name, 0, retry);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var tables = request.Symbols.SelectMany(symbol => request.Series.Select(series => new Table(
                series, symbol, ArchivePlan.Of(series, symbol, request.From, request.To, today))))
            .Where(work.Take).ToList();

        await work.FetchAsync([.. tables.SelectMany(table => table.Files)], today, ct);
        foreach (var table in tables)
        {
            // The exchange publishes a month some days late; until then, and where it was forgotten, its days do.
            table.Files = [.. table.Files.SelectMany(file =>
                file is { IsMonth: true, Series.IsFunding: false } && work.ArrivalOf(file) == Arrival.Absent
                    ? file.Days()
                    : [file])];
        }

        await work.FetchAsync([.. tables.SelectMany(table => table.Files).Where(file => !work.IsSettled(file))],
            today, ct);
        var recordings = tables.Select(table => work.Record(table, request, ct)).OfType<ArchiveRecording>().ToList();
        return work.Report(recordings);
    }

    private async Task<Arrival> FetchAsync(
        ArchiveFile file, ArchiveClient client, ArchiveCache cache, DateOnly today, Action<int> arrived,
        CancellationToken ct)
    {
        if (cache.IsVerified(file)) return Arrival.Cached;
        if (cache.IsAbsent(file)) return Arrival.Absent;
        for (var damaged = 1; ; damaged++)
        {
            var text = await client.ReadChecksumAsync(file, ct);
            var hash = text is null ? null : ArchiveCache.ParseChecksum(text, file);
            var problem = "its checksum file is not one";
            if (hash is not null)
            {
                cache.Expect(file, hash);
                if (await client.SaveAsync(file, cache.PartOf(file), arrived, ct))
                {
                    problem = cache.Accept(file, hash);
                    if (problem is null) return Arrival.Downloaded;
                }
                else
                {
                    text = null;
                }
            }

            if (text is null)
            {
                if (file.End.AddDays(options.AbsentDaysMin) <= today) cache.MarkAbsent(file);
                return Arrival.Absent;
            }

            if (damaged == DamagedMax) throw new ArchiveException(file.Name, ArchiveFault.Corrupt, problem);
        }
    }

    private sealed class Table(ArchiveSeries series, Symbol symbol, IReadOnlyList<ArchiveFile> files)
    {
        public ArchiveSeries Series => series;

        public Symbol Symbol => symbol;

        public IReadOnlyList<ArchiveFile> Files { get; set; } = files;
    }

    /// <summary>One run: what it keeps others from, and what became of every file.</summary>
    private sealed class Work(
        ArchiveDownload download, ArchiveClient client, ArchiveCache cache, IProgress<ArchiveProgress>? progress)
        : IDisposable
    {
        private readonly List<WorkLock> _locks = [];
        private readonly Lock _gate = new();
        private readonly Dictionary<ArchiveFile, Arrival> _arrivals = [];
        private readonly List<(string Order, ArchiveException Error)> _failures = [];
        private int _total;
        private long _bytes;

        /// <summary>Locks the files of a table until the end of the run.</summary>
        /// <returns>False where another download has them, which is a failure of this table alone.</returns>
        public bool Take(Table table)
        {
            try
            {
                _locks.Add(cache.Lock(table.Series, table.Symbol));
                return true;
            }
            catch (ArchiveException error)
            {
                _failures.Add((error.File, error));
                return false;
            }
        }

        public void Dispose() => _locks.ForEach(taken => taken.Dispose());

        public bool IsSettled(ArchiveFile file) => _arrivals.ContainsKey(file);

        public Arrival ArrivalOf(ArchiveFile file) => _arrivals[file];

        public async Task FetchAsync(IReadOnlyList<ArchiveFile> files, DateOnly today, CancellationToken ct)
        {
            _total += files.Count;
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = download.Options.ParallelMax,
                CancellationToken = ct,
            };
            await Parallel.ForEachAsync(files, parallel, async (file, stop) =>
            {
                try
                {
                    Settle(file, await download.FetchAsync(
                        file, client, cache, today, count => Tell(file.Name, count), stop));
                }
                catch (ArchiveException error)
                {
                    lock (_gate) _failures.Add((file.Path, error));
                    Settle(file, Arrival.Failed);
                }
            });
        }

        public ArchiveRecording? Record(Table table, ArchiveRequest request, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            // A recording with a hole that nobody sees is worse than none: all of its files, or no change.
            if (table.Files.Any(file => _arrivals[file] == Arrival.Failed)) return null;
            var path = Path.Combine(request.Directory, table.Series.Name, table.Symbol.Name + ".csv.gz");
            var (from, to) = (request.From.ToUnixTimeMilliseconds(), request.To.ToUnixTimeMilliseconds());
            // A month begins with a payment, so the month of the first day has what is wanted, whenever in it that is.
            if (table.Series.IsFunding) from -= FundingLeadMilliseconds;
            Tell($"{table.Series}/{table.Symbol}", 0);
            var rows = table.Files.Where(file => _arrivals[file] != Arrival.Absent)
                .SelectMany(file => ArchiveTable.Read(cache.ZipOf(file), file))
                .Where(row => row.Time >= from && row.Time < to);
            try
            {
                var change = Recording.Merge(path, table.Series, rows, ct);
                return new(table.Series, table.Symbol, path, change.Rows, change.Added, change.Replaced, change.Found,
                    Absences(table.Files, change.FirstTime));
            }
            catch (ArchiveException error)
            {
                _failures.Add((path, error));
                return null;
            }
        }

        public ArchiveReport Report(IReadOnlyList<ArchiveRecording> recordings)
        {
            int Count(Arrival kind) => _arrivals.Values.Count(arrival => arrival == kind);
            var failures = _failures.OrderBy(failure => failure.Order, StringComparer.Ordinal)
                .Select(failure => failure.Error).ToList();
            return new(recordings, failures, Count(Arrival.Downloaded), Count(Arrival.Cached), Count(Arrival.Absent),
                _bytes);
        }

        private List<ArchiveAbsence> Absences(IReadOnlyList<ArchiveFile> files, long? firstTime)
        {
            var absences = new List<ArchiveAbsence>();
            foreach (var file in files.Where(file => _arrivals[file] == Arrival.Absent))
            {
                var isBefore = firstTime is { } first && ArchiveFile.MillisecondsOf(file.End) <= first;
                if (absences.Count > 0 && absences[^1] is var last && last.End == file.First
                    && last.IsBeforeFirst == isBefore)
                {
                    absences[^1] = last with { End = file.End };
                }
                else
                {
                    absences.Add(new(file.First, file.End, isBefore));
                }
            }

            return absences;
        }

        private void Settle(ArchiveFile file, Arrival arrival)
        {
            lock (_gate) _arrivals[file] = arrival;
            Tell(file.Name, 0);
        }

        public void Tell(string name, int count, ArchiveRetry? retry = null)
        {
            lock (_gate)
            {
                _bytes += count;
                progress?.Report(new(_arrivals.Count, _total, _bytes, name, retry));
            }
        }
    }
}
