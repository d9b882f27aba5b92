using Quantum.App.Ports;
using Quantum.App.Storage;
using Quantum.Core.Models;

namespace Quantum.App.Models;

/// <summary>Pointer, verdicts and what the scanning processes serve: one partition of small rows.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class ModelRegister(IEntityStore store)
{
    /// <summary>The partition.</summary>
    public const string Partition = "models";

    /// <summary>Row of the pointer.</summary>
    public const string PointerRow = "active";

    private const string VerdictPrefix = "verdict:";
    private const string ServingPrefix = "serving:";

    /// <summary>Which bundle serves; <see langword="null"/> before the first.</summary>
    public async Task<ModelPointer?> ReadPointerAsync(CancellationToken ct) =>
        (await store.ReadAsync(Partition, PointerRow, DocumentJson.Default.ModelPointer, ct))?.Value;

    /// <summary>Moves the pointer over the one that was read; judges again when another process was faster.</summary>
    /// <param name="next">The bundle.</param>
    /// <param name="now">UTC.</param>
    /// <param name="judge">What depends on the bundle that is active at that moment. Pure.</param>
    /// <param name="ct">Cancels between attempts.</param>
    /// <returns>The refusal, where there is one.</returns>
    public async Task<IReadOnlyList<GateResult>> MoveAsync(BundleSummary next, DateTimeOffset now,
        Func<ModelPointer?, GateResult> judge, CancellationToken ct)
    {
        GateResult? refusal = null;
        await store.UpdateAsync(Partition, PointerRow, DocumentJson.Default.ModelPointer, pointer =>
        {
            refusal = judge(pointer) is { Passed: false } refused ? refused : null;
            if (refusal is not null || pointer?.Active?.Version == next.Version) return Change<ModelPointer>.Nothing;
            return new((pointer ?? new ModelPointer(null, now, [])).MoveTo(next, now));
        }, ct);
        return refusal is null ? [] : [refusal];
    }

    /// <summary>Moves the pointer to another bundle, or to none, with the history as given.</summary>
    /// <param name="decide">Gets the pointer; <see langword="null"/> leaves it. Pure.</param>
    /// <param name="ct">Cancels between attempts.</param>
    public Task<ModelPointer?> UpdateAsync(Func<ModelPointer?, ModelPointer?> decide, CancellationToken ct) =>
        store.UpdateAsync(Partition, PointerRow, DocumentJson.Default.ModelPointer,
            pointer => new Change<ModelPointer>(decide(pointer)), ct);

    /// <summary>Keeps what the gates said; the latest of a version stays.</summary>
    public Task WriteVerdictAsync(ModelVerdict verdict, CancellationToken ct) => store.UpdateAsync(
        Partition, VerdictPrefix + verdict.Version, DocumentJson.Default.ModelVerdict,
        _ => new Change<ModelVerdict>(verdict), ct);

    /// <summary>The latest verdict on every version that was ever judged, by time.</summary>
    public async Task<IReadOnlyList<ModelVerdict>> ReadVerdictsAsync(CancellationToken ct) =>
    [
        .. (await store.QueryAsync(Partition, VerdictPrefix, "verdict;", ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.ModelVerdict).Value)
            .OrderBy(verdict => verdict.At).ThenBy(verdict => verdict.Version, StringComparer.Ordinal),
    ];

    /// <summary>Keeps what a process serves.</summary>
    public Task WriteServingAsync(ModelServing row, CancellationToken ct) => store.UpdateAsync(
        Partition, ServingPrefix + BundleNames.Safe(row.Owner), DocumentJson.Default.ModelServing,
        _ => new Change<ModelServing>(row), ct);

    /// <summary>What the process that spoke last serves; <see langword="null"/> before the first word.</summary>
    public async Task<ModelServing?> ReadLatestServingAsync(CancellationToken ct) =>
        await ReadServingAsync(ct) is [.., var latest] ? latest : null;

    /// <summary>What the processes serve, the latest word last.</summary>
    public async Task<IReadOnlyList<ModelServing>> ReadServingAsync(CancellationToken ct) =>
    [
        .. (await store.QueryAsync(Partition, ServingPrefix, "serving;", ct))
            .Select(entity => entity.ToDocument(DocumentJson.Default.ModelServing).Value)
            .OrderBy(row => row.At).ThenBy(row => row.Owner, StringComparer.Ordinal),
    ];
}
