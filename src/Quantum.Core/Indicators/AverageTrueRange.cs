namespace Quantum.Core.Indicators;

/// <summary>
/// ATR of Wilder: the mean of the first <c>period</c> true ranges, then smoothed by 1 / period. In price units, ≥ 0;
/// defined from candle <c>period</c> + 1 on.
/// </summary>
public sealed class AverageTrueRange : IBarIndicator
{
    private readonly int _period;
    private readonly int _signature;
    private readonly TrueRange _trueRange = new();
    private int _count;
    private double _sumOrAverage;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles of the smoothing, in [2, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public AverageTrueRange(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 2);
        _signature = StateSignature.Of(nameof(AverageTrueRange), period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? _sumOrAverage : double.NaN;

    /// <summary>The last candle's true range in price units; NaN before the second candle.</summary>
    public double TrueRange => _trueRange.Value;

    /// <inheritdoc/>
    public bool IsDefined => _count == _period;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + sizeof(double) + _trueRange.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        _trueRange.Add(bar);
        if (!_trueRange.IsDefined) return;

        if (_count == _period)
        {
            _sumOrAverage = ((_sumOrAverage * (_period - 1)) + _trueRange.Value) / _period;
            return;
        }

        _sumOrAverage += _trueRange.Value;
        if (++_count == _period) _sumOrAverage /= _period;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        writer.WriteDouble(_sumOrAverage);
        _trueRange.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, _period);
        _sumOrAverage = reader.ReadNonNegative();
        _trueRange.Load(ref reader);
    }
}
