namespace Quantum.Core.Indicators;

/// <summary>
/// Donchian channel: highest high and lowest low of the <c>period</c> candles before the last one, which it excludes so
/// that a candle can break out. In price units; defined from candle <c>period</c> + 1 on.
/// </summary>
public sealed class DonchianChannel : IBarIndicator
{
    private readonly int _signature;
    private readonly WindowRange _range;
    private double _upper = double.NaN;
    private double _lower = double.NaN;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080]; usually 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public DonchianChannel(int period)
    {
        _range = new WindowRange(IndicatorInput.Period(period, minimum: 1));
        _signature = StateSignature.Of(nameof(DonchianChannel), period);
    }

    /// <summary>The middle of the channel; NaN while undefined.</summary>
    public double Value => (_upper + _lower) / 2;

    /// <summary>The highest high before the last candle; NaN while undefined.</summary>
    public double Upper => _upper;

    /// <summary>The lowest low before the last candle; NaN while undefined.</summary>
    public double Lower => _lower;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(_upper);

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + 2 * sizeof(double) + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        if (_range.IsFull)
        {
            _upper = _range.Highest;
            _lower = _range.Lowest;
        }

        _range.Add(bar.High, bar.Low);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_upper);
        writer.WriteDouble(_lower);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _upper = reader.ReadDoubleOrNaN();
        _lower = reader.ReadDefined(IsDefined);
        _range.Load(ref reader);
        if (IsDefined && !_range.IsFull)
            throw new InvalidDataException("State: the channel is defined before its window is full.");
    }
}
