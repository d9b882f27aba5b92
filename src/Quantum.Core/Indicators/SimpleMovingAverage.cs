namespace Quantum.Core.Indicators;

/// <summary>
/// SMA: the mean of the last <c>period</c> values. In the unit of its input; defined from candle <c>period</c> on.
/// </summary>
public sealed class SimpleMovingAverage : ICloseIndicator
{
    private readonly int _period;
    private readonly int _signature;
    private readonly WindowSum _window;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles, in [1, 10,080].</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public SimpleMovingAverage(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 1);
        _signature = StateSignature.Of(nameof(SimpleMovingAverage), period);
        _window = new WindowSum(period);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? _window.Sum / _period : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _window.IsFull;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _window.StateBytes;

    /// <inheritdoc/>
    public void Add(double close) => _window.Add(IndicatorInput.Finite(close));

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _window.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _window.Load(ref reader);
    }
}
