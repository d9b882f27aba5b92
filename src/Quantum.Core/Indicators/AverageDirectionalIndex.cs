namespace Quantum.Core.Indicators;

/// <summary>
/// ADX of Wilder with its two directional indicators, each in [0, 100]. The indicators are defined from candle
/// <c>period</c> + 1 on, the index from candle 2 × <c>period</c> on.
/// </summary>
/// <remarks>
/// Until the first candle that moves at all there is nothing to take a share of, and all three stay undefined. If that
/// lasts beyond candle 2 × <c>period</c>, the index starts from 0 with the first movement; Skender's never starts.
/// </remarks>
public sealed class AverageDirectionalIndex : IBarIndicator
{
    private readonly int _period;
    private readonly int _signature;
    private int _count;
    private double _lastHigh;
    private double _lastLow;
    private double _lastClose;
    private double _range;
    private double _plus;
    private double _minus;
    private double _sumOrIndex;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles of the smoothing, in [2, 10,080]; usually 14.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public AverageDirectionalIndex(int period)
    {
        _period = IndicatorInput.Period(period, minimum: 2);
        _signature = StateSignature.Of(nameof(AverageDirectionalIndex), period);
    }

    /// <summary>The average directional index; NaN while undefined.</summary>
    public double Value => IsDefined ? _sumOrIndex : double.NaN;

    /// <summary>+DI: the share of upward movement in the true range; NaN while undefined.</summary>
    public double PlusDirectionalIndicator => HasIndicators ? 100 * _plus / _range : double.NaN;

    /// <summary>−DI: the share of downward movement in the true range; NaN while undefined.</summary>
    public double MinusDirectionalIndicator => HasIndicators ? 100 * _minus / _range : double.NaN;

    /// <inheritdoc/>
    public bool IsDefined => _count == 2 * _period && _range > 0;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + 7 * sizeof(double);

    private bool HasIndicators => _count > _period && _range > 0;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        var (high, low, close) = (bar.High, bar.Low, bar.Close);
        if (_count > 0) Move(high, low);
        (_lastHigh, _lastLow, _lastClose) = (high, low, close);
        if (_count >= _period && _range > 0) MoveIndex();
        if (_count < 2 * _period) _count++;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(_count);
        writer.WriteDouble(_lastHigh);
        writer.WriteDouble(_lastLow);
        writer.WriteDouble(_lastClose);
        writer.WriteDouble(_range);
        writer.WriteDouble(_plus);
        writer.WriteDouble(_minus);
        writer.WriteDouble(_sumOrIndex);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        _count = reader.ReadInt32(0, 2 * _period);
        _lastHigh = reader.ReadNonNegative();
        _lastLow = reader.ReadNonNegative();
        _lastClose = reader.ReadNonNegative();
        _range = reader.ReadNonNegative();
        _plus = reader.ReadNonNegative();
        _minus = reader.ReadNonNegative();
        _sumOrIndex = reader.ReadNonNegative();
    }

    /// <summary>Sums the first <c>period</c> movements, then lets each push out one period-th of the sum.</summary>
    private void Move(double high, double low)
    {
        var range = Math.Max(high - low, Math.Max(Math.Abs(high - _lastClose), Math.Abs(low - _lastClose)));
        var up = high - _lastHigh;
        var down = _lastLow - low;
        var plus = up > down && up > 0 ? up : 0;
        var minus = down > up && down > 0 ? down : 0;
        if (_count <= _period)
        {
            _range += range;
            _plus += plus;
            _minus += minus;
            return;
        }

        _range = _range - (_range / _period) + range;
        _plus = _plus - (_plus / _period) + plus;
        _minus = _minus - (_minus / _period) + minus;
    }

    /// <summary>Folds this candle's DX, the indicators' difference as a share of their sum, into the index.</summary>
    private void MoveIndex()
    {
        var plus = 100 * _plus / _range;
        var minus = 100 * _minus / _range;
        var strength = plus == minus ? 0 : 100 * Math.Abs(plus - minus) / (plus + minus);
        if (_count == 2 * _period)
        {
            _sumOrIndex = ((_sumOrIndex * (_period - 1)) + strength) / _period;
            return;
        }

        _sumOrIndex += strength;
        if (_count == (2 * _period) - 1) _sumOrIndex /= _period;
    }
}
