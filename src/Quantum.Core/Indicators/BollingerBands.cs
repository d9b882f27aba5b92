namespace Quantum.Core.Indicators;

/// <summary>
/// Bollinger bands: the mean of the last <c>period</c> values and bands so many population standard deviations away.
/// Bands in the unit of the input, the ratios without one; defined from candle <c>period</c> on.
/// </summary>
/// <remarks>
/// Where all values of the window are equal, <see cref="PercentB"/> and <see cref="ZScore"/> stay undefined and
/// <see cref="Width"/> is exactly 0. Skender means the same, but its two passes may leave a deviation of some 1e-17 of
/// the price and then answer with the quotient of two rounding errors.
/// </remarks>
public sealed class BollingerBands : ICloseIndicator
{
    private readonly StandardDeviation _deviation;
    private readonly double _multiplier;
    private readonly int _signature;
    private double _close;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080]; usually 20.</param>
    /// <param name="standardDeviations">Half the width of the band in deviations, finite and &gt; 0; usually 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public BollingerBands(int period, double standardDeviations)
    {
        _deviation = new StandardDeviation(period);
        _multiplier = IndicatorInput.Multiplier(standardDeviations);
        _signature = StateSignature.Of(nameof(BollingerBands), period, standardDeviations);
    }

    /// <summary>The middle band: the mean of the window; NaN while undefined.</summary>
    public double Value => _deviation.Mean;

    /// <summary>The upper band; NaN while undefined.</summary>
    public double Upper => _deviation.Mean + (_multiplier * _deviation.Value);

    /// <summary>The lower band; NaN while undefined. It may be negative.</summary>
    public double Lower => _deviation.Mean - (_multiplier * _deviation.Value);

    /// <summary>
    /// Where the last value lies: 0 on the lower, 1 on the upper band; NaN while undefined or without width.
    /// </summary>
    public double PercentB
    {
        get
        {
            var lower = Lower;
            var width = Upper - lower;
            return width > 0 ? (_close - lower) / width : double.NaN;
        }
    }

    /// <summary>
    /// The distance of the bands as a share of the middle; NaN while undefined or where the middle is 0.
    /// </summary>
    public double Width => Value != 0 ? (Upper - Lower) / Value : double.NaN;

    /// <summary>
    /// Deviations between the last value and the middle; NaN while undefined or where all values are equal.
    /// </summary>
    public double ZScore => _deviation.ZScore;

    /// <inheritdoc/>
    public bool IsDefined => _deviation.IsDefined;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _deviation.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        _close = close;
        _deviation.Add(close);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_close);
        _deviation.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _close = reader.ReadDouble();
        _deviation.Load(ref reader);
    }
}
