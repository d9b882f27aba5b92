using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>What to download and where to keep it.</summary>
/// <param name="Directory">Root of the recordings: <c>1m/</c>, <c>funding/</c> and so on are below it.</param>
/// <param name="Cache">Root of the downloaded files; a further run takes them from there.</param>
/// <param name="Symbols">Contracts, each once.</param>
/// <param name="Series">Tables, each once.</param>
/// <param name="From">
/// First instant wanted. Payments are kept from 8 hours before it, so that the first candle knows its rate.
/// </param>
/// <param name="To">End, exclusive. The archive is a day late, so today and later are left out.</param>
public sealed record ArchiveRequest(
    string Directory, string Cache, IReadOnlyList<Symbol> Symbols, IReadOnlyList<ArchiveSeries> Series,
    DateTimeOffset From, DateTimeOffset To);

/// <summary>How far a download has come.</summary>
/// <param name="FilesDone">Files that are settled: here, absent or failed.</param>
/// <param name="FilesTotal">Files to settle; grows when a month has to be taken by the day.</param>
/// <param name="Bytes">Bytes that arrived.</param>
/// <param name="Name">The file or recording at work.</param>
/// <param name="Retry">A request for it that failed and is tried again; <see langword="null"/> else.</param>
public readonly record struct ArchiveProgress(
    int FilesDone, int FilesTotal, long Bytes, string Name, ArchiveRetry? Retry = null);

/// <summary>A request that failed and is tried again.</summary>
/// <param name="Problem">What went wrong, e.g. <c>the server answers 503</c>.</param>
/// <param name="Attempt">Number of the next try, from 2.</param>
/// <param name="Wait">Time until then.</param>
public sealed record ArchiveRetry(string Problem, int Attempt, TimeSpan Wait);
