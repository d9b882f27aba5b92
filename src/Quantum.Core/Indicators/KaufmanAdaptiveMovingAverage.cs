namespace Quantum.Core.Indicators;

/// <summary>
/// KAMA of Kaufman ("Trading Systems and Methods", 1998): an average that follows a trend fast and noise slowly. Its
/// pace comes from the efficiency ratio, the net change of the last <c>efficiency</c> candles as a share of the way
/// travelled. In the unit of its input; defined from candle <c>efficiency</c> on, the ratio one candle later.
/// </summary>
public sealed class KaufmanAdaptiveMovingAverage : ICloseIndicator
{
    private readonly int _signature;
    private readonly double _fastWeight;
    private readonly double _slowWeight;
    private readonly ValueRing _past;
    private readonly WindowSum _way;
    private double _lastClose;

    /// <summary>Starts without history.</summary>
    /// <param name="efficiencyPeriod">Candles of the efficiency ratio, in [2, 10,080]; usually 10.</param>
    /// <param name="fastPeriod">Candles of the EMA that an efficiency of 1 amounts to, ≥ 1; usually 2.</param>
    /// <param name="slowPeriod">Candles of the EMA that an efficiency of 0 amounts to, &gt; fast; usually 30.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public KaufmanAdaptiveMovingAverage(int efficiencyPeriod, int fastPeriod, int slowPeriod)
    {
        _past = new ValueRing(IndicatorInput.Period(efficiencyPeriod, minimum: 2));
        _way = new WindowSum(efficiencyPeriod);
        _fastWeight = 2d / (IndicatorInput.Period(fastPeriod, minimum: 1) + 1);
        _slowWeight = 2d / (IndicatorInput.Period(slowPeriod, minimum: fastPeriod + 1) + 1);
        _signature = StateSignature.Of(
            nameof(KaufmanAdaptiveMovingAverage), efficiencyPeriod, fastPeriod, slowPeriod);
    }

    /// <inheritdoc/>
    public double Value { get; private set; } = double.NaN;

    /// <summary>
    /// Net change as a share of the way travelled, in [0, 1]: 1 is a straight line, 0 going nowhere or standing still.
    /// NaN while undefined.
    /// </summary>
    public double EfficiencyRatio { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _past.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + 3 * sizeof(double) + _past.StateBytes + _way.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        if (_past.IsFull || _past.Next > 0) _way.Add(Math.Abs(close - _lastClose));
        if (_past.IsFull) Follow(close, _past.Oldest);
        _past.Push(close);
        _lastClose = close;
        if (double.IsNaN(Value) && _past.IsFull) Value = close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_lastClose);
        writer.WriteDouble(Value);
        writer.WriteDouble(EfficiencyRatio);
        _past.Save(ref writer);
        _way.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _lastClose = reader.ReadDouble();
        Value = reader.ReadDoubleOrNaN();
        EfficiencyRatio = reader.ReadDoubleOrNaN();
        _past.Load(ref reader);
        _way.Load(ref reader);
        if (IsDefined == double.IsNaN(Value))
            throw new InvalidDataException($"State: average {Value} where the window says defined = {IsDefined}.");
    }

    private void Follow(double close, double past)
    {
        if (_way.Sum > 0)
        {
            EfficiencyRatio = Math.Abs(close - past) / _way.Sum;
            var weight = (EfficiencyRatio * (_fastWeight - _slowWeight)) + _slowWeight;
            Value += weight * weight * (close - Value);
            return;
        }

        EfficiencyRatio = 0;
        Value = close;
    }
}
