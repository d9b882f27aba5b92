namespace Quantum.Core.Indicators;

/// <summary>
/// Choppiness index of Dreiss, in [0, 100]: the logarithm of the way travelled (sum of true ranges) over the range
/// covered in the last <c>period</c> candles, to the base of the period. Near 100 is sideways, near 0 a straight trend.
/// Defined from candle <c>period</c> + 1 on, but not where the price did not move.
/// </summary>
public sealed class ChoppinessIndex : IBarIndicator
{
    private readonly int _signature;
    private readonly double _logPeriod;
    private readonly WindowSum _way;
    private readonly WindowRange _range;
    private double _lastClose;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080]; usually 14.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public ChoppinessIndex(int period)
    {
        _way = new WindowSum(IndicatorInput.Period(period, minimum: 2));
        _range = new WindowRange(period);
        _logPeriod = NaturalLogarithm.Of(period);
        _signature = StateSignature.Of(nameof(ChoppinessIndex), period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined
        ? 100 * (NaturalLogarithm.Of(_way.Sum / (_range.Highest - _range.Lowest)) / _logPeriod)
        : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _range.IsFull && _range.Highest > _range.Lowest;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _way.StateBytes + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        if (_lastClose > 0)
        {
            var high = Math.Max(bar.High, _lastClose);
            var low = Math.Min(bar.Low, _lastClose);
            _way.Add(high - low);
            _range.Add(high, low);
        }

        _lastClose = bar.Close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_lastClose);
        _way.Save(ref writer);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _lastClose = reader.ReadNonNegative();
        _way.Load(ref reader);
        _range.Load(ref reader);
    }
}
