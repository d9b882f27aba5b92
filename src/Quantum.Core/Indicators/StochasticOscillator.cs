namespace Quantum.Core.Indicators;

/// <summary>
/// Stochastic of Lane, in [0, 100]: where the close lies between the lowest low and the highest high of the last
/// <c>lookback</c> candles, smoothed by a simple mean (%K), and the mean of that (%D). %K is defined from candle
/// <c>lookback + smoothing − 1</c> on, %D <c>signal − 1</c> candles later. Without any range it is 0, as in Skender.
/// </summary>
public sealed class StochasticOscillator : IBarIndicator
{
    private readonly int _signature;
    private readonly WindowRange _range;
    private readonly SimpleMovingAverage _smoothed;
    private readonly SimpleMovingAverage _signal;

    /// <summary>Starts without history.</summary>
    /// <param name="lookbackPeriod">Candles of the range, in [1, 10,080]; usually 14.</param>
    /// <param name="signalPeriod">Candles of the mean that makes %D, ≥ 1; usually 3.</param>
    /// <param name="smoothingPeriod">
    /// Candles of the mean that makes %K, ≥ 1; usually 3, and 1 for the fast variant.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public StochasticOscillator(int lookbackPeriod, int signalPeriod, int smoothingPeriod)
    {
        _range = new WindowRange(IndicatorInput.Period(lookbackPeriod, minimum: 1));
        _smoothed = new SimpleMovingAverage(smoothingPeriod);
        _signal = new SimpleMovingAverage(signalPeriod);
        _signature = StateSignature.Of(nameof(StochasticOscillator), lookbackPeriod, signalPeriod, smoothingPeriod);
    }

    /// <summary>%K; NaN while undefined.</summary>
    public double Value => _smoothed.Value;

    /// <summary>%D, the mean of %K; NaN while undefined.</summary>
    public double Signal => _signal.Value;

    /// <inheritdoc/>
    public bool IsDefined => _smoothed.IsDefined;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _range.StateBytes + _smoothed.StateBytes + _signal.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        _range.Add(bar.High, bar.Low);
        if (!_range.IsFull) return;

        _smoothed.Add(_range.PercentOf(bar.Close));
        if (_smoothed.IsDefined) _signal.Add(_smoothed.Value);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _range.Save(ref writer);
        _smoothed.Save(ref writer);
        _signal.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _range.Load(ref reader);
        _smoothed.Load(ref reader);
        _signal.Load(ref reader);
    }
}
