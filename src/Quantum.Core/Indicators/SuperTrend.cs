namespace Quantum.Core.Indicators;

/// <summary>
/// SuperTrend of Seban: a stop line that trails the middle of the candle by so many average true ranges, below a rising
/// and above a falling market, and changes sides when the close crosses it. In price units; defined from candle
/// <c>period</c> + 1 on.
/// </summary>
public sealed class SuperTrend : IBarIndicator
{
    private readonly int _signature;
    private readonly double _multiplier;
    private readonly AverageTrueRange _range;
    private double _upper = double.NaN;
    private double _lower = double.NaN;
    private double _lastClose;

    /// <summary>Starts without history.</summary>
    /// <param name="period">Candles of the ATR, in [2, 10,080]; usually 10.</param>
    /// <param name="multiplier">Distance of the line in ATR, finite and &gt; 0; usually 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public SuperTrend(int period, double multiplier)
    {
        _range = new AverageTrueRange(period);
        _multiplier = IndicatorInput.Multiplier(multiplier);
        _signature = StateSignature.Of(nameof(SuperTrend), period, multiplier);
    }

    /// <inheritdoc/>
    public double Value => IsRising ? _lower : _upper;

    /// <summary>Whether the line lies below the market; <see langword="true"/> while undefined.</summary>
    public bool IsRising { get; private set; } = true;

    /// <inheritdoc/>
    public bool IsDefined => _range.IsDefined;

    /// <inheritdoc/>
    public int StateBytes => 2 * sizeof(int) + 3 * sizeof(double) + _range.StateBytes;

    /// <inheritdoc/>
    public void Add(in Bar bar)
    {
        _range.Add(bar);
        if (_range.IsDefined) Trail(bar);
        _lastClose = bar.Close;
    }

    /// <inheritdoc/>
    public void Save(ref StateWriter writer)
    {
        writer.WriteInt32(_signature);
        writer.WriteInt32(IsRising ? 1 : 0);
        writer.WriteDouble(_upper);
        writer.WriteDouble(_lower);
        writer.WriteDouble(_lastClose);
        _range.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref StateReader reader)
    {
        reader.Expect(_signature);
        IsRising = reader.ReadInt32(0, 1) == 1;
        _upper = reader.ReadDoubleOrNaN();
        _lower = reader.ReadDoubleOrNaN();
        _lastClose = reader.ReadNonNegative();
        _range.Load(ref reader);
        if (double.IsNaN(_upper) == IsDefined || double.IsNaN(_lower) == IsDefined)
            throw new InvalidDataException(
                $"State: lines {_lower} and {_upper} where the range says defined = {IsDefined}.");
    }

    /// <summary>A line only moves towards the market, until the market has closed beyond it.</summary>
    private void Trail(in Bar bar)
    {
        var middle = (bar.High + bar.Low) / 2;
        var upper = middle + (_multiplier * _range.Value);
        var lower = middle - (_multiplier * _range.Value);
        if (double.IsNaN(_upper))
        {
            IsRising = bar.Close >= middle;
            _upper = upper;
            _lower = lower;
        }

        if (upper < _upper || _lastClose > _upper) _upper = upper;
        if (lower > _lower || _lastClose < _lower) _lower = lower;
        IsRising = bar.Close > Value;
    }
}
