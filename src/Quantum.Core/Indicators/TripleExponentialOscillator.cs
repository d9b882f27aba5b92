namespace Quantum.Core.Indicators;

/// <summary>
/// TRIX of Hutson: the change of a three times smoothed EMA against the candle before, in percent. All three averages
/// start from the mean of the first <c>period</c> values. Defined from candle <c>period</c> + 1 on, but not where the
/// average before was 0.
/// </summary>
public sealed class TripleExponentialOscillator : ICloseIndicator
{
    private readonly int _period;
    private readonly double _weight;
    private readonly int _signature;
    private int _count;
    private double _first;
    private double _second;
    private double _third;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles of each EMA, in [1, 10,080]; usually 14.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public TripleExponentialOscillator(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 1);
        _weight = 2d / (period + 1);
        _signature = StateSignature.Of(nameof(TripleExponentialOscillator), period);
    }

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(Value);

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + 4 * sizeof(double);

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        if (_count < _period)
        {
            _first += close;
            if (++_count == _period) _first = _second = _third = _first / _period;
            return;
        }

        var last = _third;
        _first += _weight * (close - _first);
        _second += _weight * (_first - _second);
        _third += _weight * (_second - _third);
        Value = last != 0 ? 100 * (_third - last) / last : double.NaN;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        writer.WriteDouble(_first);
        writer.WriteDouble(_second);
        writer.WriteDouble(_third);
        writer.WriteDouble(Value);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, _period);
        _first = reader.ReadDouble();
        _second = reader.ReadDouble();
        _third = reader.ReadDouble();
        Value = reader.ReadDoubleOrNaN();
        if (IsDefined && _count < _period)
            throw new InvalidDataException("State: the oscillator is defined before its averages.");
    }
}
