namespace Quantum.Core.Indicators;

/// <summary>
/// ROC: the change against the value <c>period</c> candles ago, in percent of that value. Defined from candle
/// <c>period</c> + 1 on, but not against a value of 0.
/// </summary>
public sealed class RateOfChange : ICloseIndicator
{
    private readonly int _signature;
    private readonly ValueRing _past;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RateOfChange(int period)
    {
        _past = new ValueRing(IndicatorInput.Period(period, minimum: 1));
        _signature = StateSignature.Of(nameof(RateOfChange), period);
    }

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(Value);

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _past.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        if (_past.IsFull) Value = _past.Oldest != 0 ? 100 * (close - _past.Oldest) / _past.Oldest : double.NaN;
        _past.Push(close);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(Value);
        _past.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        Value = reader.ReadDoubleOrNaN();
        _past.Load(ref reader);
        if (IsDefined && !_past.IsFull)
            throw new InvalidDataException("State: the rate is defined before its window is full.");
    }
}
