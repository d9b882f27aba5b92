namespace Quantum.Core.Indicators;

/// <summary>Highest high and lowest low of the last so many candles, and where a price lies between the two.</summary>
internal sealed class WindowRange
{
    private readonly WindowMaximum _highs;
    private readonly WindowMaximum _negatedLows;

    /// <summary>An empty window.</summary>
    /// <param name="length">Candles, ≥ 1.</param>
    public WindowRange(int length)
    {
        _highs = new WindowMaximum(length);
        _negatedLows = new WindowMaximum(length);
    }

    /// <summary>Whether so many candles were added as the window is long.</summary>
    public bool IsFull => _highs.IsFull;

    /// <summary>The highest high; meaningful after the first candle.</summary>
    public double Highest => _highs.Value;

    /// <summary>The lowest low; meaningful after the first candle.</summary>
    public double Lowest => -_negatedLows.Value;

    /// <summary>Candles since the highest high, the oldest of equal ones.</summary>
    public int HighestAge => _highs.Age;

    /// <summary>Candles since the lowest low, the oldest of equal ones.</summary>
    public int LowestAge => _negatedLows.Age;

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public int StateBytes => _highs.StateBytes + _negatedLows.StateBytes;

    /// <summary>Adds a candle and drops the oldest of a full window.</summary>
    public void Add(double high, double low)
    {
        _highs.Add(high);
        _negatedLows.Add(-low);
    }

    /// <summary>Where the price lies between lowest (0) and highest (100); 0 where the two are equal.</summary>
    public double PercentOf(double price)
    {
        var lowest = Lowest;
        var range = Highest - lowest;
        return range > 0 ? 100 * (price - lowest) / range : 0;
    }

    /// <summary>Writes the exact state.</summary>
    public void Save(ref StateWriter writer)
    {
        _highs.Save(ref writer);
        _negatedLows.Save(ref writer);
    }

    /// <summary>Reads the state back.</summary>
    /// <exception cref="InvalidDataException">The state is truncated or impossible.</exception>
    public void Load(ref StateReader reader)
    {
        _highs.Load(ref reader);
        _negatedLows.Load(ref reader);
        if (_highs.IsFull != _negatedLows.IsFull)
            throw new InvalidDataException("State: highs and lows of one window differ in number.");
    }
}
