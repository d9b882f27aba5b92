using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>
/// Candles that were read and checked once and are needed again, contract after contract in a temporary file: reading a
/// recording twice costs more than writing its candles down, and keeping them in memory would grow with its length. The
/// file is deleted with the spool; where the process ends before that, the next spool replaces it. Not thread-safe.
/// </summary>
public sealed class CandleSpool : IDisposable
{
    /// <summary>Name of the file in the folder of the data set.</summary>
    public const string FileName = "candles.tmp";

    private static readonly int CandleBytes = Unsafe.SizeOf<Candle>();

    private readonly SafeFileHandle _handle;

    /// <summary>Begins an empty spool.</summary>
    /// <param name="directory">Where its file lies; made where it does not exist.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public CandleSpool(string directory)
    {
        Directory.CreateDirectory(directory);
        _handle = File.OpenHandle(Path.Combine(directory, FileName), FileMode.Create, FileAccess.ReadWrite,
            FileShare.None, FileOptions.DeleteOnClose);
    }

    /// <summary>Candles so far, which is the place of the next one.</summary>
    public long Count { get; private set; }

    /// <summary>Adds candles behind those that are there.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be written.</exception>
    public void Add(ReadOnlySpan<Candle> candles)
    {
        RandomAccess.Write(_handle, MemoryMarshal.AsBytes(candles), Count * CandleBytes);
        Count += candles.Length;
    }

    /// <summary>Reads candles back, bit by bit what was added.</summary>
    /// <param name="first">Place of the first one.</param>
    /// <param name="count">How many.</param>
    /// <returns>A reader that must not outlive the spool.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many. A caller's bug.</exception>
    public ICandleReader Read(long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        return new Reader(_handle, first, first + count);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private sealed class Reader(SafeFileHandle handle, long next, long end) : ICandleReader
    {
        private long _next = next;

        public int Read(Span<Candle> candles)
        {
            var count = (int)Math.Min(candles.Length, end - _next);
            var bytes = MemoryMarshal.AsBytes(candles[..count]);
            if (RandomAccess.Read(handle, bytes, _next * CandleBytes) != bytes.Length)
                throw new IOException($"{FileName} ends within candle {_next}.");
            _next += count;
            return count;
        }

        // The file is the spool's.
        public void Dispose() => _next = end;
    }
}
