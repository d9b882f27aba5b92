using Quantum.Adapters.Sqlite;
using Quantum.App.Ports;
using Quantum.App.Storage;

namespace Quantum.Cli.State;

/// <summary>
/// One directory with one file that holds everything a run must not lose; who runs on it has its
/// <see cref="RunLock"/>.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    /// <summary>Where states are kept unless <c>--state</c> says otherwise.</summary>
    public const string Root = ".quantum";

    private const string CurrentFile = "current";

    /// <summary>Up to here a command may read all of a file to find damage: some 500 ms.</summary>
    private const long CheckBytesMax = 256L * 1024 * 1024;

    private const string DatabaseFile = "quantum.db";

    private StateDirectory(string path, SqliteDatabase database)
    {
        (Path, Database) = (path, database);
        Store = new SqliteEntityStore(database);
        Blobs = new SqliteBlobStore(database);
    }

    /// <summary>The directory, as given.</summary>
    public string Path { get; }

    /// <summary>The file in it.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Documents.</summary>
    public IEntityStore Store { get; }

    /// <summary>Ledger pages.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Bytes on disk, write-ahead log included.</summary>
    public long Bytes => new DirectoryInfo(Path).EnumerateFiles(DatabaseFile + "*").Sum(file => file.Length);

    /// <summary>The directory a run of a market uses when none is named.</summary>
    public static string DefaultFor(string market) => System.IO.Path.Combine(Root, market);

    /// <summary>Whether a directory holds a state, of whatever run.</summary>
    public static bool HasState(string path) => File.Exists(System.IO.Path.Combine(path, DatabaseFile));

    /// <summary>Whether there was a run here, so that <see cref="Current"/> has an answer.</summary>
    public static bool HasCurrent() => File.Exists(System.IO.Path.Combine(Root, CurrentFile));

    /// <summary>The directory of the latest run, for commands that name none.</summary>
    /// <exception cref="StateException">There was no run here yet.</exception>
    public static string Current()
    {
        var file = System.IO.Path.Combine(Root, CurrentFile);
        return File.Exists(file)
            ? File.ReadAllText(file).Trim()
            : throw new StateException("There is no run here yet: start one with `quantum run`, or name its --state.");
    }

    /// <summary>
    /// The directories that some process runs on: of those below <see cref="Root"/> and those of all runs that began
    /// here.
    /// </summary>
    public static IReadOnlyList<string> Running()
    {
        var known = Directory.Exists(Root) ? Directory.EnumerateDirectories(Root) : [];
        return [.. known.Concat(KnownStates.Read()).Concat(HasCurrent() ? [Current()] : [])
            .DistinctBy(System.IO.Path.GetFullPath)
            .Where(RunLock.IsTaken)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Why a path cannot name a state; <see langword="null"/> where it can.</summary>
    public static string? ProblemOf(string path) => string.IsNullOrWhiteSpace(path) ? "--state: must name a directory."
        : File.Exists(path) ? $"--state '{path}': is a file, and must be a directory."
        : null;

    /// <summary>Opens a directory for a run.</summary>
    /// <param name="runLock">The right to run there; its owner gives it back after the state.</param>
    /// <param name="durability">What a commit waits for.</param>
    /// <param name="isFresh">Whether what it held is removed first: only when nothing else can fail any more.</param>
    public static StateDirectory OpenForRun(RunLock runLock, SqliteDurability durability, bool isFresh)
    {
        if (isFresh) Clear(runLock.Path);
        var file = System.IO.Path.Combine(runLock.Path, DatabaseFile);
        return new(runLock.Path, SqliteDatabase.Open(file, new SqliteOptions { Durability = durability }));
    }

    /// <summary>Opens a directory beside a run that may be going on.</summary>
    /// <param name="path">The directory, or <see langword="null"/> for the latest run's.</param>
    /// <param name="isReadOnly">Whether the command only reads.</param>
    /// <exception cref="StateException">There is no state in it.</exception>
    public static StateDirectory OpenBeside(string? path, bool isReadOnly)
    {
        path ??= Current();
        if (ProblemOf(path) is { } problem) throw new StateException(problem);
        var file = System.IO.Path.Combine(path, DatabaseFile);
        if (!HasState(path)) throw new StateException($"{path} holds no state: there is no {DatabaseFile} in it.");
        return new(path, isReadOnly
            ? SqliteDatabase.OpenReadOnly(file)
            : SqliteDatabase.Open(file, new SqliteOptions { CheckOnOpen = false }));
    }

    /// <summary>
    /// Makes this the state of commands that name none. Only a start that succeeded may: else an order to the run that
    /// is going on would reach the book of one that never began.
    /// </summary>
    public void MakeCurrent()
    {
        KnownStates.Add(Path);
        File.WriteAllText(System.IO.Path.Combine(Root, CurrentFile), System.IO.Path.GetFullPath(Path));
    }

    /// <summary>What the directory holds the run of; <see langword="null"/> for a new one.</summary>
    public async Task<RunManifest?> ReadManifestAsync(CancellationToken ct) => (await Store.ReadAsync(
        RunManifest.Partition, RunManifest.Row, RunJson.Default.RunManifest, ct))?.Value;

    /// <summary>Writes what the directory holds the run of.</summary>
    public Task WriteManifestAsync(RunManifest manifest, CancellationToken ct) => Store.UpdateAsync(
        RunManifest.Partition, RunManifest.Row, RunJson.Default.RunManifest, _ => new(manifest), ct);

    /// <summary>
    /// The clock of the run: the machine's for one in real time, else the instant that the run had reached.
    /// </summary>
    public async Task<TimeProvider> ReadClockAsync(CancellationToken ct)
    {
        if ((await ReadManifestAsync(ct)) is { IsRealTime: true }) return TimeProvider.System;
        return await ReachedAsync(ct) is { } reached ? new Simulation.Time.VirtualTime(reached) : TimeProvider.System;
    }

    /// <summary>The clock of a run whose book cannot be read: the start of the last minute that was scanned.</summary>
    public async Task<TimeProvider> ReadScanClockAsync(CancellationToken ct)
    {
        if ((await ReadManifestAsync(ct)) is { IsRealTime: true }) return TimeProvider.System;
        return await ReadScannedAsync(ct) is { } scanned
            ? new Simulation.Time.VirtualTime(scanned)
            : TimeProvider.System;
    }

    /// <summary>
    /// The last instant that the run is known to have reached, UTC; <see langword="null"/> for a new one.
    /// </summary>
    public async Task<DateTimeOffset?> ReachedAsync(CancellationToken ct)
    {
        var book = await TradingBook.ReadAsync(Store, ct);

        // Entries follow a scan, so the newest may be later than the last tick: an order to flatten means it too.
        return book.Positions.Select(position => (DateTimeOffset?)position.Value.PlannedAt)
            .Append(book.Monitor?.Value.TickAt)
            .Append(await ReadScannedAsync(ct))
            .Max();
    }

    private async Task<DateTimeOffset?> ReadScannedAsync(CancellationToken ct)
    {
        var head = await Store.ReadAsync(StoreLayout.ScanHead, StoreLayout.HeadRow, DocumentJson.Default.ScanHead, ct);
        return head?.Value is { } known && known.Last >= known.First ? known.Last.Start : null;
    }

    /// <summary>
    /// What is damaged, for commands that do not look for it on opening; <see langword="null"/> where nothing is, or
    /// where the file is too large to look.
    /// </summary>
    public SqliteStoreException? FindDamage()
    {
        if (Bytes > CheckBytesMax) return null;
        try
        {
            Database.CheckIntegrity();
            return null;
        }
        catch (SqliteStoreException damage) when (damage.Fault == SqliteFault.Corrupt)
        {
            return damage;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();

    private static void Clear(string path)
    {
        foreach (var file in new DirectoryInfo(path).EnumerateFiles(DatabaseFile + "*")) file.Delete();
    }
}
