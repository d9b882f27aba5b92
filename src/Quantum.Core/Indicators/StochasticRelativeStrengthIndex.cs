namespace Quantum.Core.Indicators;

/// <summary>
/// Stochastic RSI of Chande and Kroll, in [0, 100]: where the RSI lies between its own lowest and highest of the last
/// <c>stochastic</c> candles, smoothed by a simple mean, and the mean of that as the signal. Defined from candle
/// <c>rsi + stochastic + smoothing − 1</c> on, the signal <c>signal − 1</c> candles later.
/// </summary>
/// <remarks>
/// Where the RSI does not change, e.g. because the price does not, it is 0. Skender intends the same, but its RSI moves
/// by rounding errors while the price stands still, which gives an arbitrary number between 0 and 100.
/// </remarks>
public sealed class StochasticRelativeStrengthIndex : ICloseIndicator
{
    private readonly int _signature;
    private readonly RelativeStrengthIndex _index;
    private readonly WindowRange _range;
    private readonly SimpleMovingAverage _smoothed;
    private readonly SimpleMovingAverage _signal;

    /// <summary>Starts without history.</summary>
    /// <param name="indexPeriod">Candles of the RSI, in [1, 10,080]; usually 14.</param>
    /// <param name="stochasticPeriod">RSI values of the range, ≥ 1; usually 14.</param>
    /// <param name="signalPeriod">Candles of the mean that makes the signal, ≥ 1; usually 3.</param>
    /// <param name="smoothingPeriod">Candles of the mean that makes the value, ≥ 1; usually 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public StochasticRelativeStrengthIndex(
        int indexPeriod, int stochasticPeriod, int signalPeriod, int smoothingPeriod)
    {
        _index = new RelativeStrengthIndex(indexPeriod);
        _range = new WindowRange(IndicatorInput.Period(stochasticPeriod, minimum: 1));
        _smoothed = new SimpleMovingAverage(smoothingPeriod);
        _signal = new SimpleMovingAverage(signalPeriod);
        _signature = StateSignature.Of(nameof(StochasticRelativeStrengthIndex),
            indexPeriod, stochasticPeriod, signalPeriod, smoothingPeriod);
    }

    /// <summary>The smoothed stochastic of the RSI; NaN while undefined.</summary>
    public double Value => _smoothed.Value;

    /// <summary>The mean of <see cref="Value"/>; NaN while undefined.</summary>
    public double Signal => _signal.Value;

    /// <inheritdoc/>
    public bool IsDefined => _smoothed.IsDefined;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _index.StateBytes + _range.StateBytes
        + _smoothed.StateBytes + _signal.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        _index.Add(close);
        if (!_index.IsDefined) return;

        _range.Add(_index.Value, _index.Value);
        if (!_range.IsFull) return;

        _smoothed.Add(_range.PercentOf(_index.Value));
        if (_smoothed.IsDefined) _signal.Add(_smoothed.Value);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _index.Save(ref writer);
        _range.Save(ref writer);
        _smoothed.Save(ref writer);
        _signal.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _index.Load(ref reader);
        _range.Load(ref reader);
        _smoothed.Load(ref reader);
        _signal.Load(ref reader);
    }
}
