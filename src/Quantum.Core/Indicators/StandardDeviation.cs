namespace Quantum.Core.Indicators;

/// <summary>
/// Population standard deviation of the last <c>period</c> values, in the unit of its input, ≥ 0; defined from candle
/// <c>period</c> on.
/// </summary>
/// <remarks>
/// Equal values deviate by exactly 0 here. Skender's two passes may leave a rounding error of some 1e-17 of the price
/// instead, and then a meaningless z-score.
/// </remarks>
public sealed class StandardDeviation : ICloseIndicator
{
    private readonly int _signature;
    private readonly WindowDeviation _window;
    private double _close;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [2, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public StandardDeviation(int period)
    {
        IndicatorInput.Period(period, minimum: 2);
        _signature = StateSignature.Of(nameof(StandardDeviation), period);
        _window = new WindowDeviation(period);
    }

    /// <inheritdoc/>
    public double Value => _window.StandardDeviation;

    /// <summary>The mean of the window, in the unit of its input; NaN while undefined.</summary>
    public double Mean => _window.Mean;

    /// <summary>
    /// Deviations between the last value and the mean; NaN while undefined or where all values are equal.
    /// </summary>
    public double ZScore => Value > 0 ? (_close - Mean) / Value : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _window.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + _window.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        _close = IndicatorInput.Finite(close);
        _window.Add(close);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_close);
        _window.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _close = reader.ReadDouble();
        _window.Load(ref reader);
    }
}
