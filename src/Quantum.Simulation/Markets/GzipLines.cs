using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Quantum.Simulation.Markets;

/// <summary>The lines of a gzip text file as bytes, one after the other, without a string for any of them.</summary>
internal sealed class GzipLines : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly GZipStream _stream;
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private uint _decoded;

    /// <summary>Opens a file.</summary>
    /// <exception cref="CandleFileException">It does not exist or may not be read.</exception>
    public GzipLines(string file)
    {
        File = file;
        try
        {
            _file = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
            _stream = new GZipStream(_file, CompressionMode.Decompress);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CandleFileException(file, 0, null, "the file does not exist", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CandleFileException(file, 0, null, "the file may not be read", error);
        }
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Number of the line read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Reads the next line, without its end.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="CandleFileException">The file is corrupt, or the line is too long to be a row.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                return Found(rest[..length], out line);
            }

            if (Fill()) continue;
            _start = _end;
            if (rest.IsEmpty)
            {
                line = default;
                return false;
            }

            return Found(_buffer.AsSpan(_end - rest.Length, rest.Length), out line);
        }
    }

    /// <summary>A fault of the line read last.</summary>
    public CandleFileException Fault(string? field, string problem) => new(File, Line, field, problem);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Bytes as they may be shown in a message.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 60)]);

    private bool Found(ReadOnlySpan<byte> found, out ReadOnlySpan<byte> line)
    {
        Line++;
        line = found is [.. var text, (byte)'\r'] ? text : found;
        return true;
    }

    private bool Fill()
    {
        var kept = _end - _start;
        if (kept == BufferSize) throw new CandleFileException(File, Line + 1, null, "the line is too long to be a row");
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        _start = 0;
        _end = kept;
        try
        {
            var read = _stream.Read(_buffer, _end, BufferSize - _end);
            _end += read;
            _decoded = unchecked(_decoded + (uint)read);
            if (read == 0) CheckLength();
            return read > 0;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new CandleFileException(File, Line + 1, null, "the file is not readable gzip", error);
        }
    }

    // The runtime takes the end of a file for the end of the data, so a download that broke off would pass for a whole
    // one. Gzip ends with the length of its data (RFC 1952, ISIZE), which tells the two apart.
    private void CheckLength()
    {
        if (_file.Length == 0) return; // the reader of the header says that the file is empty
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        if (_file.Length >= trailer.Length)
        {
            _file.Seek(-trailer.Length, SeekOrigin.End);
            _file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) == _decoded) return;
        }

        throw new CandleFileException(File, Line + 1, null, "the gzip file is cut short, or has several parts");
    }
}
