using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Quantum.Adapters.Archive;

/// <summary>What merging did to a recording.</summary>
/// <param name="Rows">Rows that it has now.</param>
/// <param name="Added">Of those, new ones.</param>
/// <param name="Replaced">Of those, rows whose text the archive's differs from; the archive's counts.</param>
/// <param name="Found">Rows that the archive gave, new or not.</param>
/// <param name="FirstTime">Time of the recording's first row now; <see langword="null"/> without one.</param>
internal sealed record RecordingChange(long Rows, long Added, long Replaced, long Found, long? FirstTime);

/// <summary>A recording, <c>SYMBOL.csv.gz</c>, as a stream both ways: years need little memory.</summary>
internal static class Recording
{
    private const string CandleColumnsMin = "open_time_ms,open,high,low,close,volume";
    private const string Temporary = ".tmp";

    /// <summary>Merges rows into a recording; a reader sees the old file or the new one, never half of one.</summary>
    /// <param name="path">Path of the recording; it need not exist.</param>
    /// <param name="series">What it holds.</param>
    /// <param name="fresh">Ascending, each time once. They win over rows of the same time that are there.</param>
    /// <param name="ct">Stops the merging; nothing is changed then.</param>
    /// <exception cref="ArchiveException">
    /// The recording is damaged or of another layout, and stays so; or another process is merging into it.
    /// </exception>
    public static RecordingChange Merge(
        string path, ArchiveSeries series, IEnumerable<ArchiveRow> fresh, CancellationToken ct)
    {
        // Of two that read the same old rows, the one that writes last would undo the other.
        using var mine = WorkLock.Take(LockOf(path), path);
        var temporary = path + Temporary;
        RecordingChange change;
        try
        {
            using var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            using (var writer = new StreamWriter(gzip, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                writer.WriteLine(series.Header);
                change = MergeRows(Read(path, series), fresh, writer, ct);
            }

            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        // Without a change the old file stays as it is, to the byte.
        if (change.Added + change.Replaced > 0) File.Move(temporary, path, overwrite: true);
        else File.Delete(temporary);
        return change;
    }

    /// <summary>Hidden, and no name of a recording: it stays there.</summary>
    private static string LockOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock");

    private static RecordingChange MergeRows(
        IEnumerable<ArchiveRow> old, IEnumerable<ArchiveRow> fresh, StreamWriter writer, CancellationToken ct)
    {
        using var left = old.GetEnumerator();
        using var right = fresh.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        long rows = 0, added = 0, replaced = 0, found = 0;
        long? firstTime = null;
        for (; hasLeft || hasRight; rows++)
        {
            if (rows % 65_536 == 0) ct.ThrowIfCancellationRequested();
            var isOld = hasLeft && (!hasRight || left.Current.Time < right.Current.Time);
            var row = isOld ? left.Current : right.Current;
            writer.WriteLine(row.Line);
            firstTime ??= row.Time;
            if (isOld)
            {
                hasLeft = left.MoveNext();
                continue;
            }

            found++;
            if (hasLeft && left.Current.Time == right.Current.Time)
            {
                if (left.Current.Line != right.Current.Line) replaced++;
                hasLeft = left.MoveNext();
            }
            else
            {
                added++;
            }

            hasRight = right.MoveNext();
        }

        return new RecordingChange(rows, added, replaced, found, firstTime);
    }

    private static IEnumerable<ArchiveRow> Read(string path, ArchiveSeries series)
    {
        if (!File.Exists(path)) yield break;
        using var file = File.OpenRead(path);
        using var counted = new CountedStream(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true));
        using var lines = new StreamReader(counted);
        var header = Line(lines, path) ?? "";
        var padding = header == series.Header ? ""
            : !series.IsFunding && header == CandleColumnsMin ? ",,,"
            : throw Fault(path, 1, $"the header is '{header}', not '{series.Header}'");
        var previous = -1L;
        for (var number = 2L; Line(lines, path) is { } line; number++)
        {
            var length = line.IndexOf(',', StringComparison.Ordinal);
            if (length < 0
                || !long.TryParse(
                    line.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            {
                throw Fault(path, number, "the line does not begin with a time");
            }

            if (time <= previous) throw Fault(path, number, $"{time} comes after {previous}: times must ascend");
            previous = time;
            yield return new ArchiveRow(time, line + padding);
        }

        CheckLength(file, path, counted.Length);
    }

    private static string? Line(StreamReader lines, string path)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (InvalidDataException error)
        {
            throw new ArchiveException(path, ArchiveFault.Recording, "it is not readable gzip", error);
        }
    }

    // The runtime takes the end of a file for the end of its data. Gzip ends with the length of the data modulo 2³²
    // (RFC 1952, ISIZE): without this check, rows lost to a cut would be lost for good in the merged file.
    private static void CheckLength(FileStream file, string path, long decoded)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        if (file.Length >= trailer.Length)
        {
            file.Seek(-trailer.Length, SeekOrigin.End);
            file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) == unchecked((uint)decoded)) return;
        }

        throw new ArchiveException(path, ArchiveFault.Recording, "it is cut short, or has several parts");
    }

    private static ArchiveException Fault(string path, long number, string problem) =>
        new(path, ArchiveFault.Recording, $"line {number}: {problem}");

    /// <summary>Counts what was read; its length is what has been read so far.</summary>
    private sealed class CountedStream(Stream inner) : Stream
    {
        private long _count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _count;

        public override long Position
        {
            get => _count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _count += read;
            return read;
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
