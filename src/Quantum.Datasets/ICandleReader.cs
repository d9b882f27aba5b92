using Quantum.Core.Markets;

namespace Quantum.Datasets;

/// <summary>Candles of one contract, read once from the oldest to the newest.</summary>
public interface ICandleReader : IDisposable
{
    /// <summary>Reads the next candles.</summary>
    /// <param name="candles">Filled from the front, ascending; a hole in time is a hole here.</param>
    /// <returns>How many were read; 0 at the end.</returns>
    int Read(Span<Candle> candles);
}
