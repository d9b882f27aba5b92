namespace Quantum.Core.Indicators;

/// <summary>
/// MACD of Appel: a fast EMA less a slow one, an EMA of that difference as its signal, and the distance of the two.
/// In the unit of its input. <see cref="Value"/> is defined from candle <c>slow</c> on, <see cref="Signal"/> and
/// <see cref="Histogram"/> from candle <c>slow + signal − 1</c> on.
/// </summary>
public sealed class MovingAverageConvergenceDivergence : ICloseIndicator
{
    private readonly int _signature;
    private readonly ExponentialMovingAverage _fast;
    private readonly ExponentialMovingAverage _slow;
    private readonly ExponentialMovingAverage _signal;

    /// <summary>Starts without history.</summary>
    /// <param name="fastPeriod">Candles of the fast EMA, in [1, 10,079]; usually 12.</param>
    /// <param name="slowPeriod">Candles of the slow EMA, &gt; fast; usually 26.</param>
    /// <param name="signalPeriod">Candles of the signal EMA, ≥ 1; usually 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public MovingAverageConvergenceDivergence(int fastPeriod, int slowPeriod, int signalPeriod)
    {
        _fast = new ExponentialMovingAverage(fastPeriod);
        _slow = new ExponentialMovingAverage(IndicatorInput.Period(slowPeriod, minimum: fastPeriod + 1));
        _signal = new ExponentialMovingAverage(signalPeriod);
        _signature = StateSignature.Of(
            nameof(MovingAverageConvergenceDivergence), fastPeriod, slowPeriod, signalPeriod);
    }

    /// <summary>The MACD line: fast EMA less slow EMA; NaN while undefined.</summary>
    public double Value => _fast.Value - _slow.Value;

    /// <summary>The EMA of the line; NaN while undefined.</summary>
    public double Signal => _signal.Value;

    /// <summary>Line less signal; NaN while undefined.</summary>
    public double Histogram => Value - Signal;

    /// <inheritdoc/>
    public bool IsDefined => _slow.IsDefined;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + _fast.StateBytes + _slow.StateBytes + _signal.StateBytes;

    /// <inheritdoc/>
    public void Add(double close)
    {
        _fast.Add(close);
        _slow.Add(close);
        if (_slow.IsDefined) _signal.Add(Value);
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        _fast.Save(ref writer);
        _slow.Save(ref writer);
        _signal.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _fast.Load(ref reader);
        _slow.Load(ref reader);
        _signal.Load(ref reader);
        if (_slow.IsDefined && !_fast.IsDefined)
            throw new InvalidDataException("State: the slow average is defined before the fast one.");
    }
}
