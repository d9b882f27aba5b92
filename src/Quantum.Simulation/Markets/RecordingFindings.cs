namespace Quantum.Simulation.Markets;

/// <summary>Collects what an audit finds in one file.</summary>
/// <param name="file">Path of it.</param>
/// <param name="kind">Folder that it lies in.</param>
/// <param name="name">Contract that its name tells.</param>
/// <param name="gapsMax">Gaps listed; beyond it they are counted only.</param>
internal sealed class RecordingFindings(string file, string kind, string name, int gapsMax)
{
    private const long MinuteMilliseconds = 60_000;

    private readonly List<RecordingGap> _gaps = [];
    private readonly List<RecordingDefect> _defects = [];
    private long _rows;
    private long _gapCount;
    private long _gapMinutes;
    private long _defectCount;
    private long _first = -1;
    private long _last = -1;

    /// <summary>One more line behind the header.</summary>
    public void CountRow() => _rows++;

    /// <summary>Adds a defect.</summary>
    public void Add(long line, RecordingDefectKind defect, string? field, string problem)
    {
        _defectCount++;
        if (_defects.Count < RecordingAudit.ListedMax) _defects.Add(new(line, defect, field, problem));
    }

    /// <summary>Judges a row's time against the latest good one before it.</summary>
    /// <param name="line">Line number.</param>
    /// <param name="field">The time's column.</param>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="previous">Latest good time so far; -1 without one.</param>
    /// <param name="unit">Times are multiples of it.</param>
    /// <param name="spanMax">Longest distance of neighbours without a gap.</param>
    /// <returns>The latest good time now. A wrong one leaves it, so that one bad row is one defect.</returns>
    public long Judge(long line, string field, long time, long previous, long unit, long spanMax)
    {
        var (defect, problem) = time % unit != 0
                ? (RecordingDefectKind.Misaligned, $"{time} is not a multiple of {unit}")
            : time == previous ? (RecordingDefectKind.Duplicate, $"{time} is there twice")
            : time < previous ? (RecordingDefectKind.Disordered, $"{time} comes after {previous}")
            : (default(RecordingDefectKind?), "");
        if (defect is { } found)
        {
            Add(line, found, field, problem);
            return previous;
        }

        if (previous < 0) _first = time;
        else if (time - previous > spanMax) AddGap(previous + spanMax, time);
        _last = time;
        return time;
    }

    /// <summary>The report.</summary>
    public RecordingReport Build() => new(
        file, kind, name, _rows, InstantOf(_first), InstantOf(_last), _gapCount, _gapMinutes, _gaps, _defectCount,
        _defects);

    private void AddGap(long from, long to)
    {
        var minutes = (to - from) / MinuteMilliseconds;
        _gapCount++;
        _gapMinutes += minutes;
        if (_gaps.Count < gapsMax)
            _gaps.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to),
                minutes));
    }

    private static DateTimeOffset? InstantOf(long time) =>
        time < 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(time);
}
