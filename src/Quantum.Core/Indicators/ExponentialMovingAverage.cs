namespace Quantum.Core.Indicators;

/// <summary>
/// EMA: seeded with the mean of the first <c>period</c> values, then moved by 2 / (period + 1) of the way to each next
/// value. In the unit of its input; defined from candle <c>period</c> on (counting from 1).
/// </summary>
public sealed class ExponentialMovingAverage : ICloseIndicator
{
    private readonly int _period;
    private readonly double _weight;
    private readonly int _signature;
    private int _count;
    private double _sumOrAverage;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public ExponentialMovingAverage(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 1);
        _weight = 2d / (period + 1);
        _signature = StateSignature.Of(nameof(ExponentialMovingAverage), period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? _sumOrAverage : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _count == _period;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + sizeof(double);

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        if (_count == _period)
        {
            _sumOrAverage += _weight * (close - _sumOrAverage);
            return;
        }

        _sumOrAverage += close;
        if (++_count == _period) _sumOrAverage /= _period;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        writer.WriteDouble(_sumOrAverage);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, _period);
        _sumOrAverage = reader.ReadDouble();
    }
}
