using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.App.Scanning;

/// <summary>
/// Snapshots of the feature states among the blobs, one name per schema and scan minute: a cold process reads the
/// newest instead of hours of candles. Only a cache: lost or refused, the states are rebuilt.
/// </summary>
/// <param name="blobs">Snapshots.</param>
/// <param name="store">Where a refused snapshot is kept as a fault that the status shows.</param>
/// <param name="time">The clock.</param>
public sealed class FeatureArchive(IBlobStore blobs, IEntityStore store, TimeProvider time)
{
    /// <summary>
    /// A snapshot follows every scan whose minute is divisible by this. A restart takes the newest one from before the
    /// models' window began and fetches the 64 to 93 candles since, which fill the window and cost the same one unit of
    /// weight as the one candle of an ordinary minute (below 100).
    /// </summary>
    public const int EveryMinutes = 30;

    /// <summary>Snapshots that are kept: those of two hours, so that a damaged one has one before it.</summary>
    public const int KeptMax = 4;

    /// <summary>Name of the fault's use case.</summary>
    public const string FaultName = "FeatureSnapshot";

    private byte[] _buffer = [];

    /// <summary>
    /// The snapshots that this process knows of, listed once. What another one writes later, that one deletes, or
    /// whoever lists next.
    /// </summary>
    private SortedSet<string>? _names;

    private const string Folder = "features/";
    private static readonly string Prefix = $"{Folder}{FeatureSchema.ShortHash}/";

    /// <summary>Name of the snapshot that was written after a scan.</summary>
    public static string NameOf(Minute scan) => Prefix + scan.Key;

    /// <summary>
    /// Writes a snapshot and deletes all but the newest <see cref="KeptMax"/>. Repeating does no harm.
    /// </summary>
    /// <param name="scan">The scan minute whose candles are folded in.</param>
    /// <param name="states">The states in ascending order of their symbols.</param>
    /// <param name="ct">Cancels in between.</param>
    public async Task WriteAsync(
        Minute scan, IReadOnlyList<KeyValuePair<Symbol, SymbolFeatures>> states, CancellationToken ct)
    {
        await blobs.TryPutAsync(NameOf(scan), FeatureSnapshot.Encode(scan, states, ref _buffer), ct);
        var names = _names ?? await ListAsync(ct);
        names.Add(NameOf(scan));
        while (names.Count > KeptMax && names.Min is { } oldest)
        {
            await blobs.TryDeleteAsync(oldest, ct);
            names.Remove(oldest);
        }
    }

    /// <summary>
    /// The newest usable snapshot of this schema that knows nothing later than a scan; a scan that catches up must
    /// not see the future. A damaged one becomes a fault, and the one before it is tried.
    /// </summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    public async Task<SnapshotReading?> ReadNewestAsync(Minute scan, CancellationToken ct)
    {
        var names = _names ?? await ListAsync(ct);
        foreach (var name in names.Reverse())
        {
            if (string.CompareOrdinal(name, NameOf(scan)) > 0) continue;
            if (await blobs.ReadAsync(name, ct) is not { } bytes) continue; // Deleted since the list was made.
            var reading = FeatureSnapshot.Decode(bytes.Span);
            if (reading.Damage == SnapshotDamage.None && NameOf(reading.Minute) == name) return reading;
            var problem = reading.Damage == SnapshotDamage.None
                ? $"Content: it is of {reading.Minute}."
                : $"{reading.Damage}: {reading.Problem}";
            await RecordAsync(name[Prefix.Length..], $"{name} was refused and is rebuilt from candles. {problem}", ct);
        }

        return null;
    }

    private async Task<SortedSet<string>> ListAsync(CancellationToken ct)
    {
        var all = await blobs.ListAsync(Folder, ct);
        _names = new(StringComparer.Ordinal);
        List<string> foreign = [];
        foreach (var name in all)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal)) _names.Add(name);
            else foreign.Add(name);
        }

        if (foreign.Count > 0) await DropAsync(foreign, ct);
        return _names;
    }

    /// <summary>
    /// Nobody else deletes what a version with another schema left. One that still runs beside this one loses no more
    /// than a warm start.
    /// </summary>
    private async Task DropAsync(List<string> foreign, CancellationToken ct)
    {
        foreach (var name in foreign) await blobs.TryDeleteAsync(name, ct);
        await RecordAsync(FeatureSchema.ShortHash, $"{foreign.Count} of another feature schema, {foreign[^1]} the last "
            + $"of them, were deleted, because this version reads {Prefix} only.", ct);
    }

    private Task RecordAsync(string key, string message, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return store.TryInsertAsync(StoreLayout.Faults, $"{Minute.Of(now).Key}-{FaultName}-{key}",
            new FaultRow(now, FaultName, message), DocumentJson.Default.FaultRow, ct);
    }
}
