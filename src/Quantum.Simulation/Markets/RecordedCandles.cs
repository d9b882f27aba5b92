using Quantum.Core.Features;
using Quantum.Core.Markets;

namespace Quantum.Simulation.Markets;

/// <summary>
/// The recorded 1-minute candles of one contract, read once from the oldest to the newest; every row is checked. Memory
/// does not grow with the recording. Not thread-safe.
/// </summary>
public sealed class RecordedCandles : IDisposable
{
    private const long MinuteMilliseconds = 60_000;

    private readonly CandleRows _rows;
    private readonly long _from;

    /// <summary>Opens a recording.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="from">First minute wanted.</param>
    /// <param name="to">End, exclusive.</param>
    /// <exception cref="CandleFileException">The file is missing or not one of candles.</exception>
    public RecordedCandles(string file, Minute from, Minute to)
    {
        _from = from.StartMilliseconds;
        _rows = new CandleRows(file, MinuteMilliseconds, to.StartMilliseconds);
    }

    /// <summary>Reads the next candles.</summary>
    /// <param name="candles">Filled from the front.</param>
    /// <returns>How many were read; 0 at the end.</returns>
    /// <exception cref="CandleFileException">A row is corrupt, out of order or impossible.</exception>
    public int Read(Span<Candle> candles)
    {
        var count = 0;
        while (count < candles.Length && _rows.TryReadFrom(_from, out var row)) candles[count++] = row.ToCandle();
        return count;
    }

    /// <summary>The settled payments of a contract before an end, ascending.</summary>
    /// <exception cref="CandleFileException">The file is missing, corrupt or holds nonsense.</exception>
    public static IReadOnlyList<SettledFunding> Funding(string file, Symbol symbol, Minute to)
    {
        var payments = FundingFile.Read(file, from: 0, to.StartMilliseconds);
        return payments.ConvertAll(payment => new SettledFunding(
            symbol, DateTimeOffset.FromUnixTimeMilliseconds(payment.Time), payment.Rate));
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();
}
