namespace Quantum.Core.Indicators;

/// <summary>
/// RSI of Wilder ("New Concepts in Technical Trading Systems", 1978), in [0, 100]: the share of rises in the smoothed
/// absolute changes. Defined from candle <c>period</c> + 1 on. Without any fall in memory it is 100, a constant price
/// included.
/// </summary>
/// <remarks>
/// A candle that closes where the one before did shrinks both averages alike and so leaves the figure exactly as it
/// was. Dividing the two again would move it by a rounding error, which a stochastic of the RSI would blow up to
/// anything between 0 and 100.
/// </remarks>
public sealed class RelativeStrengthIndex : ICloseIndicator
{
    private readonly int _period;
    private readonly int _signature;
    private int _count;
    private double _lastClose;
    private double _gain;
    private double _loss;
    private double _value = double.NaN;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles of the smoothing, in [1, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RelativeStrengthIndex(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 1);
        _signature = StateSignature.Of(nameof(RelativeStrengthIndex), period);
    }

    /// <inheritdoc/>
    public double Value => _value;

    /// <inheritdoc/>
    public bool IsDefined => _count > _period;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + 4 * sizeof(double);

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        var change = _count == 0 ? 0 : close - _lastClose;
        _lastClose = close;
        var gain = change > 0 ? change : 0;
        var loss = change < 0 ? -change : 0;
        if (_count > _period)
        {
            _gain = ((_gain * (_period - 1)) + gain) / _period;
            _loss = ((_loss * (_period - 1)) + loss) / _period;
            if (change != 0) _value = Index();
            return;
        }

        _gain += gain;
        _loss += loss;
        if (++_count <= _period) return;

        _gain /= _period;
        _loss /= _period;
        _value = Index();
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        writer.WriteDouble(_lastClose);
        writer.WriteDouble(_gain);
        writer.WriteDouble(_loss);
        writer.WriteDouble(_value);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, _period + 1);
        _lastClose = reader.ReadDouble();
        _gain = reader.ReadNonNegative();
        _loss = reader.ReadNonNegative();
        _value = reader.ReadDefined(IsDefined);
    }

    private double Index() => _loss > 0 ? 100 - (100 / (1 + (_gain / _loss))) : 100;
}
