namespace Quantum.Simulation.Markets;

/// <summary>What can be wrong in a recording; a replay accepts a file without any of it.</summary>
public enum RecordingDefectKind
{
    /// <summary>A time is there twice; for payments, its minute.</summary>
    Duplicate,

    /// <summary>A time comes after a later one.</summary>
    Disordered,

    /// <summary>A time is not a multiple of what the row covers.</summary>
    Misaligned,

    /// <summary>A field is missing, no number, or contradicts another one.</summary>
    Impossible,

    /// <summary>The file cannot be read from here on: header, gzip or length.</summary>
    Unreadable,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Line">Line number from 1, the header's; 0 for the file as a whole.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Field">Column; <see langword="null"/> where the line or file is meant.</param>
/// <param name="Problem">What was found.</param>
public sealed record RecordingDefect(long Line, RecordingDefectKind Kind, string? Field, string Problem);

/// <summary>Time without rows.</summary>
/// <param name="From">First missing instant.</param>
/// <param name="To">Where rows go on.</param>
/// <param name="Minutes">Minutes between the two.</param>
public sealed record RecordingGap(DateTimeOffset From, DateTimeOffset To, long Minutes);

/// <summary>One audited recording.</summary>
/// <param name="File">Path.</param>
/// <param name="Kind">The candles' interval, e.g. <c>1m</c>, or <c>funding</c>.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Rows">Lines behind the header.</param>
/// <param name="First">Time of the first row; <see langword="null"/> without one that has a time.</param>
/// <param name="Last">Time of the last row.</param>
/// <param name="GapCount">Gaps in the file.</param>
/// <param name="GapMinutes">Minutes in all of them.</param>
/// <param name="Gaps">The first of them: <see cref="RecordingAudit.ListedMax"/>, or as many as were asked for.</param>
/// <param name="DefectCount">Defects in the file; 0 says that a replay accepts it.</param>
/// <param name="Defects">The first <see cref="RecordingAudit.ListedMax"/> of them.</param>
public sealed record RecordingReport(
    string File, string Kind, string Name, long Rows, DateTimeOffset? First, DateTimeOffset? Last, long GapCount,
    long GapMinutes, IReadOnlyList<RecordingGap> Gaps, long DefectCount, IReadOnlyList<RecordingDefect> Defects);
