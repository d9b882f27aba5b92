using Quantum.Core.Markets;

namespace Quantum.Adapters.Archive;

/// <summary>Days that the archive has no file for.</summary>
/// <param name="First">First day.</param>
/// <param name="End">Last day, exclusive.</param>
/// <param name="IsBeforeFirst">
/// Whether they lie before the recording's first row, as for a contract that was not listed yet. In a recording without
/// a row nothing does: who knows whether there is such a contract.
/// </param>
public sealed record ArchiveAbsence(DateOnly First, DateOnly End, bool IsBeforeFirst);

/// <summary>One recording after a download.</summary>
/// <param name="Series">What it holds.</param>
/// <param name="Symbol">Whose.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Rows">Rows in it; 0 where the archive had none and nothing was written.</param>
/// <param name="Added">Of those, new ones.</param>
/// <param name="Replaced">Of those, rows that differed from the archive's, which now stand there.</param>
/// <param name="Found">Rows of the range that the archive has, new or not; 0 where it has none.</param>
/// <param name="Absences">What the archive lacks of the range, ascending, neighbours joined.</param>
public sealed record ArchiveRecording(
    ArchiveSeries Series, Symbol Symbol, string Path, long Rows, long Added, long Replaced, long Found,
    IReadOnlyList<ArchiveAbsence> Absences);

/// <summary>What a download did.</summary>
/// <param name="Recordings">By symbol and series as asked for, without those that failed.</param>
/// <param name="Failures">One for each file or recording that could not be used; its recording was not touched.</param>
/// <param name="Downloaded">Files that were downloaded.</param>
/// <param name="Cached">Files that were here already.</param>
/// <param name="Absent">Files that the archive does not have, months taken by the day included.</param>
/// <param name="Bytes">Bytes that arrived.</param>
public sealed record ArchiveReport(
    IReadOnlyList<ArchiveRecording> Recordings, IReadOnlyList<ArchiveException> Failures, int Downloaded, int Cached,
    int Absent, long Bytes);
