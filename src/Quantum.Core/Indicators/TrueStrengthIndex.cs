namespace Quantum.Core.Indicators;

/// <summary>
/// TSI of Blau, in [−100, 100]: the doubly smoothed change as a share of the doubly smoothed absolute change. Defined
/// from candle <c>first + second</c> on, but not before the first change of all.
/// </summary>
public sealed class TrueStrengthIndex : ICloseIndicator
{
    private readonly int _signature;
    private readonly ExponentialMovingAverage _change;
    private readonly ExponentialMovingAverage _changeTwice;
    private readonly ExponentialMovingAverage _size;
    private readonly ExponentialMovingAverage _sizeTwice;
    private double _lastClose = double.NaN;

    /// <summary>Starts without history.</summary>
    /// <param name="firstPeriod">Candles of the first smoothing, in [1, 10,080]; usually 25.</param>
    /// <param name="secondPeriod">Candles of the second smoothing, in [1, 10,080]; usually 13.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public TrueStrengthIndex(int firstPeriod, int secondPeriod)
    {
        _change = new ExponentialMovingAverage(firstPeriod);
        _size = new ExponentialMovingAverage(firstPeriod);
        _changeTwice = new ExponentialMovingAverage(secondPeriod);
        _sizeTwice = new ExponentialMovingAverage(secondPeriod);
        _signature = StateSignature.Of(nameof(TrueStrengthIndex), firstPeriod, secondPeriod);
    }

    /// <inheritdoc/>
    public double Value => IsDefined ? 100 * (_changeTwice.Value / _sizeTwice.Value) : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _sizeTwice.Value > 0;

    /// <inheritdoc/>
    public int StateBytes => sizeof(int) + sizeof(double) + 2 * (_change.StateBytes + _changeTwice.StateBytes);

    /// <inheritdoc/>
    public void Add(double close)
    {
        IndicatorInput.Finite(close);
        if (!double.IsNaN(_lastClose)) AddChange(close - _lastClose);
        _lastClose = close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteDouble(_lastClose);
        _change.Save(ref writer);
        _changeTwice.Save(ref writer);
        _size.Save(ref writer);
        _sizeTwice.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _lastClose = reader.ReadDoubleOrNaN();
        _change.Load(ref reader);
        _changeTwice.Load(ref reader);
        _size.Load(ref reader);
        _sizeTwice.Load(ref reader);
        if (_change.IsDefined != _size.IsDefined || _changeTwice.IsDefined != _sizeTwice.IsDefined)
            throw new InvalidDataException("State: the averages of changes and of their sizes differ in number.");
    }

    private void AddChange(double change)
    {
        _change.Add(change);
        _size.Add(Math.Abs(change));
        if (!_change.IsDefined) return;

        _changeTwice.Add(_change.Value);
        _sizeTwice.Add(_size.Value);
    }
}
