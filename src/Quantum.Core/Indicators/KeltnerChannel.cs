namespace Quantum.Core.Indicators;

/// <summary>
/// Keltner channel: an EMA of the close and bands so many average true ranges away. In price units. The middle is
/// defined from candle <c>max(average, range)</c> on, the bands also need the ATR: candle <c>range</c> + 1.
/// </summary>
public sealed class KeltnerChannel : IBarIndicator
{
    private readonly int _signature;
    private readonly double _multiplier;
    private readonly int _candlesMin;
    private readonly ExponentialMovingAverage _average;
    private readonly AverageTrueRange _range;
    private int _count;

    /// <summary>Starts without history.</summary>
    /// <param name="averagePeriod">Candles of the EMA, in [2, 10,080]; usually 20.</param>
    /// <param name="multiplier">Half the width of the channel in ATR, finite and &gt; 0; usually 2.</param>
    /// <param name="rangePeriod">Candles of the ATR, in [2, 10,080]; usually 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public KeltnerChannel(int averagePeriod, double multiplier, int rangePeriod)
    {
        _average = new ExponentialMovingAverage(IndicatorInput.Period(averagePeriod, minimum: 2));
        _multiplier = IndicatorInput.Multiplier(multiplier);
        _range = new AverageTrueRange(rangePeriod);
        _candlesMin = Math.Max(averagePeriod, rangePeriod);
        _signature = StateSignature.Of(nameof(KeltnerChannel), averagePeriod, multiplier, rangePeriod);
    }

    /// <summary>The middle of the channel, an EMA; NaN while undefined.</summary>
    public double Value => IsDefined ? _average.Value : double.NaN;

    /// <summary>The upper band; NaN while undefined.</summary>
    public double Upper => Value + (_multiplier * _range.Value);

    /// <summary>The lower band; NaN while undefined. It may be negative.</summary>
    public double Lower => Value - (_multiplier * _range.Value);

    /// <inheritdoc/>
    public bool IsDefined => _count == _candlesMin;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + _average.StateBytes + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        _average.Add(bar.Close);
        _range.Add(bar);
        if (_count < _candlesMin) _count++;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        _average.Save(ref writer);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, _candlesMin);
        _average.Load(ref reader);
        _range.Load(ref reader);
        if (IsDefined && !_average.IsDefined)
            throw new InvalidDataException("State: the channel is defined before its average.");
    }
}
