namespace Quantum.Simulation.Markets;

/// <summary>The rows of one file of candles, one after the other; times are checked in every row.</summary>
internal sealed class CandleRows : IDisposable
{
    private readonly GzipLines _lines;
    private readonly long _spanMilliseconds;
    private readonly long _to;
    private readonly bool _hasQuoteVolume;
    private long _previous = -1;
    private bool _hasEnded;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="spanMilliseconds">What a candle covers: times are multiples of it.</param>
    /// <param name="to">End, exclusive: nothing from there on is read.</param>
    /// <exception cref="CandleFileException">The file is missing or not one of candles.</exception>
    public CandleRows(string file, long spanMilliseconds, long to)
    {
        (_spanMilliseconds, _to) = (spanMilliseconds, to);
        _lines = new GzipLines(file);
        try
        {
            _hasQuoteVolume = CandleFile.ReadHeader(_lines);
        }
        catch
        {
            _lines.Dispose();
            throw;
        }
    }

    /// <summary>Rows before the end, read or skipped.</summary>
    public long Count { get; private set; }

    /// <summary>Open time of the first row; <see langword="null"/> where there is none before the end.</summary>
    public long? First { get; private set; }

    /// <summary>Steps over rows up to a time, without a look at more than their times.</summary>
    /// <param name="from">First open time wanted, Unix milliseconds; the row of it is read next.</param>
    /// <param name="row">The first row from there on.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="CandleFileException">A row is corrupt or out of order.</exception>
    public bool TryReadFrom(long from, out CandleRow row)
    {
        while (TryReadTime(out var time, out var fields))
        {
            if (time < from) continue;
            row = CandleRow.Parse(_lines, time, fields, _hasQuoteVolume);
            return true;
        }

        row = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <summary>Reads the time of the next row and leaves the rest of it undecoded.</summary>
    private bool TryReadTime(out long time, out ReadOnlySpan<byte> fields)
    {
        time = 0;
        if (_hasEnded || !_lines.TryRead(out fields))
        {
            _hasEnded = true;
            fields = default;
            return false;
        }

        time = CandleRow.ParseTime(_lines, "open_time_ms", ref fields);
        CheckTime(time);
        _previous = time;
        _hasEnded = time >= _to;
        if (_hasEnded) return false;
        First ??= time;
        Count++;
        return true;
    }

    private void CheckTime(long time)
    {
        var problem = time % _spanMilliseconds != 0 ? $"{time} is not a multiple of {_spanMilliseconds}"
            : time == _previous ? $"{time} is there twice"
            : time < _previous ? $"{time} comes after {_previous}: times must ascend"
            : null;
        if (problem is not null) throw _lines.Fault("open_time_ms", problem);
    }
}
