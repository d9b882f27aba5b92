using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Quantum.Core.Arrays;

namespace Quantum.Datasets;

/// <summary>
/// A <c>.npy</c> file whose rows are written in any order and counted afterwards. Readers map it into memory; it is
/// written by plain writes, because a full disk is then an error with a name and not a signal that ends the process.
/// </summary>
/// <typeparam name="T">Of the elements; its bytes are those of the file, little-endian.</typeparam>
internal sealed class ColumnFile<T> : IDisposable
    where T : unmanaged
{
    private const int BytesPerMove = 1 << 20;

    private readonly SafeFileHandle _handle;
    private readonly NpyType _type;
    private readonly int _width;
    private readonly int _rowBytes;

    /// <summary>Begins the file anew.</summary>
    /// <param name="path">Path; an older file is replaced.</param>
    /// <param name="type">Type of the elements, as large as <typeparamref name="T"/>.</param>
    /// <param name="width">Elements of a row; 1 makes an array of one axis.</param>
    public ColumnFile(string path, NpyType type, int width = 1)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Elements are little-endian.");
        (Path, _type, _width, _rowBytes) = (path, type, width, width * type.Size());
        _handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Writes whole rows.</summary>
    /// <param name="row">Place of the first one.</param>
    /// <param name="elements">Row after row.</param>
    public void Write(long row, ReadOnlySpan<T> elements) =>
        RandomAccess.Write(_handle, MemoryMarshal.AsBytes(elements), OffsetOf(row));

    /// <summary>Reads whole rows back.</summary>
    public void Read(long row, Span<T> elements)
    {
        var bytes = MemoryMarshal.AsBytes(elements);
        if (RandomAccess.Read(_handle, bytes, OffsetOf(row)) != bytes.Length)
            throw new IOException($"{Path} ends within row {row}.");
    }

    /// <summary>Moves rows to an earlier place.</summary>
    public void MoveDown(long from, long to, long rows)
    {
        if (from == to || rows == 0) return;
        var buffer = new byte[Math.Min(BytesPerMove, rows * _rowBytes)];
        var (left, shift) = (rows * _rowBytes, OffsetOf(from) - OffsetOf(to));
        for (var place = OffsetOf(from); left > 0;)
        {
            var read = RandomAccess.Read(_handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)), place);
            if (read == 0) throw new IOException($"{Path} ends within the rows to move.");
            RandomAccess.Write(_handle, buffer.AsSpan(0, read), place - shift);
            (place, left) = (place + read, left - read);
        }
    }

    /// <summary>Writes the header and cuts the file off behind the last row.</summary>
    public void Finish(long rows)
    {
        var header = _width == 1 ? new NpyHeader(_type, rows) : new NpyHeader(_type, rows, _width);
        RandomAccess.Write(_handle, header.Encode(), fileOffset: 0);
        RandomAccess.SetLength(_handle, OffsetOf(rows));
        RandomAccess.FlushToDisk(_handle);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private long OffsetOf(long row) => NpyHeader.EncodedBytes + (row * _rowBytes);
}
